import { describe, expect, it } from 'vitest';
import type { KeyPointLabel } from '../../../shared/contracts/lecture.ts';
import type { Later } from '../../../shared/lectures/lecture.ts';
import type { ReadLecture } from '../../../shared/lectures/read-lectures.ts';
import { revisedResult, standingResult } from '../../../shared/lectures/revised-result.ts';
import { lectureOf, storedFeedbackOf } from '../../support/lecture-factory.ts';

/** A result whose key points have these labels, and numbers if they are given. */
function resultOf(labels: readonly KeyPointLabel[], numbers: readonly number[] = []) {
  const stored = storedFeedbackOf();
  const keyPoints = labels.map((label, index) => ({
    ...{ number: numbers[index], statement: `핵심 ${index + 1}`, label, quote: '', reason: '' },
  }));
  return { ...stored, feedback: { ...stored.feedback, keyPoints } };
}

const judged = (
  later: Omit<Later, 'lectureId'>,
  focus: readonly number[] | undefined,
  feedback: ReturnType<typeof resultOf>,
): ReadLecture => ({
  lecture: lectureOf({
    ...{ lectureId: 9, status: 'SUCCESS', focus, later: { ...later, lectureId: 1 } },
  }),
  detail: { feedback },
});

describe('a result from before key points had numbers and weights', () => {
  const first = resultOf(['missing', 'covered']);

  it('covers all of them, in order and with equal weights', () => {
    const { points, score, isRevised } = revisedResult(first, []);
    expect(points.map(({ number, weight }) => [number, weight])).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect({ score, isRevised }).toEqual({ score: 50, isRevised: false });
    expect([...standingResult({ lectureId: 1, feedback: first }, []).labels]).toEqual([
      [1, 'missing'],
      [2, 'covered'],
    ]);
  });

  it('is revised by later judgements, by number', () => {
    const correction = judged({ by: 'transcript' }, undefined, resultOf(['partial', 'covered']));
    const dispute = judged({ by: 'disagreement' }, [1], resultOf(['covered'], [1]));
    expect(revisedResult(first, [correction])).toMatchObject({ score: 75, isRevised: true });
    expect(revisedResult(first, [correction, dispute]).points).toMatchObject([
      { number: 1, label: 'covered', by: 'disagreement' },
      { number: 2, label: 'covered', by: 'transcript' },
    ]);
  });
});
