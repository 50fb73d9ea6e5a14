import { describe, expect, it } from 'vitest';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import type { RankedResult } from '../../../shared/ranking/counting-rule.ts';
import { rebuildStanding, recountStandings } from '../../../shared/ranking/rebuild-standing.ts';
import { inMemoryStandings, sourcesOf } from '../../support/in-memory-standings.ts';
import { testStart } from '../../support/manual-clock.ts';

const clock = () => testStart;
/** On a topic of its own. */
const result = (score: number): RankedResult => ({
  topicId: score,
  createdAt: testStart - 60_000,
  endedAt: testStart,
  score,
});

describe('rebuilding a standing', () => {
  it('reads results from thirty days before the day before the window on', async () => {
    const asked: number[] = [];
    const readResults = async (_userId: number, since: number) => {
      asked.push(since);
      return [];
    };
    const standings = inMemoryStandings();
    await rebuildStanding({ standings, readSources: sourcesOf(standings, readResults), clock }, 7);
    // Midnight in Seoul, sixty days before today.
    expect(asked).toEqual([Date.UTC(2026, 8, 22, 15)]);
  });

  it('changes nothing when it is repeated', async () => {
    const standings = inMemoryStandings();
    const ports = { standings, readSources: sourcesOf(standings, async () => [result(80)]), clock };
    await rebuildStanding(ports, 7);
    const once = await standings.find(7);
    await rebuildStanding(ports, 7);
    expect(await standings.find(7)).toEqual(once);
    expect(await standings.revision(7)).toBe(2);
  });

  it('begins again if somebody else was quicker, with all that is there by then', async () => {
    const standings = inMemoryStandings();
    const rows = [result(80)];
    let isFirst = true;
    const readResults = async () => {
      const seen = [...rows];
      if (isFirst) {
        isFirst = false;
        rows.push(result(40));
        await rebuildStanding(
          { standings, readSources: sourcesOf(standings, async () => rows), clock },
          7,
        );
        rows.push(result(30));
      }
      return seen;
    };
    await rebuildStanding({ standings, readSources: sourcesOf(standings, readResults), clock }, 7);
    expect((await standings.find(7))?.days).toEqual([
      { day: seoulDay(testStart), sum: 150, count: 3 },
    ]);
  });

  it('fails after ten tries if the standing keeps changing, so that the message comes back', async () => {
    let tries = 0;
    const replace = async () => {
      tries += 1;
      return false;
    };
    const standings = { ...inMemoryStandings(), replace };
    await expect(
      rebuildStanding({ standings, readSources: sourcesOf(standings, async () => []), clock }, 7),
    ).rejects.toThrow('kept changing');
    expect(tries).toBe(10);
  });

  it('leaves a deleted user without a standing', async () => {
    const standings = inMemoryStandings();
    const readSources = async () => ({ revision: 0, isDeleted: true, results: [result(80)] });
    const outcome = await rebuildStanding({ standings, readSources, clock }, 7);
    expect([outcome, await standings.find(7)]).toEqual(['user deleted', undefined]);
  });
});

describe('standings of an earlier rule', () => {
  const trouble = new Error('throttled');

  /** Standings of these users, of whom 8 is deleted and 9 cannot be read. */
  async function recounted(userIds: readonly number[], isInterrupted = () => false) {
    const standings = inMemoryStandings();
    const failures: unknown[] = [];
    const readSources = async (userId: number) => {
      if (userId === 9) throw trouble;
      return { revision: 0, isDeleted: userId === 8, results: [result(80)] };
    };
    async function* outdated() {
      yield* userIds;
    }
    const recount = await recountStandings(
      { standings, readSources, clock, outdated },
      { isInterrupted, onFailure: (error) => failures.push(error) },
    );
    const made = [];
    for (const userId of userIds) if (await standings.find(userId)) made.push(userId);
    return { recount, failures, made };
  }

  it('are made again one after the other, and none if the user is deleted', async () => {
    expect(await recounted([7, 8, 10])).toEqual({
      recount: { rebuilt: 2, gone: 1, failed: 0 },
      failures: [],
      made: [7, 10],
    });
  });

  it('that fail are reported, and hold up nobody else', async () => {
    expect(await recounted([9, 7])).toEqual({
      recount: { rebuilt: 1, gone: 0, failed: 1 },
      failures: [trouble],
      made: [7],
    });
  });

  it('stay as they are from an interruption on', async () => {
    let looks = 0;
    const afterTheFirst = () => ++looks > 1;
    const { recount, made } = await recounted([7, 10, 11], afterTheFirst);
    expect([recount, made]).toEqual([{ rebuilt: 1, gone: 0, failed: 0 }, [7]]);
  });
});
