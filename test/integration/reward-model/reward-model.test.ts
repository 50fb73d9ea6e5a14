import { beforeEach, describe, expect, it } from 'vitest';
import { rewardLimits } from '../../../shared/contracts/rewards.ts';
import { seededRandom } from '../../soak/seeded-random.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { type RewardRun, rewardRun, type Sabotage } from './reward-run.ts';

/** What is wrong with how a run has ended. */
function violationsOf({ credits, outcomes, digestOf, leftOfTransactions }: RewardRun): string[] {
  const digests = new Map([...outcomes.keys()].map((each) => [digestOf(each), each]));
  const perDay = new Map<string, number>();
  const seen = new Set<string>();
  const wrong: string[] = [];
  for (const { userId, day, transaction } of credits) {
    if (seen.has(transaction)) wrong.push('a transaction is credited twice');
    seen.add(transaction);
    const known = digests.get(transaction);
    if (known === undefined) wrong.push('something is credited that nobody has earned');
    else if (outcomes.get(known)?.userId !== userId) wrong.push('another learner is credited');
    const name = `${userId}/${day}`;
    perDay.set(name, (perDay.get(name) ?? 0) + 1);
  }
  if ([...perDay.values()].some((count) => count > rewardLimits.creditsPerDay)) {
    wrong.push('a day has too many credits');
  }
  for (const [transaction, { userId, done }] of outcomes) {
    if (seen.has(digestOf(transaction))) continue;
    const hasFullDay = [...perDay].some(
      ([name, count]) => name.startsWith(`${userId}/`) && count >= rewardLimits.creditsPerDay,
    );
    if (!hasFullDay) wrong.push(`a reward is lost: ${done}`);
  }
  if (leftOfTransactions.length > 0) wrong.push('more is kept of a transaction than that it was');
  return [...new Set(wrong)];
}

const seeds = Array.from({ length: 12 }, (_, index) => index + 1);

describeOnEachEngine('rewards under duplicates, kills and clocks that jump', (engine) => {
  let table: EngineTable;
  beforeEach(async () => {
    table = await engine.freshTable();
  });

  it.each(seeds)('are each credited once, and none is lost: seed %i', async (seed) => {
    const run = await rewardRun(table, seededRandom(seed));
    expect(violationsOf(run)).toEqual([]);
    expect(run.outcomes.size).toBeGreaterThan(10);
    expect(run.credits.length).toBeGreaterThan(5);
    expect(run.kills).toBeGreaterThan(0);
  });

  describe('a mistake is noticed', () => {
    let serial = 0;
    const mistakes: Readonly<Record<string, readonly [Sabotage, string]>> = {
      'a claim that knows of no earlier one': [
        (store) => ({ ...store, claim: async (_transaction, day) => day }),
        'a transaction is credited twice',
      ],
      'a credit that is a number counted up': [
        (store) => ({
          ...store,
          credit: (userId, credit, most) => {
            serial += 1;
            return store.credit(userId, { ...credit, transaction: `${serial}` }, most);
          },
        }),
        'something is credited that nobody has earned',
      ],
      'a day without a limit': [
        (store) => ({ ...store, credit: (userId, credit) => store.credit(userId, credit, 99) }),
        'a day has too many credits',
      ],
      'an end before the credit': [
        (store) => ({
          ...store,
          claim: async (transaction, day) => {
            const noted = await store.claim(transaction, day);
            await store.settle(transaction);
            return noted;
          },
        }),
        'a reward is lost: already credited',
      ],
      'a transaction that is left as it is': [
        (store) => ({ ...store, settle: async () => undefined }),
        'more is kept of a transaction than that it was',
      ],
    };

    it.each(Object.entries(mistakes))('%s', async (_, [sabotage, violation]) => {
      const found: string[] = [];
      for (let seed = 1; seed <= 20 && !found.includes(violation); seed += 1) {
        const run = await rewardRun(await engine.freshTable(), seededRandom(seed), sabotage);
        found.push(...violationsOf(run));
      }
      expect(found).toContain(violation);
    });
  });
});
