import * as z from 'zod/mini';
import { idSchema } from './identifiers.ts';
import { keyPointFeedbackSchema } from './key-point-feedback.ts';
import {
  failureReasonSchema,
  lectureKinds,
  lectureStageSchema,
  lectureStatusSchema,
} from './lecture.ts';
import { loopFields } from './loop.ts';
import { revisedFields } from './revised.ts';

const about = z.describe;
const sentence = (text: string) => z.string().check(about(text));

const correctionSchema = z.object({
  said: sentence('The learner’s own words that are wrong.'),
  right: sentence('What is right instead.'),
});

const deliverySchema = z.object({
  durationSeconds: z.optional(z.number().check(about('Length of the recording in seconds.'))),
  syllablesPerSecond: z.optional(z.number().check(about('How fast it was said.'))),
  pauseCount: z.optional(z.int().check(about('Pauses of a second or more.'))),
  longestPauseSeconds: z.optional(z.number().check(about('The longest of them, in seconds.'))),
  fillerCount: z.optional(z.int().check(about('Words like 음, 어, um.'))),
  strengths: z
    .array(z.string())
    .check(about('What was good about how it was said, a sentence each.')),
});

export const feedbackSchema = z.object({
  keyPoints: z
    .array(keyPointFeedbackSchema)
    .check(about('The key points that it was judged on, all of the topic’s or its `keyPoints`.')),
  corrections: z.array(correctionSchema).check(about('What was said wrongly.')),
  delivery: deliverySchema.check(about('How it was said. It informs, and is not scored.')),
  nextSteps: z.array(z.string()).check(about('What to learn or practise next, a sentence each.')),
});

/** What a lecture is for: the whole topic, or some of it again. */
export const purposeFields = {
  keyPoints: z
    .nullable(z.array(z.int()))
    .check(
      about(
        'Numbers of the key points that it is judged on alone, outside the ranking; null where it is judged on all.',
      ),
    ),
  parent: z
    .nullable(idSchema)
    .check(about('The lecture of which it teaches something again; null without.')),
  first: z
    .nullable(idSchema)
    .check(about('The lecture that its chain of parents begins with; null without a parent.')),
};

/** A lecture as the app reads it: v1's fields, with the newer ones beside them. */
export const lectureSchema = z.object({
  id: idSchema.check(about('Names this lecture.')),
  majorId: idSchema.check(about('The major its topic belongs to.')),
  majorName: sentence(
    'Its name when the lecture was submitted, in the language that was asked for.',
  ),
  subjectId: idSchema.check(about('The subject its topic belongs to.')),
  subjectName: sentence(
    'Its name when the lecture was submitted, in the language that was asked for.',
  ),
  topicId: idSchema.check(about('What was taught.')),
  topicName: sentence(
    'Its name when the lecture was submitted, in the language that was asked for.',
  ),
  transcribed: z
    .nullable(z.string())
    .check(about('What was heard, or typed; null until the lecture is assessed.')),
  score: z
    .nullable(z.int().check(z.minimum(0), z.maximum(100)))
    .check(about('Of 100; null until the lecture is assessed.')),
  strength: z
    .nullable(z.string())
    .check(about('The best point, in one line of at most 160 characters.')),
  weakness: z
    .nullable(z.string())
    .check(about('The worst gap, in one line of at most 160 characters.')),
  status: lectureStatusSchema.check(
    about('IN_PROGRESS until the lecture has ended in one of the others.'),
  ),
  helpfulnessRating: z
    .nullable(z.int().check(z.minimum(1), z.maximum(5)))
    .check(about('What the learner said of the feedback: 1 (worst) to 5 (best).')),
  kind: z.enum(lectureKinds).check(about('Spoken or typed.')),
  stage: lectureStageSchema.check(about('Finer progress than `status`.')),
  failureReason: z
    .nullable(failureReasonSchema)
    .check(about('Why it ended as FAILURE; null in any other status.')),
  nextAllowanceAt: z
    .nullable(z.iso.datetime())
    .check(about('With QUOTA_EXCEEDED: when the next day’s allowance begins.')),
  uploadUntil: z
    .nullable(z.iso.datetime())
    .check(
      about(
        'With UPLOAD_MISSING: until then the upload may still come, and the lecture goes on; poll on. Null once it cannot.',
      ),
    ),
  contentType: z
    .nullable(z.string())
    .check(about('What the recording really is, e.g. `audio/webm`; null where it is not known.')),
  createdAt: z.iso.datetime().check(about('When it was submitted.')),
  endedAt: z.nullable(z.iso.datetime()).check(about('When it ended; null before that.')),
  ...purposeFields,
  feedback: z
    .nullable(feedbackSchema)
    .check(about('All that was found; null until the lecture is assessed.')),
  parts: z.optional(
    z
      .object({
        transcribed: z
          .nullable(z.string())
          .check(about('What was heard, once it was; null before that.')),
        keyPoints: z
          .array(keyPointFeedbackSchema)
          .check(about('Those judged so far, as they will stand in `feedback`.')),
      })
      .check(
        about(
          'With `with=parts`, and only while it is IN_PROGRESS: what can be read of it already. What was told once stays as it is.',
        ),
      ),
  ),
  ...loopFields,
  ...revisedFields,
});

export type Feedback = z.infer<typeof feedbackSchema>;
export type LectureBody = z.infer<typeof lectureSchema>;
