import { describe, expect, it } from 'vitest';
import {
  type CopyOptions,
  type CopyPorts,
  copyRows,
  type Place,
  type Recount,
} from '../../../../infra/operate/restore/copy-rows.ts';
import { RowTally } from '../../../../infra/operate/restore/row-tally.ts';
import { keyOf, nameOf, nameOfKey, type Row } from '../../../../infra/operate/restore/rows.ts';
import {
  feedbackKey,
  habitsKey,
  lectureKey,
  profileKey,
  sharedTopicKey,
  shareTraceKey,
  standingKey,
  transferCodeKey,
} from '../../../../shared/adapters/dynamo-keys.ts';
import { seoulDay } from '../../../../shared/calendar/seoul-day.ts';
import { testStart } from '../../../support/manual-clock.ts';
import { tableRow } from '../../../support/table-row.ts';

const holds = testStart - 2 * 86_400_000;
const learner = 7;
const lecture = { userId: learner, lectureId: 8 };

const profile = (userId: number, parts: Record<string, string | number> = {}) =>
  tableRow({ ...profileKey(userId), name: '이름', ...parts });
const tombstone = (userId: number) => profile(userId, { name: '', deletedAt: 1 });
const taught = tableRow({ ...lectureKey(lecture), createdAt: holds - 1, attempt: 1 });
const note = tableRow({
  ...shareTraceKey(lecture),
  code: 'CODE',
  outside: { M: { pk: { S: 'SHARED#CODE' }, sk: { S: 'TOPIC' } } },
});
const shared = tableRow({ ...sharedTopicKey('CODE'), ownerId: learner });

/** A copy and a live table, a page of so many rows at a time. */
function tables(copy: readonly Row[], live: readonly Row[] = [], pageRows = 100) {
  const stored = new Map(live.map((row) => [nameOf(row), row]));
  const deleted = new Set<number>();
  const puts: Row[] = [];
  const recounts: Recount[] = [];
  const places: Place[] = [];
  const tally = new RowTally();
  let isInterrupted = () => false;
  let now = testStart;
  let ledgerReads = 0;
  const ports: CopyPorts = {
    async *pages(after) {
      const inOrder = copy.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
      const at = after ? inOrder.findIndex((row) => nameOf(row) === nameOfKey(after)) + 1 : 0;
      for (let start = at; start === at || start < inOrder.length; start += pageRows) {
        const rows = inOrder.slice(start, start + pageRows);
        const last = rows.at(-1);
        const isMore = start + pageRows < inOrder.length;
        yield { rows, after: isMore && last ? keyOf(last) : undefined };
      }
    },
    readCopy: async (keys) =>
      copy.filter((row) => keys.some((key) => nameOfKey(key) === nameOf(row))),
    readLive: async (keys) =>
      keys.map((key) => stored.get(nameOfKey(key))).filter((row) => row !== undefined),
    async put(row, there) {
      if (stored.get(nameOf(row)) !== there) return false;
      stored.set(nameOf(row), row);
      puts.push(row);
      return true;
    },
    readDeleted: async () => {
      ledgerReads += 1;
      return new Set(deleted);
    },
    recount: async (of) => void recounts.push(of),
    keepPlace: async (place) => void places.push(place),
    now: () => now,
    isInterrupted: () => isInterrupted(),
    tally,
    onPage: () => {
      now += 20_000;
    },
  };
  const options = { writes: true, overwrites: false, only: undefined, holds, from: undefined };
  return {
    ...{ ports, stored, deleted, puts, recounts, places, tally },
    ledgerReads: () => ledgerReads,
    interruptWhen: (is: () => boolean) => {
      isInterrupted = is;
    },
    run: (given: Partial<CopyOptions> = {}) => copyRows(ports, { ...options, ...given }),
  };
}

describe('rows that are copied back', () => {
  it('are those that are missing, including rows outside their learner’s partition', async () => {
    const { run, stored, puts, tally } = tables([profile(learner), taught, note, shared]);
    expect(await run()).toBe(true);
    expect(stored.size).toBe(4);
    // No row may lie outside without a note inside that names it.
    expect(puts.indexOf(note)).toBeLessThan(puts.indexOf(shared));
    expect(tally.count('missing')).toBe(4);
  });

  it('are only counted in a dry run', async () => {
    const { run, puts, places, recounts, tally } = tables([profile(learner), taught, note, shared]);
    await run({ writes: false });
    expect([puts, places, recounts]).toEqual([[], [], []]);
    expect(tally.count('missing')).toBe(4);
  });

  it('leave newer rows alone, unless they should overwrite them', async () => {
    const renamed = profile(learner, { name: '새 이름' });
    const kept = tables([profile(learner)], [renamed]);
    await kept.run();
    expect(kept.stored.get(nameOf(renamed))).toBe(renamed);
    expect(kept.tally.count('newer')).toBe(1);
    await kept.run({ overwrites: true });
    expect(kept.stored.get(nameOf(renamed))).toEqual(profile(learner));
  });

  it('overwrite rows that were lost and begun again, and the practice is counted again', async () => {
    const standing = tableRow({ ...standingKey(learner), revision: 40 });
    const begun = tableRow({ ...standingKey(learner), revision: 1 });
    const { run, stored, recounts } = tables([standing, taught], [begun]);
    await run();
    expect(stored.get(nameOf(begun))).toBe(standing);
    expect(recounts).toEqual([
      { userId: learner, days: [seoulDay(holds - 1), seoulDay(holds) + 1, seoulDay(testStart)] },
    ]);
  });

  it('are not put if the live row has changed since it was looked at', async () => {
    const { run, ports, stored, tally } = tables([profile(learner)]);
    const mine = profile(learner, { name: '방금' });
    const put = ports.put;
    Object.assign(ports, {
      put: (row: Row, there: Row | undefined) => {
        stored.set(nameOf(mine), mine);
        return put(row, there);
      },
    });
    await run();
    expect(stored.get(nameOf(mine))).toBe(mine);
    expect(tally.count('changed meanwhile')).toBe(1);
  });

  it.each([
    ['the ledger names', { deleted: [learner], live: [] }],
    ['a tombstone stands for', { deleted: [], live: [tombstone(learner)] }],
  ])(
    'include none of a learner whom %s, inside or outside, even if all should be overwritten',
    async (_, { deleted, live }) => {
      const copy = [profile(learner), taught, note, shared];
      const world = tables(copy, live);
      for (const id of deleted) world.deleted.add(id);
      await world.run({ overwrites: true });
      expect(world.puts).toEqual([]);
      expect(world.tally.count('of deleted users')).toBeGreaterThanOrEqual(3);
    },
  );

  it('leave out a learner who is deleted while they are copied', async () => {
    const copy = [1, 2, 3, 4, 5, 6, 7, 8].map((userId) => profile(userId));
    const { run, ports, deleted, puts, ledgerReads } = tables(copy, [], 1);
    const readLive = ports.readLive;
    Object.assign(ports, {
      readLive: (keys: Parameters<typeof readLive>[0]) => {
        deleted.add(8);
        return readLive(keys);
      },
    });
    await run();
    expect(puts).toHaveLength(7);
    expect(ledgerReads()).toBe(3);
  });

  it('are neither expired, nor made by others, nor of another kind than was asked for', async () => {
    const rows = [
      tableRow({ ...feedbackKey(lecture), expiresAt: testStart / 1000 }),
      tableRow({ ...transferCodeKey(learner), digest: 'd' }),
      tableRow({ pk: 'RANKING', sk: 'SNAPSHOT' }),
      tableRow({ pk: 'NEW#1', sk: 'X' }),
      { ...note, isLeft: { BOOL: true } },
      shared,
      habits,
    ];
    const { run, puts, tally } = tables(rows);
    await run({ only: new Set(['LECTURE', 'TRACE#TOPIC', 'FEEDBACK']) });
    expect(puts).toEqual([]);
    const reasons = ['expired since', 'made anew', 'of a kind that is not known', 'not asked for'];
    expect(reasons.map((reason) => tally.count(reason as 'expired since'))).toEqual([3, 2, 1, 1]);
  });

  it('outside stay away if the live note names another row by now', async () => {
    const other = { ...note, outside: { M: { pk: { S: 'SHARED#NEW' }, sk: { S: 'TOPIC' } } } };
    const { run, puts } = tables([note, shared], [other]);
    await run();
    expect(puts).toEqual([]);
  });

  it('go on where a run was interrupted, with the learners that were still to be counted', async () => {
    const copy = [profile(1), taught, tableRow({ ...feedbackKey(lecture) }), profile(9)];
    const first = tables(copy, [], 2);
    first.interruptWhen(() => true);
    expect(await first.run()).toBe(false);
    // The feedback of that learner comes with the next page.
    expect(first.recounts).toEqual([]);
    const from = first.places.at(-1);
    const second = tables(copy, [...first.stored.values()], 2);
    expect(await second.run({ from })).toBe(true);
    expect(second.puts).toHaveLength(2);
    expect(second.recounts).toEqual([{ userId: learner, days: [seoulDay(holds - 1)] }]);
  });
});

const habits = tableRow({ ...habitsKey(learner), revision: 1 });
