/**
 * Limits of rewards for ads that a learner chose to watch: each adds a lecture to the day's allowance.
 */
export const rewardLimits = {
  /** The most credits of one learner in a day (Asia/Seoul). */
  creditsPerDay: 5,
  /**
   * The time from the intent to the callback. An ad may be shown up to an hour after it was loaded,
   * with the data it was loaded with.
   */
  intentSeconds: 2 * 3_600,
  /**
   * The time between the reward, as Google states it, and its callback, which Google sends at once and
   * then up to five more times.
   */
  latestSeconds: 3_600,
  /**
   * For how many days after it was earned (Asia/Seoul) a reward can be credited: a queue keeps its
   * callback for half a day, and the dead letters for 14 days.
   */
  creditableDays: 14,
  /** Google's clock may be this far ahead of ours. */
  aheadSeconds: 300,
  /** The longest query of a callback. Real ones have about 400 characters. */
  queryCharacters: 2_000,
  /** Google asks that keys are not kept for longer than this. */
  keysSeconds: 24 * 3_600,
} as const;

/** Google publishes the keys of its callbacks here. */
export const admobKeysUrl = 'https://www.gstatic.com/admob/reward/verifier-keys.json';

/** A stage must give at least this many free lectures a day, whatever ads would add. */
export const freeLecturesAtLeast = 3;
