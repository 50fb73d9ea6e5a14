import { setTimeout as after } from 'node:timers/promises';
import type { LambdaRuntime } from '../../infra/local/lambda/lambda-runtime.ts';
import type { Endpoint, Fault } from '../../infra/openai-stand-in/faults.ts';
import type { OpenAiStandIn } from '../../infra/openai-stand-in/server.ts';
import type { SeededRandom } from './seeded-random.ts';

interface Likely {
  readonly fault: Fault;
  readonly weight: number;
}

const status = (code: number, weight: number, more: { code?: string } = {}): Likely => ({
  fault: { kind: 'status', status: code, ...more },
  weight,
});

/** What both endpoints suffer. By their weights passing faults come more often than final ones. */
const ofBoth: readonly Likely[] = [
  status(500, 3),
  status(502, 1),
  status(503, 2),
  status(408, 1),
  status(409, 1),
  status(429, 2),
  { fault: { kind: 'status', status: 429, retryAfterSeconds: 20 }, weight: 1 },
  status(429, 0.5, { code: 'insufficient_quota' }),
  status(401, 1),
  status(400, 0.5),
  status(403, 0.25),
  status(404, 0.25),
  status(413, 0.25),
  status(422, 0.25),
  { fault: { kind: 'slow', delayMilliseconds: 4_000 }, weight: 3 },
  { fault: { kind: 'reset-before-headers' }, weight: 1 },
  { fault: { kind: 'reset-mid-body' }, weight: 1 },
  { fault: { kind: 'truncated-json' }, weight: 1 },
  { fault: { kind: 'html-200' }, weight: 1 },
  { fault: { kind: 'empty-200' }, weight: 1 },
  // Each occupies one of the few workers for almost four minutes, or until that one is killed.
  { fault: { kind: 'hang-before-headers' }, weight: 0.2 },
  { fault: { kind: 'hang-mid-body' }, weight: 0.2 },
  { fault: { kind: 'trickle' }, weight: 0.2 },
];

const ofChat: readonly Likely[] = [
  { fault: { kind: 'refusal' }, weight: 0.5 },
  { fault: { kind: 'content-filter' }, weight: 0.5 },
  { fault: { kind: 'length' }, weight: 1 },
  { fault: { kind: 'schema-breaking' }, weight: 1 },
  { fault: { kind: 'invalid-json' }, weight: 1 },
];

/** Lets OpenAI misbehave until it is told to behave. @param rate share of calls, from 0 to 1 */
export function misbehaveAtRate(openAi: Pick<OpenAiStandIn, 'misbehave'>, rate: number): void {
  if (rate === 0) return;
  // Faults that no learner of the soak would meet are left out.
  const likely: Record<Exclude<Endpoint, 'moderation'>, readonly Likely[]> = {
    speech: ofBoth,
    chat: [...ofBoth, ...ofChat],
  };
  for (const endpoint of ['speech', 'chat'] as const) {
    const total = likely[endpoint].reduce((sum, { weight }) => sum + weight, 0);
    // The stand-in tries one fault after the other, so each is given its chance once those before
    // it have passed by.
    let passedBy = 1;
    for (const { fault, weight } of likely[endpoint]) {
      const share = (rate * weight) / total;
      openAi.misbehave(fault, {
        endpoint,
        times: Number.POSITIVE_INFINITY,
        probability: Math.min(1, share / passedBy),
      });
      passedBy -= share;
    }
  }
}

const untilBusyMilliseconds = 20;

/**
 * Kills a random busy worker every so often (0: never); where none is busy, the next one that is.
 * @returns how many were killed, once `end` has come
 */
export async function killWorkers(
  runtime: Pick<LambdaRuntime, 'kill'>,
  options: {
    readonly functionArn: string;
    readonly everySeconds: number;
    readonly random: SeededRandom;
    readonly end: AbortSignal;
  },
): Promise<number> {
  const { functionArn, everySeconds, random, end } = options;
  let killed = 0;
  if (everySeconds === 0) return killed;
  const pause = (milliseconds: number) =>
    after(milliseconds, undefined, { signal: end }).catch(() => undefined);
  while (!end.aborted) {
    await pause(everySeconds * 1000);
    let victims = 0;
    while (victims === 0 && !end.aborted) {
      victims = await runtime.kill(functionArn, (busyCount) => random.below(busyCount));
      if (victims === 0) await pause(untilBusyMilliseconds);
    }
    killed += victims;
  }
  return killed;
}
