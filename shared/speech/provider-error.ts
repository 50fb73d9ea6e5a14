import type { FailureReason } from '../contracts/lecture.ts';
import type { providerErrorKinds } from '../contracts/metrics.ts';
import { OwnError } from '../own-error.ts';

/**
 * What went wrong at a speech or chat provider, as far as the journey cares:
 * `unavailable` (network, timeout, 5xx, nonsense in the answer), `rate-limited`, `quota` (nothing
 * left to spend there), `unauthorized` (key or country refused), `model-gone` (retired, renamed or
 * never there), `rejected` (our request, for good), `too-large` and `unreadable` (what the learner
 * sent), `refused` (the model will not), `invalid` (it keeps answering what is of no use).
 */
export type ProviderErrorKind = (typeof providerErrorKinds)[number];

/** What a lecture asks a provider for. */
export type ProviderStep = 'speech' | 'assessment';
/** `moderation` belongs to no lecture: it looks at what learners share. */
export type CalledStep = ProviderStep | 'moderation';

/** What calls were billed for, where the server tells. */
export interface BilledTokens {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Of two calls for one answer. */
export function billedTogether(
  first?: BilledTokens,
  second?: BilledTokens,
): BilledTokens | undefined {
  if (!first || !second) return first ?? second;
  return {
    inputTokens: first.inputTokens + second.inputTokens,
    outputTokens: first.outputTokens + second.outputTokens,
  };
}

/** Carries no text of the provider: that may quote the transcript. */
export class ProviderError extends OwnError {
  override readonly name = 'ProviderError';
  readonly step: CalledStep;
  readonly kind: ProviderErrorKind;
  /** HTTP status or error code, for the log. */
  readonly detail: string;
  readonly retryAfterSeconds: number | undefined;
  /** Billed though no answer came of it, as far as the server tells. */
  readonly usage: BilledTokens | undefined;

  constructor(
    step: CalledStep,
    kind: ProviderErrorKind,
    detail: string,
    retryAfterSeconds?: number,
    usage?: BilledTokens,
  ) {
    super(`${step}: ${kind} (${detail})`);
    this.step = step;
    this.kind = kind;
    this.detail = detail;
    this.retryAfterSeconds = retryAfterSeconds;
    this.usage = usage;
  }

  /** The same, with what calls before it were billed for. */
  billed(usage: BilledTokens | undefined): ProviderError {
    if (!usage) return this;
    return new ProviderError(this.step, this.kind, this.detail, this.retryAfterSeconds, usage);
  }
}

interface Meaning {
  /** Who can do something about it; `nobody` where time does. */
  readonly whose: 'nobody' | 'operator' | 'us' | 'learner';
  /** Whether the same call may succeed within minutes. */
  readonly isPassing: boolean;
  /**
   * Whether another endpoint may be asked instead: where the limit is this one's, its size, context
   * or formats included. Never to get round a refusal of content.
   */
  readonly isEndpointsOwn: boolean;
  readonly reason: Readonly<Record<ProviderStep, FailureReason>>;
}

const unavailable = { speech: 'PROVIDER_UNAVAILABLE', assessment: 'PROVIDER_UNAVAILABLE' } as const;

const meanings: Readonly<Record<ProviderErrorKind, Meaning>> = {
  unavailable: { whose: 'nobody', isPassing: true, isEndpointsOwn: true, reason: unavailable },
  'rate-limited': { whose: 'nobody', isPassing: true, isEndpointsOwn: true, reason: unavailable },
  quota: {
    whose: 'operator',
    isPassing: false,
    isEndpointsOwn: true,
    reason: { speech: 'PROVIDER_QUOTA', assessment: 'PROVIDER_QUOTA' },
  },
  unauthorized: { whose: 'operator', isPassing: true, isEndpointsOwn: true, reason: unavailable },
  // Names another model only with a deploy: the lecture ends now, and may be redriven then.
  'model-gone': { whose: 'operator', isPassing: false, isEndpointsOwn: true, reason: unavailable },
  rejected: {
    whose: 'us',
    isPassing: false,
    isEndpointsOwn: false,
    reason: { speech: 'SPEECH_REJECTED', assessment: 'ASSESSMENT_REJECTED' },
  },
  'too-large': {
    whose: 'learner',
    isPassing: false,
    isEndpointsOwn: true,
    reason: { speech: 'RECORDING_TOO_LARGE', assessment: 'ASSESSMENT_REJECTED' },
  },
  unreadable: {
    whose: 'learner',
    isPassing: false,
    isEndpointsOwn: true,
    reason: { speech: 'SPEECH_REJECTED', assessment: 'ASSESSMENT_REJECTED' },
  },
  refused: {
    whose: 'learner',
    isPassing: false,
    isEndpointsOwn: false,
    reason: { speech: 'SPEECH_REJECTED', assessment: 'ASSESSMENT_REFUSED' },
  },
  invalid: {
    whose: 'nobody',
    isPassing: false,
    isEndpointsOwn: true,
    reason: { speech: 'PROVIDER_UNAVAILABLE', assessment: 'ASSESSMENT_INVALID' },
  },
};

/** Who can do something about this error: a learner's own mistake is no operator's alarm. */
export function whoseIs({ kind }: Pick<ProviderError, 'kind'>): Meaning['whose'] {
  return meanings[kind].whose;
}

/** Whether another endpoint may answer what this one could not. */
export function isEndpointsOwn({ kind }: Pick<ProviderError, 'kind'>): boolean {
  return meanings[kind].isEndpointsOwn;
}

/** How a lecture ends that met this error, and whether trying again may help. */
export function providerFailure({ step, kind }: Pick<ProviderError, 'step' | 'kind'>): {
  reason: FailureReason;
  isPassing: boolean;
} {
  const { reason, isPassing } = meanings[kind];
  return { reason: reason[step === 'speech' ? step : 'assessment'], isPassing };
}
