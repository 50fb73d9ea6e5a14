import { describe, expect, it } from 'vitest';
import type { RankedResult } from '../../../shared/ranking/counting-rule.ts';
import {
  foldStandings,
  type Place,
  placeOf,
  type RankingSnapshot,
} from '../../../shared/ranking/snapshot.ts';
import { type Standing, standingOf } from '../../../shared/ranking/standing.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
/** Noon in Seoul. */
const noon = Date.UTC(2026, 10, 22, 3);

let topics = 0;
/** On a topic of its own. */
const endedAt = (ended: number, score: number): RankedResult => {
  topics += 1;
  return { createdAt: ended - minute, endedAt: ended, topicId: topics, score };
};
/** As many as it takes to be ranked. */
const thrice = (ended: number, score: number) => [1, 2, 3].map(() => endedAt(ended, score));

/** Standings of learners with the same score on three topics each, half an hour old. */
const standingsOf = (...scores: number[]) =>
  scores.map((score) => standingOf(thrice(noon - 30 * minute, score), noon));

async function* each(standings: readonly Standing[]) {
  yield* standings;
}
const fold = (standings: readonly Standing[], at = noon): Promise<RankingSnapshot> =>
  foldStandings(each(standings), at);

describe('the snapshot', () => {
  it('counts learners by bucket, from 0 to 1000', async () => {
    const { at, buckets } = await fold(standingsOf(0, 73, 73, 100));
    expect(at).toBe(noon);
    expect(buckets).toHaveLength(1001);
    expect(buckets.flatMap((count, bucket) => (count > 0 ? [[bucket, count]] : []))).toEqual([
      [0, 1],
      [730, 2],
      [1000, 1],
    ]);
  });

  it('leaves out learners who have no result in the window', async () => {
    const standings = standingsOf(80);
    const { buckets } = await fold(standings, noon + 31 * day);
    expect(buckets.every((count) => count === 0)).toBe(true);
  });

  it('leaves out what ended after it, even if the standing has it already', async () => {
    const results = [...thrice(noon - day, 60), ...thrice(noon + minute, 100)];
    const { buckets } = await fold([standingOf(results, noon + minute)]);
    expect(buckets[600]).toBe(1);
    expect(buckets[800]).toBe(0);
  });
});

describe('a learner’s place', () => {
  const placesOf = async (...scores: number[]): Promise<(Place | undefined)[]> => {
    const standings = standingsOf(...scores);
    const snapshot = await fold(standings);
    return standings.map((standing) => placeOf(standing, snapshot, noon + minute));
  };
  const ranksOf = async (...scores: number[]) =>
    (await placesOf(...scores)).map((place) => place?.among?.rank);

  it('follows from the average, and equal averages share a rank', async () => {
    expect(await ranksOf(90, 70, 90, 40)).toEqual([1, 3, 1, 4]);
    expect(await ranksOf(50, 50, 50)).toEqual([1, 1, 1]);
  });

  it('is shared by nobody if nobody else has a result', async () => {
    expect(await placesOf(64)).toEqual([
      { score: 64, missingTopics: 0, among: { rank: 1, learners: 1 } },
    ]);
  });

  it('is behind everybody who is a tenth of a point better', async () => {
    const better = [endedAt(noon - day, 70), endedAt(noon - day, 70), endedAt(noon - day, 70.3)];
    const standings = [...standingsOf(70), standingOf(better, noon)];
    const snapshot = await fold(standings);
    const places = standings.map((standing) => placeOf(standing, snapshot, noon)?.among?.rank);
    expect(places).toEqual([2, 1]);
  });

  it('without a point is among as many learners as any other', async () => {
    const places = await placesOf(0, 60);
    expect(places.map((place) => place?.among)).toEqual([
      { rank: 2, learners: 2 },
      { rank: 1, learners: 2 },
    ]);
  });

  it('is not counted behind its own earlier average if that has fallen by a tenth of a point', async () => {
    const mine = [endedAt(noon - day, 70), endedAt(noon - day, 70), endedAt(noon - day, 70.3)];
    const snapshot = await fold([standingOf(mine, noon)]);
    const fallen = standingOf([...mine, endedAt(noon + minute, 69.8)], noon + minute);
    expect(placeOf(fallen, snapshot, noon + minute)?.among).toEqual({ rank: 1, learners: 1 });
  });

  it('carries the average to a tenth of a point', async () => {
    const standing = standingOf(
      [endedAt(noon - day, 70), endedAt(noon - day, 71), endedAt(noon - day, 71)],
      noon,
    );
    expect(placeOf(standing, undefined, noon)).toEqual({ score: 70.7, missingTopics: 0 });
  });

  it('has no rank before the first snapshot', async () => {
    const [standing] = standingsOf(64);
    expect(placeOf(standing, undefined, noon)).toEqual({ score: 64, missingTopics: 0 });
  });

  it('does not exist without a standing, or once every result has left the window', async () => {
    const [standing] = standingsOf(64);
    const snapshot = await fold(standingsOf(64, 80));
    expect(placeOf(undefined, snapshot, noon)).toBeUndefined();
    expect(placeOf(standing, snapshot, noon + 31 * day)).toBeUndefined();
  });

  it('counts a first result that is newer than the snapshot, and removes nobody for it', async () => {
    const snapshot = await fold(standingsOf(90, 50));
    const mine = standingOf(thrice(noon + minute, 70), noon + minute);
    expect(placeOf(mine, snapshot, noon + 2 * minute)?.among).toEqual({ rank: 2, learners: 3 });
  });

  it('removes the learner’s own old bucket when a newer result has moved the average', async () => {
    const before = thrice(noon - day, 95);
    const snapshot = await fold([standingOf(before, noon), ...standingsOf(90, 50)]);
    const after = standingOf([...before, ...thrice(noon + minute, 45)], noon + minute);
    expect(placeOf(after, snapshot, noon + 2 * minute)).toEqual({
      score: 70,
      missingTopics: 0,
      among: { rank: 2, learners: 3 },
    });
  });

  it('removes the old bucket when a day has left the window since', async () => {
    const results = [...thrice(noon - 29 * day, 100), ...thrice(noon - day, 60)];
    const standing = standingOf(results, noon);
    const snapshot = await fold([standing, ...standingsOf(70)]);
    expect(placeOf(standing, snapshot, noon)?.among).toEqual({ rank: 1, learners: 2 });
    expect(placeOf(standing, snapshot, noon + 12 * 60 * minute)).toEqual({
      score: 60,
      missingTopics: 0,
      among: { rank: 2, learners: 2 },
    });
  });

  it('removes the old bucket when the standing was made again after midnight', async () => {
    const oldest = thrice(noon - 29 * day, 100);
    const snapshot = await fold([standingOf(oldest, noon), ...standingsOf(70)]);
    const tomorrow = noon + 12 * 60 * minute;
    const mine = standingOf([...oldest, ...thrice(tomorrow, 60)], tomorrow);
    expect(placeOf(mine, snapshot, tomorrow)).toEqual({
      score: 60,
      missingTopics: 0,
      among: { rank: 2, learners: 2 },
    });
  });

  it('does not exist with fewer than three topics, and their number is told instead', async () => {
    const snapshot = await fold(standingsOf(90, 50));
    const on = (count: number) =>
      standingOf(thrice(noon + minute, 70).slice(0, count), noon + minute);

    expect(placeOf(on(1), snapshot, noon + minute)).toEqual({ score: 70, missingTopics: 2 });
    expect(placeOf(on(2), snapshot, noon + minute)).toEqual({ score: 70, missingTopics: 1 });
    expect(placeOf(on(3), snapshot, noon + minute)?.among).toEqual({ rank: 2, learners: 3 });
  });

  it('is lost when the third topic leaves the window', async () => {
    const results = [endedAt(noon - 29 * day, 70), ...thrice(noon - day, 70).slice(0, 2)];
    const standing = standingOf(results, noon);
    const snapshot = await fold([standing, ...standingsOf(90)]);

    expect(placeOf(standing, snapshot, noon)?.among?.rank).toBe(2);
    expect(placeOf(standing, snapshot, noon + day)).toEqual({ score: 70, missingTopics: 1 });
  });

  it('is never better than first, whatever the snapshot holds', () => {
    const [standing] = standingsOf(0);
    const empty = { at: noon, buckets: new Array<number>(1001).fill(0) };
    expect(placeOf(standing, empty, noon)?.among).toEqual({ rank: 1, learners: 1 });
  });
});
