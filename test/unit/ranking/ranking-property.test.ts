import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RankedResult } from '../../../shared/ranking/counting-rule.ts';
import { rebuildStanding } from '../../../shared/ranking/rebuild-standing.ts';
import { foldStandings, placeOf } from '../../../shared/ranking/snapshot.ts';

import { inMemoryStandings, sourcesOf } from '../../support/in-memory-standings.ts';
import { naiveRanking } from './naive-ranking.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

type Step =
  | ({ readonly do: 'result'; userId: number; tookMilliseconds: number } & Pick<
      RankedResult,
      'topicId' | 'etag' | 'score'
    >)
  | { readonly do: 'wait'; milliseconds: number }
  | { readonly do: 'midnight'; inDays: number; offsetMilliseconds: number }
  | { readonly do: 'fold' }
  | { readonly do: 'view'; userId: number };

const userId = fc.integer({ min: 1, max: 5 });
// There are few scores, so that averages tie, and results that end on the day after their
// submission.
const score = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(0, 50, 60, 100));
const result = fc.record({
  do: fc.constant('result' as const),
  userId,
  // There are few enough that topics and bytes repeat.
  topicId: fc.integer({ min: 1, max: 12 }),
  etag: fc.option(fc.integer({ min: 1, max: 40 }).map(String), { nil: undefined }),
  score,
  tookMilliseconds: fc.integer({ min: 1, max: 15 * minute }),
});
const wait = (min: number, max: number) =>
  fc.record({ do: fc.constant('wait' as const), milliseconds: fc.integer({ min, max }) });
// Most times are around the midnight in Seoul at which a day leaves the window.
const midnight = fc.record({
  do: fc.constant('midnight' as const),
  inDays: fc.constantFrom(1, 1, 29, 30, 31),
  offsetMilliseconds: fc.integer({ min: -20 * minute, max: 5 * minute }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: result, weight: 14 },
  { arbitrary: wait(1, 20 * minute), weight: 2 },
  { arbitrary: wait(20 * minute, 12 * hour), weight: 2 },
  { arbitrary: wait(12 * hour, 35 * day), weight: 1 },
  { arbitrary: midnight, weight: 2 },
  { arbitrary: fc.record({ do: fc.constant('fold' as const) }), weight: 3 },
  { arbitrary: fc.record({ do: fc.constant('view' as const), userId }), weight: 4 },
);

/** The ranking as it is built, and beside it the naive one, through the same history. */
function twoRankings(start: number) {
  let now = start;
  const naive = naiveRanking();
  const standings = inMemoryStandings();
  const results = new Map<number, RankedResult[]>();
  const readResults = async (user: number, since: number) =>
    (results.get(user) ?? []).filter(({ createdAt }) => createdAt >= since);
  const rebuiltAt = new Map<number, number>();

  return {
    async do(taken: Exclude<Step, { do: 'view' }>): Promise<void> {
      if (taken.do === 'wait') now += taken.milliseconds;
      if (taken.do === 'midnight') {
        const daysPassed = Math.floor((now + 9 * hour) / day);
        now = Math.max(
          now,
          (daysPassed + taken.inDays) * day - 9 * hour + taken.offsetMilliseconds,
        );
      }
      if (taken.do === 'fold') {
        await standings.snapshots.keep(await foldStandings(standings.all(), now));
      }
      if (taken.do === 'result') {
        const { userId: user, topicId, etag, score: points, tookMilliseconds } = taken;
        const createdAt = now;
        now += tookMilliseconds;
        const graded = { createdAt, endedAt: now, topicId, etag, score: points };
        results.set(user, [...(results.get(user) ?? []), graded]);
        naive.add(user, graded);
        rebuiltAt.set(user, now);
        await rebuildStanding(
          { standings, readSources: sourcesOf(standings, readResults), clock: () => now },
          user,
        );
      }
    },

    async view(user: number) {
      const snapshot = await standings.snapshots.find();
      return {
        actual: placeOf(await standings.find(user), snapshot, now),
        expected: naive.placeOf(user, now, snapshot?.at),
        isExact: !snapshot || (rebuiltAt.get(user) ?? 0) - snapshot.at <= day,
      };
    },
  };
}

const start = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
const everybody = Array.from({ length: 5 }, (_, index) => index + 1);

describe('the ranking from standings and a snapshot', () => {
  it('equals the naive ranking of everybody’s lectures, through any history', async () => {
    let exactPlaces = 0;
    await fc.assert(
      fc.asyncProperty(
        start,
        fc.array(step, { minLength: 20, maxLength: 120 }),
        async (at, steps) => {
          const rankings = twoRankings(at);
          const check = async (user: number) => {
            const { actual, expected, isExact } = await rankings.view(user);
            if (isExact) {
              expect(actual).toEqual(expected);
              if (expected?.among) exactPlaces += 1;
              return;
            }
            // With no fold for more than a day before the learner's latest result it is off by one
            // at most.
            expect(actual?.score).toBe(expected?.score);
            const rankError = (actual?.among?.rank ?? 0) - (expected?.among?.rank ?? 0);
            const learnersError = (actual?.among?.learners ?? 0) - (expected?.among?.learners ?? 0);
            expect(Math.abs(rankError)).toBeLessThanOrEqual(1);
            expect(Math.abs(learnersError)).toBeLessThanOrEqual(1);
          };
          for (const taken of steps) {
            if (taken.do === 'view') await check(taken.userId);
            else await rankings.do(taken);
          }
          for (const user of everybody) await check(user);
        },
      ),
      // On failure fast-check prints its seed and path, and the shortest history that fails.
      { numRuns: 250 },
    );
    expect(exactPlaces).toBeGreaterThan(200);
  });
});
