import { describe, expect, it } from 'vitest';
import { countingResults, type RankedResult } from '../../../shared/ranking/counting-rule.ts';

const day = 24 * 3_600_000;
const start = Date.UTC(2026, 9, 1);

const result = (daysIn: number, parts: Partial<RankedResult> = {}): RankedResult => ({
  createdAt: start + daysIn * day,
  endedAt: start + daysIn * day + 60_000,
  topicId: 1,
  score: 50,
  ...parts,
});
const countingDays = (...results: RankedResult[]) =>
  countingResults(results).map(({ createdAt }) => (createdAt - start) / day);

describe('what counts for the ranking', () => {
  it('is the first graded recording of a topic, in whatever order they are read', () => {
    expect(countingDays(result(3), result(0), result(1))).toEqual([0]);
    expect(countingDays(result(0), result(1, { topicId: 2 }))).toEqual([0, 1]);
  });

  it('is the one that ended first, if two were submitted at once', () => {
    const late = result(0, { endedAt: start + 2, score: 10 });
    const early = result(0, { endedAt: start + 1, score: 90 });
    expect(countingResults([late, early])).toEqual([early]);
    expect(countingResults([early, late])).toEqual([early]);
  });

  it('is one after 30 days without the topic, and no moment sooner', () => {
    expect(countingDays(result(0), result(30))).toEqual([0]);
    expect(countingDays(result(0), result(30 + 1 / day))).toEqual([0, 30 + 1 / day]);
  });

  it('is none while practice goes on, since repeats that do not count are graded, too', () => {
    expect(countingDays(result(0), result(20), result(40), result(60))).toEqual([0]);
    expect(countingDays(result(0), result(20), result(51))).toEqual([0, 51]);
  });

  it('is never the same bytes again, not even on another topic', () => {
    const again = result(1, { topicId: 2, etag: 'same' });
    expect(countingDays(result(0, { etag: 'same' }), again)).toEqual([0]);
    expect(countingDays(result(0, { etag: 'same' }), result(1, { topicId: 2 }))).toEqual([0, 1]);
    // Nothing is known of rows without an ETag.
    expect(countingDays(result(0), result(1, { topicId: 2 }))).toEqual([0, 1]);
  });

  it('excludes a topic once bytes that do not count were tried on it', () => {
    const results = [
      result(0, { etag: 'same' }),
      result(1, { topicId: 2, etag: 'same' }),
      result(2, { topicId: 2, etag: 'new' }),
    ];
    expect(countingDays(...results)).toEqual([0]);
  });
});
