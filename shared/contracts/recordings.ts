/** Where recordings lie in the bucket: `recordings/{userId}/{lectureId}`. */
export const recordingsPrefix = 'recordings/';

/** OpenAI's limit for one audio file. */
export const recordingMaximumBytes = 25 * 1024 * 1024;

export const uploadUrlSeconds = 600;
