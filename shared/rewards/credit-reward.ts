import { seoulDay } from '../calendar/seoul-day.ts';
import { rewardLimits } from '../contracts/rewards.ts';
import type { Delivery, Outcome } from '../lectures/delivery.ts';
import { type ConsentStore, mayShare } from '../users/consents.ts';
import type { UserStore } from '../users/user.ts';
import { type RewardIntent, readIntent, type TextProofs } from './reward-intent.ts';
import { factsOf, type RewardFacts, readSignedCallback, textsSigned } from './signed-callback.ts';
import type { RewardCallback } from './take-callback.ts';
import { KeysUnavailable, type VerifierKey, type VerifierKeys } from './verifier-keys.ts';

export interface RewardStore {
  /**
   * Notes for good that a transaction is credited, and on which day; answers the day of the first time.
   * @returns `settled` where it has been
   */
  claim(transaction: string, day: number): Promise<number | 'settled'>;
  /**
   * Adds one to a learner's allowance of that day; the same transaction again adds nothing.
   * @returns false where the day has as many already
   */
  credit(
    userId: number,
    credit: { readonly day: number; readonly transaction: string; readonly at: number },
    most: number,
  ): Promise<boolean>;
  /** Of the transaction no more is kept than that it was. */
  settle(transaction: string): Promise<void>;
}

export interface CreditRewardPorts {
  readonly keys: VerifierKeys;
  readonly proofs: Pick<TextProofs, 'verify'>;
  readonly users: Pick<UserStore, 'find'>;
  readonly consents: Pick<ConsentStore, 'list'>;
  readonly rewards: RewardStore;
  /** One-way: no id of a transaction is kept. */
  readonly digest: (parts: readonly string[]) => string;
  readonly adUnits: readonly string[];
  readonly clock: () => number;
}

/** A reward that is signed, ours and in time. */
interface Reward {
  readonly userId: number;
  readonly transaction: string;
}

/** A key may be published a little later than it is used, and is looked for again a few times. */
const looksForKey = 4;

/** 30 s, and three times as long each time: the last of eight receives comes nine hours after the first. */
const pauseSeconds = (receiveCount: number) => 30 * 3 ** (receiveCount - 1);

/**
 * Verifies a callback and credits it, once for each transaction whatever is delivered twice, late or after a
 * crash. It counts for the day on which it was found good, so that a day on which the key server was away
 * takes nothing from anybody. A worker that dies between note and credit leaves both to the next delivery:
 * it credits the day that was noted, even where that is over by then.
 */
export async function creditReward(
  ports: CreditRewardPorts,
  callback: RewardCallback,
  delivery: Pick<Delivery, 'receiveCount'>,
): Promise<Outcome> {
  const signed = readSignedCallback(callback.query);
  if (!signed) return { done: 'no callback' };
  const again = { inSeconds: pauseSeconds(delivery.receiveCount) };
  let key: VerifierKey | undefined;
  try {
    key = await ports.keys.find(signed.keyId);
  } catch (cause) {
    if (!(cause instanceof KeysUnavailable)) throw cause;
    return { again: 'no keys', ...again, cause };
  }
  if (!key) {
    return delivery.receiveCount < looksForKey
      ? { again: 'unknown key', ...again }
      : { done: 'unknown key' };
  }
  const { signature } = signed;
  const text = textsSigned(signed.signed).find((each) => key.verifies(each, signature));
  if (text === undefined) return { done: 'forged' };
  const reward = await rewardOf(ports, factsOf(text), callback.receivedAt);
  return { done: typeof reward === 'string' ? reward : await creditOnce(ports, reward) };
}

/** @returns why there is none, where there is none */
async function rewardOf(
  { proofs, digest, adUnits }: CreditRewardPorts,
  facts: RewardFacts | undefined,
  receivedAt: number,
): Promise<Reward | string> {
  if (!facts) return 'says something twice';
  const { adUnit, customData, earnedAt, transactionId } = facts;
  if (adUnit === undefined || !adUnits.includes(adUnit)) return 'of no ad unit of ours';
  const intent = customData === undefined ? undefined : await readIntent(proofs, customData);
  if (!intent) return 'without an intent of ours';
  if (transactionId === undefined) return 'without a transaction';
  if (earnedAt === undefined || !isInTime(earnedAt, intent, receivedAt)) return 'out of time';
  return { userId: intent.userId, transaction: digest(['reward', transactionId]) };
}

/** By the moment it was received: how long it has waited since is not the learner's doing. */
function isInTime(earnedAt: number, { expiresAt }: RewardIntent, receivedAt: number): boolean {
  return (
    receivedAt <= expiresAt * 1000 &&
    receivedAt - earnedAt <= rewardLimits.latestSeconds * 1000 &&
    earnedAt - receivedAt <= rewardLimits.aheadSeconds * 1000
  );
}

async function creditOnce(
  { users, consents, rewards, clock }: CreditRewardPorts,
  { userId, transaction }: Reward,
): Promise<string> {
  // What is written behind a deletion's back all the same is erased by the sweep.
  const user = await users.find(userId);
  if (!user || user.deletedAt !== undefined) return 'learner is gone';
  if (!mayShare(await consents.list(userId))) return 'learner is under 14';
  const day = await rewards.claim(transaction, seoulDay(clock()));
  if (day === 'settled') return 'credited before';
  const credit = { day, transaction, at: clock() };
  const isCredited = await rewards.credit(userId, credit, rewardLimits.creditsPerDay);
  await rewards.settle(transaction);
  return isCredited ? 'credited' : 'day has its credits';
}
