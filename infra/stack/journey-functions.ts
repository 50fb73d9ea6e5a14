import type { FunctionName } from '../../shared/contracts/environment.ts';

/**
 * What a lecture passes through. A deploy brings these beside those that learners use, and moves all
 * of them at once; see docs/adr/0035-releases-that-undo-themselves.md.
 */
export const journeyFunctions: readonly FunctionName[] = [
  'issue-token',
  'presign-upload',
  'submit-lecture',
  'get-lecture',
  'process-lecture',
];

/** The alias that learners are served by. */
export const liveAlias = 'live';
