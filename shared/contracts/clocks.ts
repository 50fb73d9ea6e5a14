/** The journey's clocks, in seconds. The worker's rules and the infrastructure both read these. */
export const clocks = {
  /** Worker function's own timeout. */
  workerTimeoutSeconds: 240,
  /** Of a route's function: well under the 30 s at which the gateway gives up. */
  apiTimeoutSeconds: 10,
  /** Six times the function timeout, as AWS asks of a queue that feeds a function. */
  queueVisibilitySeconds: 6 * 240,
  /** Deliveries of one message before it goes to the dead-letter queue. */
  maximumReceives: 8,
  /** From submission to the latest end of a lecture. */
  deadlineSeconds: 15 * 60,
  /** A submitted lecture whose recording has not come by then has failed. */
  uploadGraceSeconds: 60,
  sweepPeriodSeconds: 60,
  /** How old the ranking's snapshot of everybody may be; the same runs count the days that are over. */
  rankingPeriodSeconds: 600,
  /** Who is due to be reminded is looked for so often. */
  reminderPeriodSeconds: 60,
  /** Of the function that finds and sends: a push service has five seconds, and may be asked in vain. */
  reminderTimeoutSeconds: 30,
  reminderVisibilitySeconds: 6 * 30,
  /** A message that nobody could take for so long is of no use any more. */
  reminderRetentionSeconds: 24 * 3_600,
  /** How long after its end a week of the league waits to be closed, at most, once all of it is judged. */
  leaguePeriodSeconds: 900,
  /** Models are looked up so often; their ends are announced months before. */
  modelLookPeriodSeconds: 24 * 60 * 60,
  /** Of the whole lecture that the canary holds: most take ten seconds, and one retry is forgiven. */
  canaryWaitSeconds: 100,
  /** Time is left to delete the canary's user. */
  canaryTimeoutSeconds: 130,
  /** Of the function that deletes uploads nobody submitted. */
  unclaimedTimeoutSeconds: 30,
  unclaimedVisibilitySeconds: 6 * 30,
  /** Of the function that verifies and credits rewards. */
  rewardTimeoutSeconds: 30,
  rewardVisibilitySeconds: 6 * 30,
} as const;

/** So long the same bytes (or text) of one user and topic are one lecture. */
export const repeatGuardSeconds = 3_600;
export const typedRepeatGuardSeconds = 24 * 3_600;
