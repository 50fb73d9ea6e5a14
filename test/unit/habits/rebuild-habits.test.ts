import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seoulDay, seoulDayStart } from '../../../shared/calendar/seoul-day.ts';
import { drawQuest, questOf } from '../../../shared/habits/quest.ts';
import { type RebuildHabitsPorts, rebuildHabits } from '../../../shared/habits/rebuild-habits.ts';
import { byTopic, firstDay, minute, userId, world } from './habit-fixtures.ts';

describe('habits that are made again', () => {
  it('count a lecture on the day of its submission, however late it ends', async () => {
    const { put, count, habits } = world();
    const justBefore = seoulDayStart(firstDay + 1) - 1;
    await count(put(justBefore, 1001, { endedAt: justBefore + 14 * minute }));
    expect((await habits.findToday(userId)).summary?.streak?.lastDay).toBe(firstDay);
    await count(put(justBefore + 1));
    expect((await habits.findToday(userId)).summary?.streak).toMatchObject({
      ...{ lastDay: firstDay + 1, days: 2 },
    });
  });

  it('close the gap when a redrive grades a lecture from weeks before', async () => {
    const { put, count, habits, rows } = world();
    const days = Array.from({ length: 40 }, (_, at) => firstDay + at);
    const failed = put(seoulDayStart(firstDay + 1), 1001, { status: 'FAILURE' });
    for (const day of days.filter((one) => one !== firstDay + 1)) {
      await count(put(seoulDayStart(day) + minute));
    }
    expect((await habits.findToday(userId)).summary?.streak).toMatchObject({ days: 38 });
    rows.set(failed.lectureId, { ...failed, status: 'SUCCESS', score: 70 });
    await count(failed);
    expect((await habits.findToday(userId)).summary?.streak).toMatchObject({ days: 40 });
  });

  it('report the first day once, and again if a redrive grades an earlier lecture', async () => {
    const { put, count, habits, rows } = world();
    const failed = put(seoulDayStart(firstDay), 1001, { status: 'FAILURE' });
    const lectures = [1, 2, 3].map((since) => put(seoulDayStart(firstDay + since)));
    const told: number[] = [];
    const { noteFirstDay } = habits;
    habits.noteFirstDay = (id, day) => {
      told.push(day - firstDay);
      return noteFirstDay(id, day);
    };
    for (const lecture of [...lectures, ...lectures]) await count(lecture);
    rows.set(failed.lectureId, { ...failed, status: 'SUCCESS', score: 70 });
    await count(failed);
    await count(failed);
    expect(told).toEqual([1, 0]);
    expect(habits.firstDays.get(userId)).toBe(firstDay);
  });

  it('write nothing for a duplicate', async () => {
    const { put, count, habits } = world();
    const lecture = put(seoulDayStart(firstDay));
    await count(lecture);
    const before = { ...habits.writes };
    await count(lecture);
    expect(habits.writes).toEqual(before);
    expect(before).toEqual({ months: 1, summaries: 1, quests: 0 });
  });

  it('keep the quest of the day with them, whatever is taught on it', async () => {
    const { put, count, habits, clock } = world();
    const quest = async () => {
      const { summary, quest: swapped } = await habits.findToday(userId);
      return questOf(summary, swapped, seoulDay(clock.now));
    };
    await count(put(seoulDayStart(firstDay), 1001, { score: 20 }));
    clock.now = seoulDayStart(firstDay + 1);
    const before = await quest();
    expect(before).toMatchObject({ topicId: 1001, reason: 'DUE' });
    await count(put(clock.now, 1001));
    await count(put(clock.now + minute, 1002));
    expect(await quest()).toEqual(before);
    clock.now = seoulDayStart(firstDay + 2);
    expect(await quest()).toMatchObject({ topicId: 1009, day: firstDay + 2 });
  });

  it('draw the first day’s quest near what was taught, unless the shown one is done', async () => {
    const shown = questOf(undefined, undefined, firstDay);
    const questAfter = async (topicId: number) => {
      const { put, count, habits } = world();
      await count(put(seoulDayStart(firstDay), topicId));
      return (await habits.findToday(userId)).summary?.quest;
    };
    expect(shown).toMatchObject({ reason: 'FIRST' });
    expect(await questAfter(1001)).toMatchObject({ topicId: 1009, reason: 'NEAR' });
    expect(await questAfter(shown.topicId)).toEqual(shown);
  });

  it('do not ask again for a topic that was taught before midnight and is judged after it', async () => {
    const { put, count, habits, clock } = world();
    await count(put(seoulDayStart(firstDay), 1001, { score: 20 }));
    const lateAt = seoulDayStart(firstDay + 2);
    clock.now = lateAt;
    expect(
      questOf((await habits.findToday(userId)).summary, undefined, firstDay + 2),
    ).toMatchObject({
      ...{ topicId: 1001, reason: 'DUE' },
    });
    await count(put(lateAt - minute, 1001));
    const { summary } = await habits.findToday(userId);
    expect(questOf(summary, undefined, firstDay + 2)).toMatchObject({ reason: 'NEAR' });
  });

  it('suggest nothing near if more topics are due than a quest and its swap need', async () => {
    const { put, count, habits, clock } = world();
    for (const topicId of [1001, 1002, 1003]) put(seoulDayStart(firstDay), topicId, { score: 20 });
    clock.now = seoulDayStart(firstDay + 9);
    await count(put(seoulDayStart(firstDay), 1004, { score: 20 }));
    const { summary } = await habits.findToday(userId);
    expect(summary?.near).toEqual([]);
    const quest = drawQuest(summary, firstDay + 10);
    expect(quest.reason).toBe('DUE');
    expect(drawQuest(summary, firstDay + 10, quest).reason).toBe('DUE');
  });

  it('count the same bytes once a day, and no sample, silence, failure or corrected transcript', async () => {
    const { put, count, habits } = world();
    const at = seoulDayStart(firstDay);
    put(at, 1001, { etag: 'same' });
    put(at + 90 * minute, 1001, { etag: 'same' });
    put(at + 91 * minute, 1001, { isSample: true });
    put(at + 92 * minute, 1001, { status: 'STT_EMPTY' });
    // The same talk once more, with other words for what was heard.
    put(at + 92 * minute, 1001, { later: { by: 'transcript', lectureId: 1 } });
    await count(put(at + 93 * minute, 1001, { status: 'FAILURE' }));
    const { months } = await habits.findAll(userId);
    expect(months.map(({ value }) => value.days.map((each) => each.practised.length))).toEqual([
      [1],
    ]);
  });

  it('name no own topic that was deleted, and name what is near', async () => {
    const { put, count, habits, ports, ownTopics } = world();
    const own = 2 ** 50;
    ownTopics.add(own);
    put(seoulDayStart(firstDay));
    await count(put(seoulDayStart(firstDay) + minute, own));
    const topicIds = async () =>
      (await habits.findToday(userId)).summary?.topics.map(({ topicId }) => topicId);
    expect(await topicIds()).toEqual([1001, own]);
    ownTopics.delete(own);
    await rebuildHabits(ports, userId);
    expect(await topicIds()).toEqual([1001]);
    // It is the topic of the subject that was not taught yet, though an own topic was taught last.
    expect((await habits.findToday(userId)).summary?.near).toMatchObject([{ topicId: 1009 }]);
  });

  it('drop a topic that the next catalog leaves out, and use the new name of one that it renames', async () => {
    const { put, count, habits, catalog } = world();
    put(seoulDayStart(firstDay));
    await count(put(seoulDayStart(firstDay) + minute, 1002));
    Object.assign(catalog, { version: 'c2', without: new Set([1001]) });
    catalog.names.set(1002, '새 이름');
    await count(put(seoulDayStart(firstDay) + 2 * minute, 1002));
    const { summary } = await habits.findToday(userId);
    expect(summary?.topics.map(({ topicId, name }) => [topicId, name])).toEqual([
      [1002, '새 이름'],
    ]);
  });

  it('do not read a name from the catalog again if its version was read before', async () => {
    const { put, count, ports } = world();
    await count(put(seoulDayStart(firstDay)));
    const asked: number[] = [];
    const { find } = ports.topics;
    ports.topics.find = (topicId) => {
      asked.push(topicId);
      return find(topicId);
    };
    await count(put(seoulDayStart(firstDay) + minute, 1002));
    expect(asked).toEqual([1002]);
  });

  it('are nothing if nothing was practised, whatever topic was deleted', async () => {
    const { habits, ports } = world();
    await rebuildHabits(ports, userId);
    expect(habits.writes).toEqual({ months: 0, summaries: 0, quests: 0 });
  });

  it('fail if they keep changing, so that the message comes back', async () => {
    const { ports, put } = world();
    put(seoulDayStart(firstDay));
    const habits = { ...ports.habits, replaceSummary: async () => false };
    await expect(rebuildHabits({ ...ports, habits }, userId, firstDay)).rejects.toThrow(
      'kept changing',
    );
  });

  it('follow from the lectures, in any order of ends, with duplicates, runs side by side and crashes', async () => {
    const lecture = fc.record({
      minutes: fc.integer({ min: 0, max: 70 * 24 * 60 }),
      topicId: fc.constantFrom(1001, 1002, 1003),
      score: fc.integer({ min: 0, max: 100 }),
      status: fc.constantFrom('SUCCESS' as const, 'SUCCESS' as const, 'FAILURE' as const),
      // It dies so many calls after its beginning, and its message is delivered again.
      diesAfter: fc.option(fc.nat(4), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(lecture, { minLength: 1, maxLength: 12 }),
        fc.scheduler(),
        async (given, scheduler) => {
          const { put, ports, owed, kept } = world((act) => scheduler.schedule(act));
          const runs = given.map(async ({ minutes, topicId, score, status, diesAfter }) => {
            await scheduler.schedule(Promise.resolve());
            const at = seoulDayStart(firstDay) + minutes * minute;
            const { createdAt } = put(at, topicId, { score, status });
            const day = seoulDay(createdAt);
            if (diesAfter !== undefined) {
              await rebuildHabits(dying(ports, diesAfter), userId, day).catch(() => undefined);
            }
            await untilDone(() => rebuildHabits(ports, userId, day));
          });
          await scheduler.waitFor(Promise.all(runs));
          const { streak, cards } = owed();
          expect(await kept()).toEqual({ streak, cards: byTopic(cards) });
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** As the queue does: a message whose work throws is delivered again. */
async function untilDone(run: () => Promise<unknown>): Promise<void> {
  for (;;) {
    const isDone = await run().then(
      () => true,
      (error: unknown) => {
        if (error instanceof Error && error.message.includes('kept changing')) return false;
        throw error;
      },
    );
    if (isDone) return;
  }
}

function dying(ports: RebuildHabitsPorts, after: number): RebuildHabitsPorts {
  let calls = 0;
  const mortal =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      calls += 1;
      if (calls > after) throw new Error('killed');
      return call(...args);
    };
  const { habits } = ports;
  return {
    ...ports,
    readDay: mortal(ports.readDay),
    habits: {
      findAll: mortal(habits.findAll),
      replaceMonth: mortal(habits.replaceMonth),
      replaceSummary: mortal(habits.replaceSummary),
      noteFirstDay: mortal(habits.noteFirstDay),
    },
  };
}
