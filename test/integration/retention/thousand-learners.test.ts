import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { dynamoPresences } from '../../../shared/adapters/dynamo-presence.ts';
import { dynamoRetention } from '../../../shared/adapters/dynamo-retention.ts';
import { type ByGroup, cohortAges, figuresByAge } from '../../../shared/retention/cohorts.ts';
import { countRetention } from '../../../shared/retention/count-retention.ts';
import type { CountedDay } from '../../../shared/retention/counted-days.ts';
import { describeOnEngine, type EngineTable, hasDynoxide } from '../../support/dynamo-engines.ts';
import { type SimulatedWeeks, simulatedLearners } from './simulated-learners.ts';

const experiments = [
  { name: 'short-quest', share: 50, from: '2026-11-01' },
  { name: 'later-start', share: 20, from: '2026-12-10' },
];

const profile = z.object({
  sk: z.literal('PROFILE'),
  userId: z.number(),
  days: z.array(z.number()),
});
const month = z.object({ pk: z.string(), sk: z.string().startsWith('HABITS#MONTH#') });

const engineName = hasDynoxide ? 'dynoxide' : 'dynalite';

describeOnEngine(engineName, 'a thousand learners in fifty days', (engine) => {
  let table: EngineTable;
  let weeks: SimulatedWeeks;
  let counted: readonly CountedDay[];
  const told: number[] = [];

  beforeAll(async () => {
    table = await engine.freshTable();
    weeks = simulatedLearners(table, { learners: 1_000, installDays: 14, seed: 20_261_127 });
    const store = dynamoRetention(table);
    for (let since = 0; since <= weeks.lastDay - weeks.firstDay; since++) {
      const day = weeks.firstDay + since;
      const ports = {
        ...{ learners: dynamoPresences(table), counted: store, experiments },
        clock: () => weeks.at(day, 30),
        onDay: (whole: CountedDay) => void told.push(whole.day),
      };
      // Nobody counts on three days; on others two runs count at once.
      if (since < 20 || since > 22) {
        const runs = since % 10 === 5 ? [ports, ports] : [ports];
        await Promise.all(runs.map((each) => countRetention(each)));
        weeks.noteCounted(day);
      }
      await weeks.live(day);
    }
    counted = await store.listDays(weeks.firstDay - 40, weeks.lastDay);
  }, 120_000);

  it('are a thousand, of whom many never come again and some are deleted', () => {
    const learners = [...weeks.learners.values()];
    expect(learners).toHaveLength(1_000);
    expect(learners.filter(({ opened }) => opened.size === 1).length).toBeGreaterThan(200);
    expect(learners.filter(({ deletedOn }) => deletedOn !== undefined).length).toBeGreaterThan(30);
    expect(learners.filter(({ practised }) => practised.size > 0).length).toBeGreaterThan(300);
  });

  it('have in their rows the days on which they were there, and nobody else has any', async () => {
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
    const profiles = Items.flatMap((row) => profile.safeParse(row).data ?? []);
    const alive = [...weeks.learners].filter(([, { deletedOn }]) => deletedOn === undefined);
    expect(profiles.map(({ userId }) => userId).sort()).toEqual(alive.map(([id]) => id).sort());
    for (const { userId, days } of profiles) {
      const [installedOn = 0, firstDays = 0, lastDay = 0, lastDays = 0] = days;
      const bits = (value: number) => value.toString(2).split('').reverse();
      const dayOf = (bit: string, day: number) => (bit === '1' ? [day] : []);
      const found = new Set([
        ...bits(firstDays).flatMap((bit, since) => dayOf(bit, installedOn + since)),
        ...bits(lastDays).flatMap((bit, back) => dayOf(bit, lastDay - back)),
      ]);
      const lived = weeks.learners.get(userId);
      const known = [...(lived?.opened ?? [])].filter(
        (day) => day <= installedOn + 30 || day > lastDay - 21,
      );
      expect([...found].sort()).toEqual(known.sort());
    }
    const practising = new Set(Items.flatMap((row) => month.safeParse(row).data?.pk ?? []));
    const practised = [...weeks.learners].filter(([, each]) => each.practised.size > 0);
    expect(practising.size).toBe(practised.length);
  });

  it('are counted as by hand: who was there, and who came back in every cohort and arm', () => {
    expect(told).toEqual(counted.map(({ day }) => day));
    expect(counted.length).toBe(weeks.lastDay - weeks.firstDay + 1);
    for (const { day, dailyActives, weeklyActives, cohort } of counted) {
      expect({ day, dailyActives, weeklyActives }).toEqual({ day, ...weeks.activesByHand(day) });
      for (const age of cohortAges) {
        const isOver = weeks.countedOn(day + age) !== undefined;
        const byHand: ByGroup | undefined = isOver
          ? weeks.cohortByHand(day, age, figuresByAge[age], experiments)
          : undefined;
        expect({ day, age, counts: cohort[age] }).toEqual({ day, age, counts: byHand });
      }
    }
  });

  it('leave nobody’s id in what was counted', () => {
    const text = JSON.stringify(counted);
    for (const userId of weeks.learners.keys()) expect(text).not.toContain(String(userId));
  });
});
