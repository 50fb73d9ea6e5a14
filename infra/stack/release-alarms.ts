/**
 * Alarms that speak against a release which they ring after, by their entries in the runbook. Others
 * tell of money, of floods or of what somebody has to look at, and no going back helps there.
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
