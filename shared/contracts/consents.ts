import * as z from 'zod/mini';
import { consentMaximumSecondsAgo } from './limits.ts';

/**
 * The purposes that learners are asked to consent to, each by itself. None is ever removed, because
 * rows name it.
 */
export const consentPurposes = ['PROCESSING_ABROAD', 'DISPUTE_STUDIES'] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

/** Learners under 14 cannot consent by themselves. */
export const consentGivers = ['LEARNER', 'GUARDIAN'] as const;
export type ConsentGiver = (typeof consentGivers)[number];

export const consentLimits = {
  changesPerCall: 20,
  /** Withdrawals are not counted: one needs a consent that it withdraws. */
  givenPerDay: 30,
  version: 9_999,
} as const;

const about = z.describe;

/** The parts of a consent or a withdrawal. */
const consentParts = {
  purpose: z
    .enum(consentPurposes)
    .check(
      about(
        'What the consent is for. PROCESSING_ABROAD: recordings and their text are sent to the services that hear and assess them. DISPUTE_STUDIES: people may study passages whose judgement the learner disputes.',
      ),
    ),
  version: z
    .int()
    .check(
      z.minimum(1),
      z.maximum(consentLimits.version),
      about('The version of the text that was agreed to.'),
    ),
  given: z.boolean().check(about('False for a withdrawal.')),
  by: z
    .enum(consentGivers)
    .check(
      about(
        'LEARNER: the learner states that they are 14 or older. GUARDIAN: a guardian answers for a learner under 14, who then sees no ads, is in no league and cannot share.',
      ),
    ),
};

const consentSchema = z.object({
  ...consentParts,
  at: z.iso.datetime().check(about('When it happened.')),
});

export const consentsSchema = z.object({
  consents: z
    .array(consentSchema)
    .check(about('What holds now: the last change of each purpose that was ever agreed to.')),
  under14: z
    .boolean()
    .check(about('Whether a guardian answers for the learner; false until somebody says so.')),
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
              about(
                'How many seconds ago it happened, for a device that had to wait before it could send it.',
              ),
            ),
          0,
        ),
      }),
    )
    .check(
      z.minLength(1),
      z.maxLength(consentLimits.changesPerCall),
      about('The changes, in the order in which they happened.'),
    ),
});

export type Consents = z.infer<typeof consentsSchema>;
export type ChangedConsents = z.infer<typeof changedConsentsSchema>;
/** The form for clients, which may leave out what has a default. */
export type GivenConsents = z.input<typeof changedConsentsSchema>;
