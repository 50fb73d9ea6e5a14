import { type CalledStep, isEndpointsOwn, ProviderError, whoCanHelp } from './provider-error.ts';

export interface CallLimits {
  /** The time that is left of the run and of the lecture. */
  readonly budgetMilliseconds: number;
  /**
   * Set where no later run will have more time: a call begins even if less time is left than it may
   * take.
   */
  readonly isLastChance?: boolean | undefined;
  /** The positions of the endpoints that have failed this lecture already, the longest ago first. */
  readonly askedInVain?: readonly number[] | undefined;
  /** Called for each endpoint that could not answer, while another one still may. */
  readonly passedOver?: ((place: number) => void) | undefined;
  /** Called for each call that failed: it may have been billed all the same. */
  readonly failed?: ((error: unknown) => void) | undefined;
}

export interface InTurnOptions {
  readonly step: CalledStep;
  readonly clock: () => number;
  /** Called for each endpoint that could not answer, while another one still may. */
  readonly passedOver?: (error: unknown, place: number) => void;
  /** Whether an error that is not a provider's belongs to one endpoint, e.g. a missing key. */
  readonly isMisconfigured?: (error: unknown) => boolean;
}

/** Where only time or an operator can help, an endpoint is not tried first for this long. */
const restMilliseconds = 60_000;

/**
 * Asks one endpoint after the other until one answers, within one delivery. The next one is asked where
 * the first is down, out of money, refuses our key or does not have the model. It is never asked to get
 * round a refusal of content. Each call has its own time limit, and begins only if that still fits into
 * the time that is left; otherwise the lecture goes back to the queue.
 *
 * A lecture asks every endpoint before it asks one again: those it has not asked yet come first, then
 * the one that it asked longest ago, whichever process works on its next delivery. So an endpoint that
 * has recovered meanwhile is never shut out.
 */
export function inTurn<Endpoint>(
  endpoints: readonly Endpoint[],
  { step, clock, passedOver = () => {}, isMisconfigured = () => false }: InTurnOptions,
) {
  const restingUntil = endpoints.map(() => 0);

  /**
   * Among endpoints that the lecture has not asked, the resting ones come last: they may be all there
   * is.
   */
  const places = (now: number, askedInVain: readonly number[]): number[] => {
    const rests = (place: number) => Number((restingUntil[place] ?? 0) > now);
    return endpoints
      .map((_, place) => place)
      .toSorted(
        (a, b) => askedInVain.indexOf(a) - askedInVain.indexOf(b) || rests(a) - rests(b) || a - b,
      );
  };

  const mayGoOn = (error: unknown): boolean =>
    error instanceof ProviderError ? isEndpointsOwn(error) : isMisconfigured(error);

  /** @throws the error that leaves the lecture the most hope */
  return async function ask<Answer>(
    limits: CallLimits,
    callMilliseconds: number,
    call: (endpoint: Endpoint, milliseconds: number) => Promise<Answer>,
  ): Promise<Answer> {
    const until = clock() + limits.budgetMilliseconds;
    const errors: unknown[] = [];
    for (const place of places(clock(), limits.askedInVain ?? [])) {
      const endpoint = endpoints[place];
      if (endpoint === undefined) continue;
      const leftMilliseconds = until - clock();
      if (leftMilliseconds < callMilliseconds && !limits.isLastChance) {
        throw new ProviderError(step, 'unavailable', 'no time left for a call in this run');
      }
      try {
        return await call(endpoint, Math.min(callMilliseconds, leftMilliseconds));
      } catch (error) {
        limits.failed?.(error);
        if (!mayGoOn(error)) throw error;
        limits.passedOver?.(place);
        restingUntil[place] = clock() + restOf(error);
        errors.push(error);
        passedOver(error, place);
      }
    }
    throw mostHopeful(errors);
  };
}

/**
 * These errors say nothing about the next talk: they are one bad answer, or a recording beyond the
 * endpoint's limits.
 */
const ofThisTalkAlone: readonly unknown[] = ['invalid', 'too-large', 'unreadable'];

function restOf(error: unknown): number {
  if (!(error instanceof ProviderError)) return restMilliseconds;
  if (ofThisTalkAlone.includes(error.kind)) return 0;
  return Math.max(restMilliseconds, (error.retryAfterSeconds ?? 0) * 1000);
}

/**
 * Chooses the error to report. If any endpoint may still serve the lecture, it waits, for the shortest
 * time that any of them asks for. Otherwise it waits for an operator who may help. Only where every
 * endpoint blames the talk is the talk itself at fault.
 */
function mostHopeful(errors: readonly unknown[]): unknown {
  const isForOperator = (error: unknown) =>
    !(error instanceof ProviderError) || whoCanHelp(error) === 'operator';
  const [soonest] = errors
    .filter((error) => error instanceof ProviderError)
    .filter(({ kind }) => kind === 'unavailable' || kind === 'rate-limited')
    .toSorted((a, b) => (a.retryAfterSeconds ?? 0) - (b.retryAfterSeconds ?? 0));
  return soonest ?? errors.find(isForOperator) ?? errors[0];
}
