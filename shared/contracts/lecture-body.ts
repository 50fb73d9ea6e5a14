import * as z from 'zod/mini';
import { idSchema } from './identifiers.ts';
import { laterFields, objectionFields } from './later-judgements.ts';
import {
  failureReasonSchema,
  keyPointFeedbackSchema,
  lectureKinds,
  lectureStageSchema,
  lectureStatusSchema,
} from './lecture.ts';

const about = z.describe;
const sentence = (text: string) => z.string().check(about(text));

const correctionSchema = z.object({
  said: sentence('The learner’s own words that were wrong.'),
  right: sentence('What is right instead.'),
});

const deliverySchema = z.object({
  durationSeconds: z.optional(z.number().check(about('The length of the recording in seconds.'))),
  syllablesPerSecond: z.optional(z.number().check(about('The speed of speech.'))),
  pauseCount: z.optional(z.int().check(about('The number of pauses of a second or more.'))),
  longestPauseSeconds: z.optional(z.number().check(about('The longest pause, in seconds.'))),
  fillerCount: z.optional(z.int().check(about('The number of filler words such as 음, 어 or um.'))),
  strengths: z
    .array(z.string())
    .check(about('What was good about the delivery, in one sentence each.')),
});

export const feedbackSchema = z.object({
  keyPoints: z
    .array(keyPointFeedbackSchema)
    .check(about('The key points that it was judged on: all of the topic’s, or its `keyPoints`.')),
  corrections: z.array(correctionSchema).check(about('What was said wrongly, and what is right.')),
  delivery: deliverySchema.check(
    about('How it was said. This informs the learner and is not scored.'),
  ),
  nextSteps: z
    .array(z.string())
    .check(about('What to learn or practise next, in one sentence each.')),
});

/** What a lecture is for: the whole topic, or a part of it taught again. */
export const purposeFields = {
  keyPoints: z
    .nullable(z.array(z.int()))
    .check(
      about(
        'Numbers of the only key points that it is judged on; it then stays outside the ranking. Null where it is judged on all.',
      ),
    ),
  parent: z
    .nullable(idSchema)
    .check(about('The lecture from which it teaches something again; null where there is none.')),
  first: z
    .nullable(idSchema)
    .check(about('The first lecture in its chain of parents; null without a parent.')),
};

/** A lecture as the app reads it: the fields of v1, with newer ones beside them. */
export const lectureSchema = z.object({
  id: idSchema.check(about('Names this lecture.')),
  majorId: idSchema.check(about('The major that its topic belongs to.')),
  majorName: sentence('Its name when the lecture was submitted, in the requested language.'),
  subjectId: idSchema.check(about('The subject that its topic belongs to.')),
  subjectName: sentence('Its name when the lecture was submitted, in the requested language.'),
  topicId: idSchema.check(about('The topic that was taught.')),
  topicName: sentence('Its name when the lecture was submitted, in the requested language.'),
  transcribed: z
    .nullable(z.string())
    .check(about('The transcript or the typed text; null until the lecture is assessed.')),
  score: z
    .nullable(z.int().check(z.minimum(0), z.maximum(100)))
    .check(about('The score, 0–100; null until the lecture is assessed.')),
  strength: z
    .nullable(z.string())
    .check(about('The best point, in one line of at most 160 characters.')),
  weakness: z
    .nullable(z.string())
    .check(about('The worst gap, in one line of at most 160 characters.')),
  status: lectureStatusSchema.check(
    about('IN_PROGRESS until the lecture has ended in one of the other states.'),
  ),
  helpfulnessRating: z
    .nullable(z.int().check(z.minimum(1), z.maximum(5)))
    .check(about('How the learner rated the feedback: 1 (worst) to 5 (best).')),
  kind: z.enum(lectureKinds).check(about('Whether it is spoken or typed.')),
  stage: lectureStageSchema.check(about('The progress in finer steps than `status`.')),
  failureReason: z
    .nullable(failureReasonSchema)
    .check(about('Why it ended as FAILURE; null in any other state.')),
  nextAllowanceAt: z
    .nullable(z.iso.datetime())
    .check(about('With QUOTA_EXCEEDED: when the next day’s allowance begins.')),
  uploadUntil: z
    .nullable(z.iso.datetime())
    .check(
      about(
        'With UPLOAD_MISSING: the upload may still arrive until then, and the lecture goes on; keep polling. Null once it cannot.',
      ),
    ),
  contentType: z
    .nullable(z.string())
    .check(about('The true type of the recording, e.g. `audio/webm`; null where it is not known.')),
  createdAt: z.iso.datetime().check(about('When it was submitted.')),
  endedAt: z.nullable(z.iso.datetime()).check(about('When it ended; null before that.')),
  ...purposeFields,
  feedback: z
    .nullable(feedbackSchema)
    .check(about('The whole feedback; null until the lecture is assessed.')),
  parts: z.optional(
    z
      .object({
        transcribed: z
          .nullable(z.string())
          .check(about('The transcript, once there is one; null before that.')),
        keyPoints: z
          .array(keyPointFeedbackSchema)
          .check(about('The key points judged so far, as they will stand in `feedback`.')),
      })
      .check(
        about(
          'With `with=parts`, and only while it is IN_PROGRESS: the parts that are ready. They do not change later.',
        ),
      ),
  ),
  ...laterFields,
  ...objectionFields,
});

export type Feedback = z.infer<typeof feedbackSchema>;
export type LectureBody = z.infer<typeof lectureSchema>;
