/**
 * The alarms that take a release back when they go off after it, by their entries in the runbook. Other
 * alarms tell of money, of floods or of something that somebody has to look at, and going back would not help
 * there.
 */
export const releaseAlarms: readonly string[] = [
  'no-successes',
  'configuration-errors',
  'dead-letters',
  'worker-errors',
  'api-server-errors',
  'function-errors',
  'canary-failed',
];
