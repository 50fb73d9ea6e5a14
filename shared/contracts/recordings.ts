/** Recordings lie in the bucket under `recordings/{userId}/{lectureId}.{proof}`. */
export const recordingsPrefix = 'recordings/';

/** OpenAI's limit for one request including its audio file: the whole multipart body counts. */
export const speechRequestMaximumBytes = 25 * 1024 * 1024;

/** Space for the other fields of the form. The hints to the model are the largest of them. */
export const speechFieldsMaximumBytes = 64 * 1024;

export const recordingMaximumBytes = speechRequestMaximumBytes - speechFieldsMaximumBytes;

/** The longest a learner may speak, unless the stage says otherwise: 10 minutes. */
export const recordingMaximumSeconds = 600;

export const uploadUrlSeconds = 600;

/** An upload that began just before its URL expired may end this much later. */
export const lateUploadSeconds = 300;

/** How long after its URL was signed a recording can be submitted; the app does so at once. */
export const submissionSeconds = 45 * 60;

/** A submission that was just in time has ended by then, on whichever clock. */
export const submissionMarginSeconds = 300;
