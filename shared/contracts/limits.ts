/** The most characters of a user's name, as people count them. */
export const nameMaximumCharacters = 30;

/** The most characters of a typed lecture; five minutes of speech have about 2,000. */
export const typedTextMaximumCharacters = 5_000;

/**
 * The most characters of a corrected transcript: those of the longest stored transcript, and all that a
 * correction may add to it.
 */
export const correctedTextMaximumCharacters = 13_800;

/**
 * How long ago a consent may have been given. A device that was offline for longer reports this much.
 */
export const consentMaximumSecondsAgo = 10 * 366 * 24 * 3_600;

/** The most characters of a learner's comment on a dispute. */
export const commentMaximumCharacters = 500;

/** The most key points of a topic. */
export const keyPointsMaximum = 6;

/** The most questions that a pupil asks about one lecture. */
export const roundsMaximum = 3;

/**
 * The points of the league. They reward what was done, never how well. This file has no schema, because
 * clients show the numbers.
 */
export const leaguePoints = {
  /** For a lecture, spoken or typed, once it is judged. */
  lecture: 10,
  /** For an answer to a pupil's question. */
  answer: 3,
  /** For a review, in addition to the lecture's points: its topic was due. */
  review: 5,
  mostPerDay: 60,
} as const;
