import { DomainError } from '../domain-error.ts';
import { looksLikeIntent } from './reward-intent.ts';
import { factsOf, readSignedCallback, textsSigned } from './signed-callback.ts';

/** A callback as it came, and when. */
export interface RewardCallback {
  readonly query: string;
  /** By our clock, in milliseconds since the epoch. */
  readonly receivedAt: number;
}

export interface RewardQueue {
  send(callback: RewardCallback): Promise<void>;
}

export interface TakeCallbackPorts {
  readonly queue: RewardQueue;
  readonly adUnits: readonly string[];
  readonly clock: () => number;
}

/**
 * Keeps a callback that may be a reward for whoever verifies it, and lets be what none can come of: the
 * console's tests are of a unit of their own, or without custom data. Nothing here is verified.
 *
 * @throws DomainError INVALID_CALLBACK where Google would send no such thing
 */
export async function takeCallback(
  { queue, adUnits, clock }: TakeCallbackPorts,
  query: string,
): Promise<'kept' | 'let be'> {
  // Google's console asks for the bare address before it accepts it.
  if (query === '') return 'let be';
  const callback = readSignedCallback(query);
  const facts = callback && textsSigned(callback.signed).map(factsOf);
  // As it stands; what says something twice only once it is decoded is what a learner's client put there.
  if (!facts?.[0]) {
    throw new DomainError(
      'INVALID_CALLBACK',
      'The query is no callback of a rewarded ad: each parameter once, signature and key_id last.',
      'query',
    );
  }
  const mayCredit = facts.some(
    (each) =>
      each?.adUnit !== undefined &&
      adUnits.includes(each.adUnit) &&
      each.customData !== undefined &&
      looksLikeIntent(each.customData) &&
      each.earnedAt !== undefined &&
      each.transactionId !== undefined,
  );
  if (!mayCredit) return 'let be';
  await queue.send({ query, receivedAt: clock() });
  return 'kept';
}
