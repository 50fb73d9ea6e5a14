import { weighedScore, worthOf } from '../assessment/scoring.ts';
import type { Reviser } from '../contracts/later-judgements.ts';
import type { KeyPointLabel } from '../contracts/lecture.ts';
import type { StoredFeedback } from './ports.ts';
import type { ReadLecture } from './read-lectures.ts';

/** A key point with the label that all judgements but answers have given it. */
export interface RevisedPoint {
  /** The key point's number in its topic, from 1. */
  readonly number: number;
  readonly statement: string;
  readonly label: KeyPointLabel;
  readonly quote: string;
  readonly reason: string;
  readonly by: Reviser;
  readonly weight: number;
}

export interface RevisedResult {
  readonly points: readonly RevisedPoint[];
  readonly score: number;
  /** Whether any judgement after the first one counts. */
  readonly isRevised: boolean;
}

/**
 * The result of a lecture after its later judgements. The labels of a corrected transcript replace the first
 * ones; the label of a disagreement does so only if it is kinder.
 */
export function revisedResult(
  first: StoredFeedback,
  laters: readonly ReadLecture[],
): RevisedResult {
  const corrected = judgedCorrection(laters)?.detail.feedback;
  const correctedPoints = corrected ? pointsOf(corrected, 'transcript') : [];
  const points = pointsOf(first, 'result').map(({ statement, weight, ...point }) => {
    const judged = correctedPoints.find(({ number }) => number === point.number) ?? point;
    const kinder = disputedPoint(laters, point.number);
    const isKinder = kinder && worthOf(kinder.label) > worthOf(judged.label);
    // The statement stays as it was first read, because it may already be in the reader's language.
    return { ...(isKinder ? kinder : judged), statement, weight };
  });
  return {
    points,
    score: weighedScore(points),
    isRevised: points.some(({ by }) => by !== 'result'),
  };
}

/** The result whose labels count if there are no disagreements. */
export function standingResult(
  first: { readonly lectureId: number; readonly feedback: StoredFeedback },
  laters: readonly ReadLecture[],
) {
  const correction = judgedCorrection(laters);
  const { feedback, lectureId } = correction?.detail.feedback
    ? { feedback: correction.detail.feedback, lectureId: correction.lecture.lectureId }
    : first;
  const { promptVersion, model, provider } = feedback;
  return {
    lectureId,
    labels: new Map(pointsOf(feedback, 'result').map(({ number, label }) => [number, label])),
    promptVersion,
    model,
    provider,
  };
}

/** Results from before key points had numbers have all points in order. */
function pointsOf({ feedback, weights = [] }: StoredFeedback, by: Reviser): RevisedPoint[] {
  return feedback.keyPoints.map((point, index) => ({
    ...point,
    number: point.number ?? index + 1,
    weight: weights[index] ?? 1,
    by,
  }));
}

const judgedCorrection = (laters: readonly ReadLecture[]): ReadLecture | undefined =>
  laters.find(({ lecture }) => lecture.later?.by === 'transcript' && lecture.status === 'SUCCESS');

function disputedPoint(laters: readonly ReadLecture[], number: number): RevisedPoint | undefined {
  const dispute = laters.find(
    ({ lecture }) =>
      lecture.later?.by === 'disagreement' &&
      lecture.status === 'SUCCESS' &&
      lecture.focus?.[0] === number,
  );
  const feedback = dispute?.detail.feedback;
  return feedback && pointsOf(feedback, 'disagreement').find((point) => point.number === number);
}
