import { describe, expect, it } from 'vitest';
import { seoulDay, seoulDayStart } from '../../../shared/calendar/seoul-day.ts';
import { minimumTopics } from '../../../shared/ranking/counting-rule.ts';
import {
  averageAt,
  rankedBucketAt,
  type Standing,
  standingOf,
  windowDays,
} from '../../../shared/ranking/standing.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Noon in Seoul. */
const noon = Date.UTC(2026, 10, 22, 3);
const today = seoulDay(noon);

let topics = 0;
/** Each on a topic of its own. */
const resultAt = (createdAt: number, score: number, tookMilliseconds = minute) => {
  topics += 1;
  return { createdAt, endedAt: createdAt + tookMilliseconds, topicId: topics, score };
};
const bucketAt = (standing: Standing, at: number) => averageAt(standing, at)?.bucket;

describe('a standing', () => {
  it('sums results by their day in Seoul, earliest first', () => {
    const results = [
      resultAt(noon - hour, 80),
      resultAt(noon - 3 * day, 40),
      resultAt(noon - 2 * hour, 61),
    ];
    expect(standingOf(results, noon).days).toEqual([
      { day: today - 3, sum: 40, count: 1 },
      { day: today, sum: 141, count: 2 },
    ]);
  });

  it('counts a result by the day of its submission, though it ended after midnight', () => {
    const beforeMidnight = seoulDayStart(today) - 1;
    const standing = standingOf([resultAt(beforeMidnight, 50)], noon);
    expect(standing.days).toEqual([{ day: today - 1, sum: 50, count: 1 }]);
  });

  it('also lists what ended within the last day one by one, oldest first', () => {
    const results = [
      resultAt(noon - hour, 80),
      resultAt(noon - 23 * hour, 40),
      resultAt(noon - day - minute, 20),
    ];
    expect(standingOf(results, noon).recent).toEqual([
      { endedAt: noon - 23 * hour + minute, day: today - 1, score: 40 },
      { endedAt: noon - hour + minute, day: today, score: 80 },
    ]);
  });

  it('lists first what ended first, even if it was submitted later', () => {
    const slow = resultAt(noon - hour, 80, 30 * minute);
    const quick = resultAt(noon - hour + minute, 40);
    expect(standingOf([slow, quick], noon).recent.map(({ score }) => score)).toEqual([40, 80]);
  });

  it('keeps one day more than the window, for snapshots from before midnight, and nothing older', () => {
    const results = [windowDays + 1, windowDays, windowDays - 1].map((daysAgo) =>
      resultAt(noon - daysAgo * day, daysAgo),
    );
    expect(standingOf(results, noon).days.map(({ day: kept }) => kept)).toEqual([
      today - windowDays,
      today - windowDays + 1,
    ]);
  });

  it('without results has no bucket', () => {
    expect(bucketAt(standingOf([], noon), noon)).toBeUndefined();
  });
});

describe('the bucket of an average', () => {
  const bucketOf = (...scores: number[]) =>
    bucketAt(
      standingOf(
        scores.map((score) => resultAt(noon - hour, score)),
        noon,
      ),
      noon,
    );

  it.each([
    [[0], 0],
    [[100], 1000],
    [[100, 99], 995],
    [[1, 0, 0], 3],
    [[2, 0, 0], 7],
    [[50, 50, 51], 503],
  ])('of %j is %i, a tenth of a point wide', (scores, bucket) => {
    expect(bucketOf(...scores)).toBe(bucket);
  });

  it('leaves out a day from the midnight that ends the window’s thirtieth day', () => {
    const submitted = seoulDayStart(today) + hour;
    const standing = standingOf([resultAt(submitted, 70)], noon);
    const firstMomentOutside = seoulDayStart(today + windowDays);
    expect(bucketAt(standing, firstMomentOutside - 1)).toBe(700);
    expect(bucketAt(standing, firstMomentOutside)).toBeUndefined();
  });

  it('can be given as it was at a moment within the last day', () => {
    const results = [resultAt(noon - 2 * day, 20), resultAt(noon - 3 * hour, 40)];
    const standing = standingOf(results, noon);
    const lastEnd = noon - 3 * hour + minute;
    expect(bucketAt(standing, noon)).toBe(300);
    expect(bucketAt(standing, lastEnd)).toBe(300);
    expect(bucketAt(standing, lastEnd - 1)).toBe(200);
  });

  it('includes, as it was yesterday, the day that has left the window since', () => {
    const results = [
      resultAt(seoulDayStart(today - windowDays) + hour, 100),
      resultAt(seoulDayStart(today) + minute, 50),
    ];
    const standing = standingOf(results, seoulDayStart(today) + 5 * minute);
    expect(bucketAt(standing, seoulDayStart(today) - 10 * minute)).toBe(1000);
    expect(bucketAt(standing, seoulDayStart(today) + 5 * minute)).toBe(500);
  });
});

describe('who is ranked', () => {
  const standingOn = (count: number) =>
    standingOf(
      Array.from({ length: count }, () => resultAt(noon - hour, 60)),
      noon,
    );

  it('excludes learners with fewer than three topics', () => {
    expect(rankedBucketAt(standingOn(minimumTopics - 1), noon)).toBeUndefined();
    expect(rankedBucketAt(standingOn(minimumTopics), noon)).toBe(600);
  });

  it('excludes standings of another rule', () => {
    const standing = standingOn(minimumTopics);
    expect(rankedBucketAt({ ...standing, rule: standing.rule - 1 }, noon)).toBeUndefined();
  });
});
