import * as z from 'zod/mini';
import { topicCardSchema } from './answer-parts.ts';
import { topicCodePattern } from './topic-code.ts';
import { keyPointSchema, misconceptionSchema } from './topic-parts.ts';

export const sharedTopicLimits = {
  /** How long a code works; sharing again begins anew. */
  codeDays: 30,
  /** Of one learner and day, from here on: times a topic is shared, each of which is moderated. */
  shares: 20,
  /** Codes that led nowhere; after so many none is looked up until the next day. */
  wrongCodes: 20,
  reports: 10,
} as const;

/** Crockford's base 32: sixteen characters of five bits each, none of them easily mistaken. */
const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const codeBytes = 10;

/** @param bytes ten random ones: 80 bits */
export function codeOfBytes(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.replaceAll(/.{5}/g, (five) => codeAlphabet.charAt(Number.parseInt(five, 2)));
}

/** A code as people may write it: in either case, with hyphens or spaces, and O for 0, I or L for 1. */
const withoutLooks = (text: string): string =>
  text.toUpperCase().replaceAll(/[ -]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');

/** In fours, as people read it out. */
export const shownCode = (code: string): string => code.replaceAll(/.{4}(?=.)/g, '$&-');

/** A code where it comes from a client. */
export const codeParameterSchema = z.pipe(
  z
    .string()
    .check(z.maxLength(40), z.regex(topicCodePattern, 'must be a code of sixteen characters')),
  z.transform(withoutLooks),
);

/** A code where an answer has it. */
const codeSchema = z
  .string()
  .check(
    z.regex(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/),
    z.describe('By which others find the topic: 80 random bits, in fours.'),
  );

const about = z.describe;

/** On a topic of one's own that is shared. */
export const topicShareSchema = z.object({
  code: codeSchema,
  expiresAt: z.iso.datetime().check(about('Until when the code works.')),
});

/** What whoever has the code sees: nothing of who shared it, and never the notes. */
export const sharedTopicSchema = z.object({
  code: codeSchema,
  title: z.string().check(about('What is taught.')),
  keyPoints: z.array(keyPointSchema).check(about('What a talk on it is judged by.')),
  misconceptions: z
    .array(misconceptionSchema)
    .check(about('Wrong beliefs that a talk on it may voice.')),
  card: topicCardSchema().check(about('Half a minute of reading before the talk.')),
  expiresAt: z.iso.datetime().check(about('Until when the code works.')),
});

/** Why a shared topic is reported. No words of one's own: they would be another text to moderate. */
export const reportReasons = ['WRONG', 'OFFENSIVE', 'PERSONAL_DATA', 'SPAM', 'OTHER'] as const;
export type ReportReason = (typeof reportReasons)[number];

export const newReportSchema = z.strictObject({
  reason: z
    .enum(reportReasons)
    .check(
      about(
        'WRONG: it teaches what is not so. OFFENSIVE: it hurts or is not for learners. PERSONAL_DATA: it tells of somebody. SPAM: it is no topic but advertising.',
      ),
    ),
});

/** A report of one's own, as the export has it. */
export const reportSchema = z.object({
  code: codeSchema,
  reason: z.enum(reportReasons).check(about('Why.')),
  createdAt: z.iso.datetime().check(about('When it was reported.')),
});

export type TopicShareBody = z.infer<typeof topicShareSchema>;
export type SharedTopicBody = z.infer<typeof sharedTopicSchema>;
export type ReportBody = z.infer<typeof reportSchema>;
