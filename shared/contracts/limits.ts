/** Characters of a user's name, as people count them. */
export const nameMaximumCharacters = 30;

/** A typed lecture's length; five minutes of speech have about 2,000 characters. */
export const typedTextMaximumCharacters = 5_000;

/** Key points of a topic. */
export const keyPointsMaximum = 6;
