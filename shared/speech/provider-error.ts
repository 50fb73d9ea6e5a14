import type { FailureReason } from '../contracts/lecture.ts';
import type { providerErrorKinds } from '../contracts/metrics.ts';
import { OwnError } from '../own-error.ts';

/**
 * What went wrong at a speech or chat provider, as far as the journey of a lecture cares:
 * `unavailable` (network, timeout, 5xx, nonsense in the answer), `rate-limited`, `quota` (no money left
 * there), `unauthorized` (key or country refused), `model-gone` (retired, renamed or never there),
 * `rejected` (our request, for good), `too-large` and `unreadable` (what the learner sent), `refused`
 * (the model declines), `invalid` (it keeps giving useless answers).
 */
export type ProviderErrorKind = (typeof providerErrorKinds)[number];

/** The steps for which a lecture calls a provider. */
export type ProviderStep = 'speech' | 'assessment';
/** `moderation` belongs to no lecture: it checks what learners share. */
export type CalledStep = ProviderStep | 'moderation';

/** The tokens that calls were billed for, where the server states them. */
export interface BilledTokens {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Adds up the tokens of two calls for one answer. */
export function sumOfBilled(first?: BilledTokens, second?: BilledTokens): BilledTokens | undefined {
  if (!first || !second) return first ?? second;
  return {
    inputTokens: first.inputTokens + second.inputTokens,
    outputTokens: first.outputTokens + second.outputTokens,
  };
}

/** An error of a provider. It carries no text of the provider's, which may quote the transcript. */
export class ProviderError extends OwnError {
  override readonly name = 'ProviderError';
  readonly step: CalledStep;
  readonly kind: ProviderErrorKind;
  /** The HTTP status or error code, for the log. */
  readonly detail: string;
  readonly retryAfterSeconds: number | undefined;
  /** The tokens that were billed though there was no answer, as far as the server states them. */
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

  /** Returns the same error with the tokens that the calls before it were billed for. */
  billed(usage: BilledTokens | undefined): ProviderError {
    if (!usage) return this;
    return new ProviderError(this.step, this.kind, this.detail, this.retryAfterSeconds, usage);
  }
}

interface Meaning {
  /** Who can do something about it; `nobody` where only time helps. */
  readonly helper: 'nobody' | 'operator' | 'us' | 'learner';
  /** Whether the same call may succeed within minutes. */
  readonly isPassing: boolean;
  /**
   * Whether another endpoint may be asked instead, because the limit is this endpoint's own: its size,
   * context or formats. A refusal of content is never such a limit.
   */
  readonly isEndpointsOwn: boolean;
  readonly reason: Readonly<Record<ProviderStep, FailureReason>>;
}

const unavailable = { speech: 'PROVIDER_UNAVAILABLE', assessment: 'PROVIDER_UNAVAILABLE' } as const;

const meanings: Readonly<Record<ProviderErrorKind, Meaning>> = {
  unavailable: { helper: 'nobody', isPassing: true, isEndpointsOwn: true, reason: unavailable },
  'rate-limited': { helper: 'nobody', isPassing: true, isEndpointsOwn: true, reason: unavailable },
  quota: {
    helper: 'operator',
    isPassing: false,
    isEndpointsOwn: true,
    reason: { speech: 'PROVIDER_QUOTA', assessment: 'PROVIDER_QUOTA' },
  },
  unauthorized: { helper: 'operator', isPassing: true, isEndpointsOwn: true, reason: unavailable },
  // Only a deploy can name another model, so the lecture ends now and may be redriven then.
  'model-gone': { helper: 'operator', isPassing: false, isEndpointsOwn: true, reason: unavailable },
  rejected: {
    helper: 'us',
    isPassing: false,
    isEndpointsOwn: false,
    reason: { speech: 'SPEECH_REJECTED', assessment: 'ASSESSMENT_REJECTED' },
  },
  'too-large': {
    helper: 'learner',
    isPassing: false,
    isEndpointsOwn: true,
    reason: { speech: 'RECORDING_TOO_LARGE', assessment: 'ASSESSMENT_REJECTED' },
  },
  unreadable: {
    helper: 'learner',
    isPassing: false,
    isEndpointsOwn: true,
    reason: { speech: 'SPEECH_REJECTED', assessment: 'ASSESSMENT_REJECTED' },
  },
  refused: {
    helper: 'learner',
    isPassing: false,
    isEndpointsOwn: false,
    reason: { speech: 'SPEECH_REJECTED', assessment: 'ASSESSMENT_REFUSED' },
  },
  invalid: {
    helper: 'nobody',
    isPassing: false,
    isEndpointsOwn: true,
    reason: { speech: 'PROVIDER_UNAVAILABLE', assessment: 'ASSESSMENT_INVALID' },
  },
};

/**
 * Who can do something about this error. A learner's own mistake must not raise an operator's alarm.
 */
export function whoCanHelp({ kind }: Pick<ProviderError, 'kind'>): Meaning['helper'] {
  return meanings[kind].helper;
}

/** Whether another endpoint may answer what this one could not. */
export function isEndpointsOwn({ kind }: Pick<ProviderError, 'kind'>): boolean {
  return meanings[kind].isEndpointsOwn;
}

/** How a lecture that met this error ends, and whether trying again may help. */
export function providerFailure({ step, kind }: Pick<ProviderError, 'step' | 'kind'>): {
  reason: FailureReason;
  isPassing: boolean;
} {
  const { reason, isPassing } = meanings[kind];
  return { reason: reason[step === 'speech' ? step : 'assessment'], isPassing };
}
