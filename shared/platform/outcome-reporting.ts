import type { Outcome } from '../lectures/delivery.ts';
import { ProviderError, providerFailure } from '../speech/provider-error.ts';
import type { ReportError } from './error-reporting.ts';

/** What nobody but an operator mends, however often it is tried. */
const operatorKinds: readonly ProviderError['kind'][] = ['quota', 'unauthorized'];

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
  const isPassing = providerFailure(cause).isPassing && !operatorKinds.includes(cause.kind);
  if (isPassing && comesBack) return;
  await reportError(cause, { fingerprint: ['provider', cause.step, cause.kind] }, 'background');
}
