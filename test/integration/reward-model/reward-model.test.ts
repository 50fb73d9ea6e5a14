import { beforeEach, describe, expect, it } from 'vitest';
import { rewardLimits } from '../../../shared/contracts/rewards.ts';
import { seededRandom } from '../../soak/seeded-random.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { type RewardRun, rewardRun, type Sabotage } from './reward-run.ts';

/** What is wrong with how a run has ended. */
function violationsOf({
  credits,
  outcomes,
  digestOf,
  allowances,
  transactionRows,
}: RewardRun): string[] {
  const digests = new Map([...outcomes.keys()].map((each) => [digestOf(each), each]));
  const perDay = new Map<string, number>();
  const seen = new Set<string>();
  const wrong: string[] = [];
  for (const { userId, earnedOn, transaction } of credits) {
    if (seen.has(transaction)) wrong.push('a transaction is credited twice');
    seen.add(transaction);
    const known = digests.get(transaction);
    if (known === undefined) wrong.push('something is credited that nobody has earned');
    else if (outcomes.get(known)?.userId !== userId) wrong.push('another learner is credited');
    const name = `${userId}/${earnedOn}`;
    perDay.set(name, (perDay.get(name) ?? 0) + 1);
  }
  if (Math.max(...perDay.values(), ...allowances) > rewardLimits.creditsPerDay) {
    wrong.push('a day has too many credits');
  }
  for (const [transaction, { userId, done }] of outcomes) {
    if (seen.has(digestOf(transaction))) continue;
    const hasFullDay = [...perDay].some(
      ([name, count]) => name.startsWith(`${userId}/`) && count >= rewardLimits.creditsPerDay,
    );
    if (!hasFullDay) wrong.push(`a reward is lost: ${done}`);
  }
  if (transactionRows > 0) wrong.push('a transaction is kept outside its learner');
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
    const noted = new Set<string>();
    const mistakes: Readonly<Record<string, readonly [Sabotage, string]>> = {
      'a credit of the day on which it is told of': [
        (store) => ({
          ...store,
          credit: (userId, credit, most) =>
            store.credit(userId, { ...credit, earnedOn: credit.countsOn }, most),
        }),
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
      'a note before the credit': [
        (store) => {
          return {
            ...store,
            async credit(userId, credit, most) {
              if (noted.has(`${userId} ${credit.transaction}`)) return 'already credited';
              noted.add(`${userId} ${credit.transaction}`);
              return store.credit(userId, credit, most);
            },
          };
        },
        'a reward is lost: already credited',
      ],
    };

    it.each(Object.entries(mistakes))('%s', async (_, [sabotage, violation]) => {
      const found: string[] = [];
      for (let seed = 1; seed <= 20 && !found.includes(violation); seed += 1) {
        noted.clear();
        const run = await rewardRun(await engine.freshTable(), seededRandom(seed), sabotage);
        found.push(...violationsOf(run));
      }
      expect(found).toContain(violation);
    });
  });
});
