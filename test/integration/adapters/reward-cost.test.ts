import { expect, it } from 'vitest';
import { dynamoConsents } from '../../../shared/adapters/dynamo-consents.ts';
import { dynamoRewards } from '../../../shared/adapters/dynamo-rewards.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { creditReward } from '../../../shared/rewards/credit-reward.ts';
import { makeIntent } from '../../../shared/rewards/reward-intent.ts';
import { measured } from '../../bench/costs/assumptions.ts';
import { capacityMeter, unitsOf } from '../../support/capacity-meter.ts';
import { describeOnEngine, hasDynoxide } from '../../support/dynamo-engines.ts';
import { consentOf } from '../../support/in-memory-consents.ts';
import { userOf } from '../../support/in-memory-users.ts';
import { learnerId, rewardedLearner } from '../../support/rewarded-learner.ts';

if (hasDynoxide) {
  describeOnEngine('dynoxide', 'the last reward of a day', (engine) => {
    it('costs, from the intent to the credit, the units that docs/costs.md assumes', async () => {
      const table = await engine.freshTable();
      const { ports, clock, signer } = rewardedLearner();
      const users = dynamoUsers(table);
      const consents = dynamoConsents(table);
      const rewards = dynamoRewards(table);
      await users.create(userOf({ userId: learnerId }));
      await consents.add(learnerId, consentOf());
      const day = seoulDay(clock.now());
      for (const transaction of ['1', '2', '3', '4']) {
        const at = clock.now();
        const credit = { earnedOn: day, countsOn: day, transaction: transaction.repeat(64), at };
        await rewards.credit(learnerId, credit, 5);
      }
      const meter = capacityMeter(table.client);
      const caller = await users.findCaller(learnerId, day, 'eventual');
      const { customData } = await makeIntent(
        { consents, proofs: { prove: async () => 'p'.repeat(22) }, clock: clock.now },
        learnerId,
        caller?.creditsToday ?? 0,
      );
      const query = signer.callback({ custom_data: customData, timestamp: String(clock.now()) });
      const proofs = { verify: async () => true };
      const outcome = await creditReward(
        { ...ports, users, consents, rewards, proofs },
        { query, receivedAt: clock.now() },
        { receiveCount: 1 },
      );
      expect(outcome).toEqual({ done: 'credited' });
      expect({ writes: unitsOf(meter.writes), reads: unitsOf(meter.reads) }).toEqual(
        measured.unitsPerReward,
      );
    });
  });
}
