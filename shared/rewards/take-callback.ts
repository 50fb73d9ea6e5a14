import { DomainError } from '../domain-error.ts';
import { looksLikeIntent } from './reward-intent.ts';
import { factsOf, possibleSignedTexts, readSignedCallback } from './signed-callback.ts';

/** A callback's query as it came, and when it came. */
export interface RewardCallback {
  readonly query: string;
  /** When it was received, by our own clock, in milliseconds since the epoch. */
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
 * Queues a callback that may be a reward, for the worker that verifies it, and drops one that cannot
 * be: the console's test callbacks name an ad unit of their own, or carry no custom data. Nothing is
 * verified here.
 *
 * @throws DomainError INVALID_CALLBACK where the query is nothing that Google would send
 */
export async function takeCallback(
  { queue, adUnits, clock }: TakeCallbackPorts,
  query: string,
): Promise<'kept' | 'ignored'> {
  // Google's console asks for the bare address before it accepts it.
  if (query === '') return 'ignored';
  const callback = readSignedCallback(query);
  const facts = callback && possibleSignedTexts(callback.signed).map(factsOf);
  // Only the query as it stands is judged here. A parameter that is repeated only after decoding was
  // put there by a learner's client.
  if (!facts?.[0]) {
    throw new DomainError(
      'INVALID_CALLBACK',
      'The query is not a callback of a rewarded ad: each parameter may stand only once, and signature and key_id must come last.',
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
  if (!mayCredit) return 'ignored';
  await queue.send({ query, receivedAt: clock() });
  return 'kept';
}
