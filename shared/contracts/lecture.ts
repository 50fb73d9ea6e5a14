import * as z from 'zod/mini';

/**
 * The four statuses that the published app knows. With any other value its wait screen hangs for ever.
 */
export const lectureStatuses = ['IN_PROGRESS', 'SUCCESS', 'STT_EMPTY', 'FAILURE'] as const;

/** The progress in finer steps for newer clients. It never replaces `status`. */
export const lectureStages = [
  'WAITING_FOR_UPLOAD',
  'QUEUED',
  'TRANSCRIBING',
  'ASSESSING',
  'DONE',
] as const;

/** Why a lecture ended as FAILURE for good: nothing turns these into another status. */
export const finalFailureReasons = [
  'RECORDING_EMPTY',
  'RECORDING_TOO_LARGE',
  'RECORDING_NOT_AUDIO',
  /** Audio in a container that no speech model accepts, and that is not repacked into another one. */
  'RECORDING_FORMAT_UNSUPPORTED',
  'RECORDING_TOO_LONG',
  'RECORDING_CHANGED',
  'SPEECH_REJECTED',
  'ASSESSMENT_REJECTED',
  'ASSESSMENT_REFUSED',
  'QUOTA_EXCEEDED',
  /** Its learner had withdrawn the consent that sending it to the services needs. */
  'CONSENT_WITHDRAWN',
  /** A reason written by a newer version of the service, which this one does not know. */
  'UNKNOWN',
] as const;

/** Temporary reasons. Only an operator's redrive may still turn the lecture into SUCCESS. */
export const provisionalFailureReasons = [
  'PROVIDER_UNAVAILABLE',
  'PROVIDER_QUOTA',
  /** The models gave useless answers, which is their fault and not the talk's. */
  'ASSESSMENT_INVALID',
  'DEADLINE_EXCEEDED',
  'INTERNAL_ERROR',
] as const;

/**
 * This reason is neither: the upload may still arrive until its URL has expired, and then the lecture
 * goes on, once. After that the reason is final, and no redrive touches it.
 */
export const uploadMissing = 'UPLOAD_MISSING';

export const failureReasons = [
  uploadMissing,
  ...finalFailureReasons,
  ...provisionalFailureReasons,
] as const;

/** The labels that a model can give to a key point. Code computes the score from them. */
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

/** How a lecture is given: spoken, or typed by learners who cannot speak just now. */
export const lectureKinds = ['recording', 'text'] as const;

export type LectureStatus = z.infer<typeof lectureStatusSchema>;
export type LectureStage = z.infer<typeof lectureStageSchema>;
export type FailureReason = z.infer<typeof failureReasonSchema>;
export type KeyPointLabel = z.infer<typeof keyPointLabelSchema>;

const about = z.describe;
const sentence = (text: string) => z.string().check(about(text));

export const keyPointFeedbackSchema = z.object({
  number: z.optional(
    z.int().check(about('Its number in the topic, counted from 1. Submissions name it by this.')),
  ),
  statement: sentence(
    'What a good explanation says here, in the language of the talk or the one asked for.',
  ),
  label: keyPointLabelSchema.check(
    about(
      'How the talk dealt with it. `transcription_error` is a right statement that was misheard.',
    ),
  ),
  quote: sentence('The learner’s own words, or empty where nothing was said about it.'),
  reason: sentence('The reason for the label, in one sentence.'),
});
