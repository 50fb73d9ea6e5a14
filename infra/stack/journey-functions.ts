import type { FunctionName } from '../../shared/contracts/environment.ts';

/**
 * The functions that a lecture passes through. A deploy puts new versions beside those that learners use, and
 * then moves learners to all of them at once; see docs/adr/0035-releases-that-undo-themselves.md.
 */
export const journeyFunctions: readonly FunctionName[] = [
  'issue-token',
  'presign-upload',
  'submit-lecture',
  'get-lecture',
  'process-lecture',
];

/** The alias that serves learners. */
export const liveAlias = 'live';
