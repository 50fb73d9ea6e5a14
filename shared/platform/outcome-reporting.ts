import type { Outcome } from '../lectures/delivery.ts';
import { ProviderError, providerFailure, whoseIs } from '../speech/provider-error.ts';
import type { ReportError } from './error-reporting.ts';

/**
 * Reports the cause of how a message ended, if it has one worth an event: a provider's passing
 * trouble is none as long as the message comes back. A provider's error is one issue for each step
 * and kind, wherever in the code it surfaced.
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
  const whose = whoseIs(cause);
  // A learner's own mistake is nobody's to look into.
  if (whose === 'learner') return;
  if (whose === 'nobody' && providerFailure(cause).isPassing && comesBack) return;
  await reportError(cause, { fingerprint: ['provider', cause.step, cause.kind] }, 'background');
}
