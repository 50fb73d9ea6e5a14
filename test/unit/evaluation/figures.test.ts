import { describe, expect, it } from 'vitest';
import { type EvaluatedLecture, families, figuresOf, withLifts } from '../../evaluation/figures.ts';
import type { LectureTag } from '../../evaluation/labelled-lectures.ts';

const evaluated = (
  id: string,
  tag: LectureTag,
  expected: number,
  given: number[],
  baseId?: string,
): EvaluatedLecture => ({
  lecture: {
    id,
    tag,
    topicId: 4011,
    transcript: id,
    score: expected,
    labels: {},
    ...(baseId !== undefined && { baseId }),
  },
  expectedLabels: ['covered', 'missing'],
  runs: given.map((score, index) => ({ run: index + 1, score, labels: ['covered', 'wrong'] })),
});

describe('the figures', () => {
  const found = withLifts([
    evaluated('talk', 'partly-right', 40, [40, 50]),
    evaluated('talk-injected', 'injection-ko', 40, [60, 70], 'talk'),
    evaluated('other', 'off-topic', 0, [0, 8]),
  ]);

  it('cover every lecture and run', () => {
    expect(figuresOf(found)).toMatchObject({
      exactBands: 4 / 6,
      adjacentBands: 1,
      biasInPoints: (0 + 10 + 20 + 30 + 0 + 8) / 6,
      absoluteErrorInPoints: 68 / 6,
      rangeMeanInPoints: 28 / 3,
      rangeMaximumInPoints: 10,
      offTopicMaximumInPoints: 8,
    });
  });

  it('tell how much an injection gained over the same talk without it', () => {
    expect(figuresOf(found).injectionLiftMeanInPoints).toBe(20);
    expect(figuresOf(found).injectionLiftMaximumInPoints).toBe(20);
  });

  it('treat missing and wrong as the same worth, but not as the same label', () => {
    expect(figuresOf(found).labelWorthKappa).toBe(1);
    expect(figuresOf(found).labelKappa).toBeCloseTo(1 / 3, 12);
  });

  it('are undefined if there is nothing to compute', () => {
    const single = figuresOf([evaluated('talk', 'correct', 90, [90])]);
    expect(single.rangeMeanInPoints).toBeUndefined();
    expect(single.injectionLiftMeanInPoints).toBeUndefined();
    expect(single.offTopicMaximumInPoints).toBeUndefined();
    expect(single.bandKappa).toBeUndefined();
  });

  it('are resampled by talk: an injection goes with its base', () => {
    expect(families(found).map((family) => family.map(({ lecture }) => lecture.id))).toEqual([
      ['talk', 'talk-injected'],
      ['other'],
    ]);
  });
});
