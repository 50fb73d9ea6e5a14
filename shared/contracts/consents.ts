import * as z from 'zod/mini';
import { consentMaximumSecondsAgo } from './limits.ts';

/** What learners are asked for, each purpose by itself. None is ever taken out: rows name it. */
export const consentPurposes = ['PROCESSING_ABROAD', 'DISPUTE_STUDIES'] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

/** Learners under 14 agree to nothing by themselves. */
export const consentGivers = ['LEARNER', 'GUARDIAN'] as const;
export type ConsentGiver = (typeof consentGivers)[number];

export const consentLimits = {
  changesPerCall: 20,
  /** Withdrawals are not counted: there is something to withdraw only as often as it was given. */
  givenPerDay: 30,
  version: 9_999,
} as const;

const about = z.describe;

/** What was agreed to or withdrawn, and by whom. */
const consentParts = {
  purpose: z
    .enum(consentPurposes)
    .check(
      about(
        'What for: PROCESSING_ABROAD sends recordings and their text to the services that hear and assess them; DISPUTE_STUDIES lets people study passages whose judgement the learner disputes.',
      ),
    ),
  version: z
    .int()
    .check(
      z.minimum(1),
      z.maximum(consentLimits.version),
      about('Of the text that was agreed to.'),
    ),
  given: z.boolean().check(about('False where it was withdrawn.')),
  by: z
    .enum(consentGivers)
    .check(
      about(
        'LEARNER says to be 14 or older; GUARDIAN answers for a learner under 14, who then sees no ads, is in no league and shares nothing.',
      ),
    ),
};

const consentSchema = z.object({
  ...consentParts,
  at: z.iso.datetime().check(about('When that was.')),
});

export const consentsSchema = z.object({
  consents: z
    .array(consentSchema)
    .check(about('What holds now: the last word on each purpose that was ever agreed to.')),
  under14: z
    .boolean()
    .check(about('Whether a guardian answers for the learner; false as long as nobody has said.')),
  history: z.array(consentSchema).check(about('Every change, newest first.')),
});

export const changedConsentsSchema = z.strictObject({
  consents: z
    .array(
      z.strictObject({
        ...consentParts,
        secondsAgo: z._default(
          z
            .int()
            .check(
              z.minimum(0),
              z.maximum(consentMaximumSecondsAgo),
              about('How long ago that was, by the device that kept it until it could be sent.'),
            ),
          0,
        ),
      }),
    )
    .check(
      z.minLength(1),
      z.maxLength(consentLimits.changesPerCall),
      about('What has changed, in the order in which it happened.'),
    ),
});

export type Consents = z.infer<typeof consentsSchema>;
export type ChangedConsents = z.infer<typeof changedConsentsSchema>;
/** For clients, which may leave out what has a default. */
export type GivenConsents = z.input<typeof changedConsentsSchema>;
