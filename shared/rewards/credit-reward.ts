import { seoulDay } from '../calendar/seoul-day.ts';
import { rewardLimits } from '../contracts/rewards.ts';
import type { Delivery, Outcome } from '../lectures/delivery.ts';
import { type ConsentStore, mayShare } from '../users/consents.ts';
import type { UserStore } from '../users/user.ts';
import { type RewardIntent, readIntent, type TextProofs } from './reward-intent.ts';
import {
  factsOf,
  possibleSignedTexts,
  type RewardFacts,
  readSignedCallback,
} from './signed-callback.ts';
import type { RewardCallback } from './take-callback.ts';
import { KeysUnavailable, type VerifierKey, type VerifierKeys } from './verifier-keys.ts';

export interface RewardStore {
  /**
   * Notes for good that a transaction is credited, and on which day. It returns the day that was noted
   * first.
   * @returns `settled` where the transaction is credited and settled already
   */
  claim(transaction: string, day: number): Promise<number | 'settled'>;
  /**
   * Adds one lecture to a learner's allowance of that day. The same transaction again adds nothing.
   * @returns false where the day already has the most credits it may have
   */
  credit(
    userId: number,
    credit: { readonly day: number; readonly transaction: string; readonly at: number },
    most: number,
  ): Promise<boolean>;
  /** Reduces the note to the fact that the transaction was credited. */
  settle(transaction: string): Promise<void>;
}

export interface CreditRewardPorts {
  readonly keys: VerifierKeys;
  readonly proofs: Pick<TextProofs, 'verify'>;
  readonly users: Pick<UserStore, 'find'>;
  readonly consents: Pick<ConsentStore, 'list'>;
  readonly rewards: RewardStore;
  /** A one-way digest, so that no transaction's id is stored. */
  readonly digest: (parts: readonly string[]) => string;
  readonly adUnits: readonly string[];
  readonly clock: () => number;
}

/** A reward whose callback is signed, meant for us and in time. */
interface Reward {
  readonly userId: number;
  readonly transaction: string;
}

/**
 * How often an unknown key is looked up: Google may publish a key a little later than it signs with it.
 */
const keyLookups = 4;

/**
 * The first pause is 30 s, and each further one three times as long: the last of eight receives comes
 * nine hours after the first.
 */
const pauseSeconds = (receiveCount: number) => 30 * 3 ** (receiveCount - 1);

/**
 * Verifies a callback and credits it once per transaction, even if it is delivered twice, late or after
 * a crash. The credit counts for the day on which the callback was verified, so that a day on which the
 * key server was away takes nothing from anybody. A worker that dies between the note and the credit
 * leaves both to the next delivery, which credits the day that was noted, even if that day is over by
 * then.
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
    return delivery.receiveCount < keyLookups
      ? { again: 'unknown key', ...again }
      : { done: 'unknown key' };
  }
  const { signature } = signed;
  const text = possibleSignedTexts(signed.signed).find((each) => key.verifies(each, signature));
  if (text === undefined) return { done: 'forged' };
  const reward = await rewardOf(ports, factsOf(text), callback.receivedAt);
  return { done: typeof reward === 'string' ? reward : await creditOnce(ports, reward) };
}

/** @returns the reward, or the reason why there is none */
async function rewardOf(
  { proofs, digest, adUnits }: CreditRewardPorts,
  facts: RewardFacts | undefined,
  receivedAt: number,
): Promise<Reward | string> {
  if (!facts) return 'a parameter is repeated';
  const { adUnit, customData, earnedAt, transactionId } = facts;
  if (adUnit === undefined || !adUnits.includes(adUnit)) return 'not one of our ad units';
  const intent = customData === undefined ? undefined : await readIntent(proofs, customData);
  if (!intent) return 'no valid intent';
  if (transactionId === undefined) return 'no transaction id';
  if (earnedAt === undefined || !isInTime(earnedAt, intent, receivedAt)) return 'out of time';
  return { userId: intent.userId, transaction: digest(['reward', transactionId]) };
}

/** Judged by the moment of receipt: the time it has waited since then is not the learner's doing. */
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
  // If a deletion runs at the same time, the sweep erases what is written here after it.
  const user = await users.find(userId);
  if (!user || user.deletedAt !== undefined) return 'learner is gone';
  if (!mayShare(await consents.list(userId))) return 'learner is under 14';
  const day = await rewards.claim(transaction, seoulDay(clock()));
  if (day === 'settled') return 'already credited';
  const credit = { day, transaction, at: clock() };
  const isCredited = await rewards.credit(userId, credit, rewardLimits.creditsPerDay);
  await rewards.settle(transaction);
  return isCredited ? 'credited' : 'day has its credits';
}
