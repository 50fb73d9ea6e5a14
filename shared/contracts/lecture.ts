import * as z from 'zod/mini';

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
  'QUOTA_EXCEEDED',
  /** Its learner had taken back what sending it to the services needs. */
  'CONSENT_WITHDRAWN',
  /** A reason that a newer version of the service wrote and this one does not know. */
  'UNKNOWN',
] as const;

/** Passing reasons: only an operator's redrive may still turn the lecture into SUCCESS. */
export const provisionalFailureReasons = [
  'PROVIDER_UNAVAILABLE',
  'PROVIDER_QUOTA',
  /** What the models answered was of no use: theirs, and not the talk's. */
  'ASSESSMENT_INVALID',
  'DEADLINE_EXCEEDED',
  'INTERNAL_ERROR',
] as const;

/**
 * Neither: the upload may still come until its URL has run out, and then the lecture goes on, once.
 * Afterwards it is final, and no redrive touches it.
 */
export const uploadMissing = 'UPLOAD_MISSING';

export const failureReasons = [
  uploadMissing,
  ...finalFailureReasons,
  ...provisionalFailureReasons,
] as const;

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

/** How a lecture is given: spoken, or typed by those who cannot speak just now. */
export const lectureKinds = ['recording', 'text'] as const;

export type LectureStatus = z.infer<typeof lectureStatusSchema>;
export type LectureStage = z.infer<typeof lectureStageSchema>;
export type FailureReason = z.infer<typeof failureReasonSchema>;
export type KeyPointLabel = z.infer<typeof keyPointLabelSchema>;
