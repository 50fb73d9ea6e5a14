import { type CalledStep, isEndpointsOwn, ProviderError, whoseIs } from './provider-error.ts';

export interface CallLimits {
  /** What is left of the run and of the lecture's time. */
  readonly budgetMilliseconds: number;
  /** No later run will have more time: a call begins with what is left. */
  readonly isLastChance?: boolean | undefined;
  /** Places of the endpoints that this lecture has asked in vain, the longest ago first. */
  readonly askedInVain?: readonly number[] | undefined;
  /** Told of each endpoint that could not answer while another may. */
  readonly passedOver?: ((place: number) => void) | undefined;
  /** Told of each call that failed: it may have been billed all the same. */
  readonly failed?: ((error: unknown) => void) | undefined;
}

export interface InTurnOptions {
  readonly step: CalledStep;
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
 * left: else the lecture goes back.
 *
 * A lecture asks every endpoint before it asks one again: those it has not asked yet come first, then
 * the one that it asked longest ago, whichever process its next delivery meets. So nothing shuts an
 * endpoint out that has come back meanwhile.
 */
export function inTurn<Endpoint>(
  endpoints: readonly Endpoint[],
  { step, clock, passedOver = () => {}, isSetUpWrongly = () => false }: InTurnOptions,
) {
  const restingUntil = endpoints.map(() => 0);

  /** Of those that the lecture has not asked, the ones that rest come last: they may be all there is. */
  const places = (now: number, askedInVain: readonly number[]): number[] => {
    const rests = (place: number) => Number((restingUntil[place] ?? 0) > now);
    return endpoints
      .map((_, place) => place)
      .toSorted(
        (a, b) => askedInVain.indexOf(a) - askedInVain.indexOf(b) || rests(a) - rests(b) || a - b,
      );
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

/** What one talk met says nothing of the next: one bad answer, or a recording beyond its limits. */
const ofThisTalkAlone: readonly unknown[] = ['invalid', 'too-large', 'unreadable'];

function restOf(error: unknown): number {
  if (!(error instanceof ProviderError)) return restMilliseconds;
  if (ofThisTalkAlone.includes(error.kind)) return 0;
  return Math.max(restMilliseconds, (error.retryAfterSeconds ?? 0) * 1000);
}

/**
 * A lecture waits if it may still be served anywhere, for the shortest time that is asked; else for
 * an operator who may yet help it. Only where every endpoint lays it to the talk is it the talk's own.
 */
function mostHopeful(errors: readonly unknown[]): unknown {
  const isForOperator = (error: unknown) =>
    !(error instanceof ProviderError) || whoseIs(error) === 'operator';
  const [soonest] = errors
    .filter((error) => error instanceof ProviderError)
    .filter(({ kind }) => kind === 'unavailable' || kind === 'rate-limited')
    .toSorted((a, b) => (a.retryAfterSeconds ?? 0) - (b.retryAfterSeconds ?? 0));
  return soonest ?? errors.find(isForOperator) ?? errors[0];
}
