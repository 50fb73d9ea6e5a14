/**
 * All time limits and periods of the service, in seconds. The worker's rules and the infrastructure
 * both read them.
 */
export const clocks = {
  /** The timeout of the worker's function. */
  workerTimeoutSeconds: 240,
  /** The timeout of a route's function, well under the 30 s at which the gateway gives up. */
  apiTimeoutSeconds: 10,
  /** Six times the function's timeout, as AWS asks of a queue that feeds a function. */
  queueVisibilitySeconds: 6 * 240,
  /** How often one message is delivered before it goes to the dead-letter queue. */
  maximumReceives: 8,
  /** The longest time from a lecture's submission to its end. */
  deadlineSeconds: 15 * 60,
  /** A submitted lecture fails if its recording has not arrived within this time. */
  uploadGraceSeconds: 60,
  sweepPeriodSeconds: 60,
  /** How old the ranking's snapshot may be. The same runs count the days that are over. */
  rankingPeriodSeconds: 600,
  /** How often due reminders are looked for. */
  reminderPeriodSeconds: 60,
  /**
   * The timeout of the function that finds and sends reminders. A push service gets five seconds, and
   * may not answer.
   */
  reminderTimeoutSeconds: 30,
  reminderVisibilitySeconds: 6 * 30,
  /** A message that could not be processed for this long is useless. */
  reminderRetentionSeconds: 24 * 3_600,
  /** How long a week of the league waits at most until it is closed, once all of it is judged. */
  leaguePeriodSeconds: 900,
  /** How often models are looked up. Their shutdowns are announced months before. */
  modelLookPeriodSeconds: 24 * 60 * 60,
  /** How long the canary's whole lecture may take: most take ten seconds, and one retry is forgiven. */
  canaryWaitSeconds: 100,
  /** The rest of the time is for deleting the canary's user. */
  canaryTimeoutSeconds: 130,
  /** The timeout of the function that deletes uploads that were never submitted. */
  unclaimedTimeoutSeconds: 30,
  unclaimedVisibilitySeconds: 6 * 30,
  /** The timeout of the function that verifies and credits rewards. */
  rewardTimeoutSeconds: 30,
  rewardVisibilitySeconds: 6 * 30,
} as const;

/** For this long, the same bytes (or text) from one user on one topic count as the same lecture. */
export const repeatGuardSeconds = 3_600;
export const typedRepeatGuardSeconds = 24 * 3_600;
