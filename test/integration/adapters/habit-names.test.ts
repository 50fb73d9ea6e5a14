import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, it } from 'vitest';
import { dynamoHabits } from '../../../shared/adapters/dynamo-habits.ts';
import type { Table } from '../../../shared/adapters/dynamo-table.ts';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import type { NamedTopic } from '../../../shared/habits/practice.ts';
import { rebuildHabits } from '../../../shared/habits/rebuild-habits.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { testStart } from '../../support/manual-clock.ts';

const userId = 7_001;
const today = seoulDay(testStart);
const topicIds = Array.from({ length: 14 }, (_, at) => 1_001 + at);
const named = (topicId: number): NamedTopic => ({
  ...{ topicId, name: `주제 ${topicId}`, english: `Topic ${topicId}`, subjectId: 101 },
});

/** A table whose process dies at its nth put, before that has happened or just after. */
function dyingAt(table: EngineTable, nth: number, isBefore: boolean): Table {
  const send = table.client.send.bind(table.client);
  let puts = 0;
  const mortal = Object.create(table.client, {
    send: {
      value: async (command: Parameters<typeof send>[0]) => {
        puts += command instanceof PutCommand ? 1 : 0;
        const dies = command instanceof PutCommand && puts === nth;
        if (dies && isBefore) throw new Error('died');
        const answer = await send(command);
        if (dies) throw new Error('died');
        return answer;
      },
    },
  });
  return { client: mortal, name: table.name };
}

describeOnEachEngine('names of topics apart from the summary', (engine) => {
  let table: EngineTable;
  beforeEach(async () => {
    table = await engine.freshTable();
  });

  const lecturesOn = (topics: readonly number[]) =>
    topics.map((topicId, at) =>
      lectureOf({
        ...{ userId, lectureId: 244_000_000_000_000 + at, createdAt: testStart + at },
        ...{ status: 'SUCCESS', stage: 'DONE', score: 70, catalogVersion: 'c1' },
        topic: { ...lectureOf().topic, topicId },
      }),
    );
  let asked = 0;
  const rebuild = (of: Table, topics: readonly number[]) =>
    rebuildHabits(
      {
        habits: dynamoHabits(of),
        readDay: async () => lecturesOn(topics),
        topics: {
          catalogVersion: async () => 'c1',
          find: async (topicId) => {
            asked += 1;
            return named(topicId);
          },
          ofSubject: async () => [],
          ownTopicIds: async () => new Set<number>(),
        },
        clock: () => testStart,
      },
      userId,
      today,
    );
  const shown = async () => {
    const { summary } = await dynamoHabits(table).findToday(userId);
    return summary?.topics.map(({ topicId, name }) => [topicId, name]).sort();
  };
  const owed = (topics: readonly number[]) =>
    topics.map((topicId) => [topicId, `주제 ${topicId}`]).sort();

  // The month, the names and the summary are put.
  const deaths = [1, 2, 3].flatMap((nth) => [
    [nth, true],
    [nth, false],
  ]) as [number, boolean][];
  it.each(deaths)(
    'are all there again after a worker that died at put %i (before it: %s)',
    async (nth, isBefore) => {
      await rebuild(table, topicIds.slice(0, 13));
      await expect(rebuild(dyingAt(table, nth, isBefore), topicIds)).rejects.toThrow('died');
      // Nobody is shown a topic without its name in between.
      expect([owed(topicIds), owed(topicIds.slice(0, 13))]).toContainEqual(await shown());
      await rebuild(table, topicIds);
      expect(await shown()).toEqual(owed(topicIds));
    },
  );

  it('are all there after two workers at once, one of which knew less', async () => {
    await Promise.all([rebuild(table, topicIds), rebuild(table, topicIds.slice(0, 12))]);
    await rebuild(table, topicIds);
    expect(await shown()).toEqual(owed(topicIds));
  });

  it('are asked of the catalog once', async () => {
    await rebuild(table, topicIds);
    asked = 0;
    await rebuild(table, [...topicIds, 1_001]);
    await rebuild(table, [...topicIds, 1_099]);
    expect(asked).toBe(1);
  });
});
