/** Rewards for ads that a learner chose to see: credits to the day's allowance of lectures. */
export const rewardLimits = {
  /** Credits of one learner and day (Asia/Seoul). */
  creditsPerDay: 5,
  /**
   * From the intent to the callback. An ad may be shown for an hour after it was loaded, with what it was
   * loaded with.
   */
  intentSeconds: 2 * 3_600,
  /** Between the reward, as Google says it, and its callback: that is sent at once, and five times more. */
  latestSeconds: 3_600,
  /**
   * From the day on which a reward was earned (Asia/Seoul): a queue keeps its callback for half a day, and the dead
   * letters for 14 days.
   */
  creditableDays: 14,
  /** Google's clock may be ahead of ours. */
  aheadSeconds: 300,
  /** Of a callback's query. Real ones have some 400. */
  queryCharacters: 2_000,
  /** Google asks that keys are kept no longer. */
  keysSeconds: 24 * 3_600,
} as const;

/** Where Google publishes the keys of its callbacks. */
export const admobKeysUrl = 'https://www.gstatic.com/admob/reward/verifier-keys.json';

/** Fewer free lectures a day than these no stage may give, whatever ads would add. */
export const freeLecturesAtLeast = 3;
