import type { FailureReason } from '../contracts/lecture.ts';
import { OwnError } from '../own-error.ts';

/**
 * What went wrong at a speech or chat provider, as far as the journey cares:
 * `unavailable` (network, timeout, 5xx, nonsense in the answer), `rate-limited`, `quota` (nothing
 * left to spend there), `unauthorized` (key refused), `rejected` (our request, for good),
 * `refused` (the model will not), `invalid` (it keeps answering off the schema).
 */
export type ProviderErrorKind =
  | 'unavailable'
  | 'rate-limited'
  | 'quota'
  | 'unauthorized'
  | 'rejected'
  | 'refused'
  | 'invalid';

export type ProviderStep = 'speech' | 'assessment';

/** Carries no text of the provider: that may quote the transcript. */
export class ProviderError extends OwnError {
  override readonly name = 'ProviderError';
  readonly step: ProviderStep;
  readonly kind: ProviderErrorKind;
  /** HTTP status or error code, for the log. */
  readonly detail: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    step: ProviderStep,
    kind: ProviderErrorKind,
    detail: string,
    retryAfterSeconds?: number,
  ) {
    super(`${step}: ${kind} (${detail})`);
    this.step = step;
    this.kind = kind;
    this.detail = detail;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** How a lecture ends that met this error, and whether trying again may help. */
export function providerFailure(error: ProviderError): {
  reason: FailureReason;
  isPassing: boolean;
} {
  switch (error.kind) {
    case 'unavailable':
    case 'rate-limited':
    case 'unauthorized':
      return { reason: 'PROVIDER_UNAVAILABLE', isPassing: true };
    case 'quota':
      return { reason: 'PROVIDER_QUOTA', isPassing: false };
    case 'rejected':
      return {
        reason: error.step === 'speech' ? 'SPEECH_REJECTED' : 'ASSESSMENT_REJECTED',
        isPassing: false,
      };
    case 'refused':
      return { reason: 'ASSESSMENT_REFUSED', isPassing: false };
    case 'invalid':
      return { reason: 'ASSESSMENT_INVALID', isPassing: false };
  }
}
