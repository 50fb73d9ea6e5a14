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

/** A credit as it is stored. */
export interface RewardCredit {
  /**
   * The day (Asia/Seoul) on which the reward was earned according to its callback. Every copy of a
   * callback states the same day.
   */
  readonly earnedOn: number;
  /** The day whose allowance it raises. */
  readonly countsOn: number;
  readonly transaction: string;
  readonly at: number;
}

export interface RewardStore {
  /**
   * Adds one lecture to a learner's allowance of a day, once for each transaction.
   *
   * @param most the most rewards that may be earned on one day
   */
  credit(
    userId: number,
    credit: RewardCredit,
    most: number,
  ): Promise<'credited' | 'already credited' | 'day has its credits'>;
}

export interface CreditRewardPorts {
  readonly keys: VerifierKeys;
  readonly proofs: Pick<TextProofs, 'verify'>;
  readonly users: Pick<UserStore, 'findCaller'>;
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
  readonly earnedOn: number;
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
 * key server was away takes nothing from anybody.
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
  const transaction = digest(['reward', transactionId]);
  return { userId: intent.userId, earnedOn: seoulDay(earnedAt), transaction };
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
  { userId, earnedOn, transaction }: Reward,
): Promise<string> {
  const at = clock();
  const countsOn = seoulDay(at);
  // Nobody knows any more which rewards of that day have been credited.
  if (countsOn - earnedOn > rewardLimits.creditableDays) return 'out of time';
  // Eventually consistent reads are enough: the sweep erases what is written after a deletion, and the
  // consents were checked when the intent was made.
  const caller =
    (await users.findCaller(userId, countsOn, 'eventual')) ??
    (await users.findCaller(userId, countsOn, 'consistent'));
  if (!caller || caller.user.deletedAt !== undefined) return 'learner is gone';
  if (!mayShare(await consents.list(userId, 'eventual'))) return 'learner is under 14';
  const credit = { earnedOn, countsOn, transaction, at };
  return rewards.credit(userId, credit, rewardLimits.creditsPerDay);
}
