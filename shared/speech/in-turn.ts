import { isEndpointsOwn, ProviderError, type ProviderStep } from './provider-error.ts';

export interface CallLimits {
  /** What is left of the run and of the lecture's time. */
  readonly budgetMilliseconds: number;
  /** No later run will have more time: a call begins with what is left. */
  readonly isLastChance?: boolean | undefined;
}

export interface InTurnOptions {
  readonly step: ProviderStep;
  readonly clock: () => number;
  /** Told of each endpoint that could not answer while another may. */
  readonly passedOver?: (error: unknown, place: number) => void;
  /** Whether an error that is no provider's is one endpoint's own, e.g. a key that is not there. */
  readonly isSetUpWrongly?: (error: unknown) => boolean;
}

/** Where nothing but time or an operator helps, an endpoint is not tried first for a while. */
const restMilliseconds = 60_000;

/**
 * Asks one endpoint after the other until one answers, within one delivery. The next one is asked
 * where the first is away, out of money, refuses our key or has no such model: never to get round a
 * refusal of content. Each call has its own limit, and begins only if that still fits into what is
 * left: else the lecture goes back, and its next delivery begins with an endpoint that is not
 * resting.
 */
export function inTurn<Endpoint>(
  endpoints: readonly Endpoint[],
  { step, clock, passedOver = () => {}, isSetUpWrongly = () => false }: InTurnOptions,
) {
  const restingUntil = endpoints.map(() => 0);

  /** Those that rest come last: they may be all there is. */
  const places = (now: number): number[] => {
    const all = endpoints.map((_, place) => place);
    const rests = (place: number) => (restingUntil[place] ?? 0) > now;
    return [...all.filter((place) => !rests(place)), ...all.filter(rests)];
  };

  const mayGoOn = (error: unknown): boolean =>
    error instanceof ProviderError ? isEndpointsOwn(error) : isSetUpWrongly(error);

  /** @throws what the most hopeful of the endpoints threw */
  return async function ask<Answer>(
    limits: CallLimits,
    callMilliseconds: number,
    call: (endpoint: Endpoint, milliseconds: number) => Promise<Answer>,
  ): Promise<Answer> {
    const until = clock() + limits.budgetMilliseconds;
    const errors: unknown[] = [];
    for (const place of places(clock())) {
      const endpoint = endpoints[place];
      if (endpoint === undefined) continue;
      const leftMilliseconds = until - clock();
      if (leftMilliseconds < callMilliseconds && !limits.isLastChance) {
        throw new ProviderError(step, 'unavailable', 'no time left for a call in this run');
      }
      try {
        return await call(endpoint, Math.min(callMilliseconds, leftMilliseconds));
      } catch (error) {
        if (!mayGoOn(error)) throw error;
        restingUntil[place] = clock() + restOf(error);
        errors.push(error);
        passedOver(error, place);
      }
    }
    throw mostHopeful(errors);
  };
}

function restOf(error: unknown): number {
  if (!(error instanceof ProviderError)) return restMilliseconds;
  // One bad answer says nothing of the next.
  if (error.kind === 'invalid') return 0;
  return Math.max(restMilliseconds, (error.retryAfterSeconds ?? 0) * 1000);
}

/** A lecture waits if it may still be served anywhere, and for the shortest time that is asked. */
function mostHopeful(errors: readonly unknown[]): unknown {
  const isPassing = (error: unknown) =>
    error instanceof ProviderError &&
    (error.kind === 'unavailable' || error.kind === 'rate-limited');
  return errors.find(isPassing) ?? errors[0];
}
