/** Characters of a user's name, as people count them. */
export const nameMaximumCharacters = 30;

/** A typed lecture's length; five minutes of speech have about 2,000 characters. */
export const typedTextMaximumCharacters = 5_000;

/**
 * A corrected transcript's length: the longest that is kept of a recording, and all that a correction
 * may add to it.
 */
export const correctedTextMaximumCharacters = 13_800;

/** How long ago a consent may have been given: a device that was offline for longer says so much. */
export const consentMaximumSecondsAgo = 10 * 366 * 24 * 3_600;

/** What a learner says beside a dispute. */
export const commentMaximumCharacters = 500;

/** Key points of a topic. */
export const keyPointsMaximum = 6;

/** Questions that a pupil asks of one lecture at most. */
export const roundsMaximum = 3;
