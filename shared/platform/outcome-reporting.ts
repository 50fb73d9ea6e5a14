import type { Outcome } from '../lectures/delivery.ts';
import { ProviderError, providerFailure, whoCanHelp } from '../speech/provider-error.ts';
import type { ReportError } from './error-reporting.ts';

/**
 * Reports why a message ended as it did, if that is worth an event. A provider's passing trouble is not, as
 * long as the message comes back. A provider's errors are one issue for each step and kind, wherever in the
 * code they surfaced.
 */
export async function reportOutcome(
  reportError: ReportError,
  outcome: Outcome,
  isLastReceive: boolean,
): Promise<void> {
  const { cause } = outcome;
  if (cause === undefined) return;
  if (!(cause instanceof ProviderError)) return reportError(cause, {}, 'background');
  const comesBack = 'again' in outcome && !isLastReceive;
  const whose = whoCanHelp(cause);
  // Nobody has to look into a learner's own mistake.
  if (whose === 'learner') return;
  if (whose === 'nobody' && providerFailure(cause).isPassing && comesBack) return;
  await reportError(cause, { fingerprint: ['provider', cause.step, cause.kind] }, 'background');
}
