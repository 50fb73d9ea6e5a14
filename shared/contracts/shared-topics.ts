import * as z from 'zod/mini';
import { keyPointSchema, misconceptionSchema, topicCardSchema } from './answer-parts.ts';
import { topicCodePattern } from './typed-codes.ts';

export const sharedTopicLimits = {
  /** How long a code works. Sharing again starts the time anew. */
  codeDays: 30,
  /**
   * From here on, limits of one learner in a day: how often a topic may be shared, each of which is
   * moderated.
   */
  shares: 20,
  /** Wrong codes. After this many, no code is looked up until the next day. */
  wrongCodes: 20,
  reports: 10,
} as const;

/**
 * Crockford's base 32: a code has sixteen characters of five bits each, none of which is easily
 * mistaken.
 */
const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const codeBytes = 10;

/** Makes a code. @param bytes ten random bytes, which are 80 bits */
export function codeOfBytes(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.replaceAll(/.{5}/g, (five) => codeAlphabet.charAt(Number.parseInt(five, 2)));
}

/**
 * Normalizes a code as people may write it: in upper or lower case, with hyphens or spaces, with O for
 * 0 and with I or L for 1.
 */
const normalizedCode = (text: string): string =>
  text.toUpperCase().replaceAll(/[ -]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');

/** Shows a code in groups of four, as people read it out. */
export const shownCode = (code: string): string => code.replaceAll(/.{4}(?=.)/g, '$&-');

/** A code in a request. */
export const codeParameterSchema = z.pipe(
  z
    .string()
    .check(z.maxLength(40), z.regex(topicCodePattern, 'must be a code of sixteen characters')),
  z.transform(normalizedCode),
);

/** A code in an answer. */
const codeSchema = z
  .string()
  .check(
    z.regex(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/),
    z.describe('The code under which others find the topic: 80 random bits, in groups of four.'),
  );

const about = z.describe;

/** The share of an own topic. */
export const topicShareSchema = z.object({
  code: codeSchema,
  expiresAt: z.iso.datetime().check(about('Until when the code works.')),
});

/** The view of everybody who has the code. It says nothing about who shared it, and never has the notes. */
export const sharedTopicSchema = z.object({
  code: codeSchema,
  title: z.string().check(about('The title of the topic.')),
  keyPoints: z.array(keyPointSchema).check(about('The key points that a talk on it is judged by.')),
  misconceptions: z
    .array(misconceptionSchema)
    .check(about('Wrong beliefs that a talk on it may voice.')),
  card: topicCardSchema().check(about('Half a minute of reading before the talk.')),
  expiresAt: z.iso.datetime().check(about('Until when the code works.')),
});

/**
 * Why a shared topic is reported. Learners cannot add words of their own, which would be another text
 * to moderate.
 */
export const reportReasons = ['WRONG', 'OFFENSIVE', 'PERSONAL_DATA', 'SPAM', 'OTHER'] as const;
export type ReportReason = (typeof reportReasons)[number];

export const newReportSchema = z.strictObject({
  reason: z
    .enum(reportReasons)
    .check(
      about(
        'WRONG: it teaches something false. OFFENSIVE: it hurts somebody or is not fit for learners. PERSONAL_DATA: it contains data about a person. SPAM: it is advertising and not a topic.',
      ),
    ),
});

/** A learner's report as the export has it. */
export const reportSchema = z.object({
  code: codeSchema,
  reason: z.enum(reportReasons).check(about('The reason.')),
  createdAt: z.iso.datetime().check(about('When it was reported.')),
});

export type TopicShareBody = z.infer<typeof topicShareSchema>;
export type SharedTopicBody = z.infer<typeof sharedTopicSchema>;
export type ReportBody = z.infer<typeof reportSchema>;
