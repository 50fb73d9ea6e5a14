import { describe, expect, it } from 'vitest';
import { deliveryFigures } from '../../../shared/assessment/delivery.ts';
import { transcriptOf } from '../../support/lecture-factory.ts';

const figures = (text: string, parts: Parameters<typeof transcriptOf>[0] = {}) =>
  deliveryFigures(transcriptOf({ text, ...parts }));

describe('delivery figures', () => {
  it('count only fillers if the speech model gave no timings', () => {
    expect(figures('음 그, 해시 테이블은 어어 저기 빠릅니다')).toEqual({ fillerCount: 4 });
    expect(figures('Um, you know, it is uh fast')).toEqual({ fillerCount: 3 });
  });

  it('count “그” as a filler when it fills a pause, and not when it points at something', () => {
    expect(figures('그 키를 그 자리에 그 값과 함께 저장해요').fillerCount).toBe(0);
    expect(figures('그… 그 음 그그 키를 그 어 저장해요').fillerCount).toBe(6);
  });

  it('are the same for a transcript in separate jamo', () => {
    const said = '음, 해시 테이블은 어어 빠릅니다';
    const parts = { durationSeconds: 4 };
    expect(figures(said.normalize('NFD'), parts)).toEqual(figures(said, parts));
  });

  it('count no part of a word as a filler', () => {
    expect(figures('그리고 음악과 어머니 그래서 umbrella user').fillerCount).toBe(0);
  });

  it('give syllables per second for Korean and for English', () => {
    expect(figures('해시 테이블은 빠릅니다', { durationSeconds: 4 }).syllablesPerSecond).toBe(2.5);
    expect(figures('banana split', { durationSeconds: 2 }).syllablesPerSecond).toBe(2);
  });

  it('find pauses of a second and more between segments', () => {
    const segments = [
      { startSeconds: 0.5, endSeconds: 4 },
      { startSeconds: 4.9, endSeconds: 8 },
      { startSeconds: 9, endSeconds: 12 },
      { startSeconds: 15.26, endSeconds: 20 },
    ];
    expect(figures('가', { durationSeconds: 20.04, segments })).toEqual({
      fillerCount: 0,
      durationSeconds: 20,
      syllablesPerSecond: 0,
      pauseCount: 2,
      longestPauseSeconds: 3.3,
    });
  });

  it('have no pauses in one segment, and none that are negative', () => {
    const overlapping = [
      { startSeconds: 0, endSeconds: 5 },
      { startSeconds: 4, endSeconds: 9 },
    ];
    expect(figures('가', { durationSeconds: 9, segments: overlapping })).toMatchObject({
      pauseCount: 0,
      longestPauseSeconds: 0,
    });
    expect(figures('가', { durationSeconds: 9, segments: [] })).toMatchObject({ pauseCount: 0 });
  });
});
