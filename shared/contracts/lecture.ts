import * as z from 'zod/mini';
import { idSchema } from './identifiers.ts';

/** The four statuses the published app knows. On any other value its wait screen hangs for ever. */
export const lectureStatuses = ['IN_PROGRESS', 'SUCCESS', 'STT_EMPTY', 'FAILURE'] as const;

/** Finer progress for newer clients; never a substitute for `status`. */
export const lectureStages = [
  'WAITING_FOR_UPLOAD',
  'QUEUED',
  'TRANSCRIBING',
  'ASSESSING',
  'DONE',
] as const;

/** Why a lecture ended as FAILURE, for good: nothing turns these into another status. */
export const finalFailureReasons = [
  'UPLOAD_MISSING',
  'RECORDING_EMPTY',
  'RECORDING_TOO_LARGE',
  'RECORDING_NOT_AUDIO',
  /** Audio in a container that no speech model takes, and that is not rewrapped into one. */
  'RECORDING_FORMAT_UNSUPPORTED',
  'RECORDING_TOO_LONG',
  'RECORDING_CHANGED',
  'SPEECH_REJECTED',
  'ASSESSMENT_REJECTED',
  'ASSESSMENT_REFUSED',
  'ASSESSMENT_INVALID',
  'QUOTA_EXCEEDED',
  /** A reason that a newer version of the service wrote and this one does not know. */
  'UNKNOWN',
] as const;

/** Passing reasons: only an operator's redrive may still turn the lecture into SUCCESS. */
export const provisionalFailureReasons = [
  'PROVIDER_UNAVAILABLE',
  'PROVIDER_QUOTA',
  'DEADLINE_EXCEEDED',
  'INTERNAL_ERROR',
] as const;

export const failureReasons = [...finalFailureReasons, ...provisionalFailureReasons] as const;

/** What the model says of one key point; code computes the score from these. */
export const keyPointLabels = [
  'covered',
  'partial',
  'missing',
  'wrong',
  'transcription_error',
] as const;

export const lectureStatusSchema = z.enum(lectureStatuses);
export const lectureStageSchema = z.enum(lectureStages);
export const failureReasonSchema = z.enum(failureReasons);
export const keyPointLabelSchema = z.enum(keyPointLabels);

export const feedbackSchema = z.object({
  keyPoints: z.array(
    z.object({
      statement: z.string(),
      label: keyPointLabelSchema,
      /** The learner's own words, or empty where nothing was said of it. */
      quote: z.string(),
      reason: z.string(),
    }),
  ),
  corrections: z.array(z.object({ said: z.string(), right: z.string() })),
  delivery: z.object({
    durationSeconds: z.optional(z.number()),
    syllablesPerSecond: z.optional(z.number()),
    pauseCount: z.optional(z.int()),
    longestPauseSeconds: z.optional(z.number()),
    fillerCount: z.optional(z.int()),
    strengths: z.array(z.string()),
  }),
  nextSteps: z.array(z.string()),
});

/** A lecture as the app reads it: v1's fields, with the newer ones beside them. */
export const lectureSchema = z.object({
  id: idSchema,
  majorId: idSchema,
  majorName: z.string(),
  subjectId: idSchema,
  subjectName: z.string(),
  topicId: idSchema,
  topicName: z.string(),
  transcribed: z.nullable(z.string()),
  score: z.nullable(z.int().check(z.minimum(0), z.maximum(100))),
  /** One line of at most 160 characters, as is `weakness`: the published app's boxes hold no more. */
  strength: z.nullable(z.string()),
  weakness: z.nullable(z.string()),
  status: lectureStatusSchema,
  helpfulnessRating: z.nullable(z.int().check(z.minimum(1), z.maximum(5))),
  stage: lectureStageSchema,
  failureReason: z.nullable(failureReasonSchema),
  /** With QUOTA_EXCEEDED: when the next day's allowance begins. */
  nextAllowanceAt: z.nullable(z.iso.datetime()),
  createdAt: z.iso.datetime(),
  feedback: z.nullable(feedbackSchema),
});

export type LectureStatus = z.infer<typeof lectureStatusSchema>;
export type LectureStage = z.infer<typeof lectureStageSchema>;
export type FailureReason = z.infer<typeof failureReasonSchema>;
export type KeyPointLabel = z.infer<typeof keyPointLabelSchema>;
export type Feedback = z.infer<typeof feedbackSchema>;
export type LectureBody = z.infer<typeof lectureSchema>;
