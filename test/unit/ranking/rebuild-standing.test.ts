import { describe, expect, it } from 'vitest';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import type { RankedResult } from '../../../shared/ranking/counting-rule.ts';
import { rebuildStanding } from '../../../shared/ranking/rebuild-standing.ts';

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
  it('asks for results from thirty days before the day before the window on', async () => {
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

  it('begins anew when somebody else was quicker, with all that is there by then', async () => {
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

  it('fails, so that the message comes back, when the standing keeps changing', async () => {
    const standings = { ...inMemoryStandings(), replace: async () => false };
    await expect(
      rebuildStanding({ standings, readSources: sourcesOf(standings, async () => []), clock }, 7),
    ).rejects.toThrow('kept changing');
  });
});
