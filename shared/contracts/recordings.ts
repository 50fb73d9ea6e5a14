/** Where recordings lie in the bucket: `recordings/{userId}/{lectureId}.{proof}`. */
export const recordingsPrefix = 'recordings/';

/** OpenAI's limit for one request with its audio file: the whole multipart body counts. */
export const speechRequestMaximumBytes = 25 * 1024 * 1024;

/** Room for the fields of the form beside the file: the hints to the model are the largest. */
export const speechFieldsMaximumBytes = 64 * 1024;

export const recordingMaximumBytes = speechRequestMaximumBytes - speechFieldsMaximumBytes;

/** What a learner may speak at most, where the stage does not say otherwise: 10 minutes. */
export const recordingMaximumSeconds = 600;

export const uploadUrlSeconds = 600;

/** An upload that began just before its URL ran out may end so much later. */
export const lateUploadSeconds = 300;

/** So long after its URL was signed a recording can be submitted; the app does so at once. */
export const submissionSeconds = 45 * 60;

/** By then a submission that was just in time has ended, on whichever clock. */
export const submissionMarginSeconds = 300;
