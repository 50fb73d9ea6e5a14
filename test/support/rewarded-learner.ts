import { keyOf } from '../../shared/adapters/admob-keys.ts';
import { seoulDay } from '../../shared/calendar/seoul-day.ts';
import { fingerprint } from '../../shared/platform/digests.ts';
import { keyedProofs } from '../../shared/platform/keyed-proofs.ts';
import { type CreditRewardPorts, creditReward } from '../../shared/rewards/credit-reward.ts';
import { makeIntent } from '../../shared/rewards/reward-intent.ts';
import { type RewardCallback, takeCallback } from '../../shared/rewards/take-callback.ts';
import { type FetchKeys, keptVerifierKeys } from '../../shared/rewards/verifier-keys.ts';
import { inMemoryConsents } from './in-memory-consents.ts';
import { inMemoryRewards } from './in-memory-rewards.ts';
import { inMemoryUsers, userOf } from './in-memory-users.ts';
import { manualClock } from './manual-clock.ts';
import { adSigner, testAdUnit } from './rewarded-ads.ts';
import { changeableSecret, firstKey, secondKey } from './token-secrets.ts';

export const learnerId = 7_001;

/** A learner who sees ads, and everything that follows from it, in memory. */
export function rewardedLearner(start?: number) {
  const clock = manualClock(start);
  const users = inMemoryUsers(userOf({ userId: learnerId }));
  const consents = inMemoryConsents();
  const rewards = inMemoryRewards();
  const signer = adSigner();
  const secret = changeableSecret({ signer: 'k1', k1: firstKey });
  const proofs = keyedProofs(secret.read);
  const queue: RewardCallback[] = [];
  const server = { isAway: false, asked: 0, published: [signer] };
  const fetchKeys: FetchKeys = async () => {
    server.asked += 1;
    if (server.isAway) throw new Error('away');
    return new Map(
      server.published.map(({ keyId, listed }) => {
        const key = keyOf(listed.base64);
        if (!key) throw new Error('no key');
        return [String(keyId), key];
      }),
    );
  };
  const ports: CreditRewardPorts = {
    keys: keptVerifierKeys(fetchKeys, clock.now),
    proofs,
    users,
    consents,
    rewards,
    digest: fingerprint,
    adUnits: [testAdUnit],
    clock: clock.now,
  };
  const takePorts = {
    queue: { send: async (callback: RewardCallback) => void queue.push(callback) },
    adUnits: [testAdUnit],
    clock: clock.now,
  };
  const intent = (userId = learnerId) =>
    makeIntent({ consents, proofs, clock: clock.now }, userId, 0);
  /** The query of a callback for this learner, as of now. */
  const callback = async (parts: Parameters<typeof signer.callback>[0] = {}) =>
    signer.callback({
      custom_data: (await intent()).customData,
      timestamp: String(clock.now()),
      ...parts,
    });
  const credit = (query: string, receiveCount = 1, receivedAt = clock.now()) =>
    creditReward(ports, { query, receivedAt }, { receiveCount });
  return {
    clock,
    users,
    consents,
    rewards,
    signer,
    server,
    queue,
    ports,
    intent,
    callback,
    credit,
    take: (query: string) => takeCallback(takePorts, query),
    rotateKeys: () => secret.change({ signer: 'k2', k1: firstKey, k2: secondKey }),
    /** An ad that was seen, up to its credit. */
    see: async (transaction: string) => credit(await callback({ transaction_id: transaction })),
    creditsToday: () => rewards.credits(learnerId, seoulDay(clock.now())),
  };
}
