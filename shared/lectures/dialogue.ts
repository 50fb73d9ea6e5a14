import { weighedScore, worthOf } from '../assessment/scoring.ts';
import type { KeyPointLabel } from '../contracts/lecture.ts';
import { roundsMaximum } from '../contracts/limits.ts';
import type { ReadLecture } from './read-lectures.ts';
import type { RevisedPoint, RevisedResult } from './revised-result.ts';

/** What a pupil asks next. */
export interface FollowUp {
  readonly keyPoint: number;
  /** The number of the round, from 1. */
  readonly round: number;
  readonly question: string;
}

/** What came of the pupil's questions so far. */
export interface Dialogue {
  readonly keyPoint: number;
  /** The next question; none once the point is understood or the rounds are used up. */
  readonly followUp: FollowUp | undefined;
  /** The score with the best label of the answers in place of the talk's. */
  readonly understanding: number;
  /** What was to be said, once no question is left. */
  readonly explanation: string | undefined;
  readonly endedAt: number | undefined;
}

/**
 * The dialogue about a lecture's weakest key point: the one with the worst label, and among those the one
 * with the greatest weight. Once the pupil has an answer, the dialogue stays with that point, whatever is
 * revised. It is undefined for results from before there were pupils.
 *
 * @param questions what a pupil asks about each key point, in the points' order
 * @param laters in any order and state; only answers that are judged count
 */
export function dialogueOf(
  { points }: RevisedResult,
  questions: readonly string[] | undefined,
  laters: readonly ReadLecture[],
): Dialogue | undefined {
  const answers = answersAmong(laters);
  const weakest = pointAskedAbout(points, answers);
  const question = weakest && questions?.[points.indexOf(weakest)];
  if (!weakest || question === undefined) return undefined;
  const judged = answers.filter(({ lecture }) => lecture.status === 'SUCCESS');
  const best = bestLabel([weakest.label, ...judged.flatMap(labelsOf)]);
  const last = judged.at(-1);
  // A point that the learner has answered about may have been revised to the best label.
  const isOver = judged.length >= roundsMaximum || (judged.length > 0 && best === 'covered');
  return {
    keyPoint: weakest.number,
    followUp: isOver
      ? undefined
      : {
          keyPoint: weakest.number,
          round: judged.length + 1,
          question: last?.detail.feedback?.questions?.[0] ?? question,
        },
    understanding: weighedScore(
      points.map((point) => (point === weakest ? { ...point, label: best } : point)),
    ),
    explanation: isOver ? weakest.statement : undefined,
    endedAt: isOver ? last?.lecture.endedAt : undefined,
  };
}

/** The answers by their round. */
export function answersAmong(laters: readonly ReadLecture[]): ReadLecture[] {
  return laters
    .filter(({ lecture }) => lecture.later?.by === 'answer')
    .toSorted((a, b) => roundOf(a) - roundOf(b));
}

function pointAskedAbout(
  points: readonly RevisedPoint[],
  answers: readonly ReadLecture[],
): RevisedPoint | undefined {
  const begun = answers.find(
    ({ lecture: { status } }) => status === 'SUCCESS' || status === 'IN_PROGRESS',
  );
  const asked = points.find(({ number }) => number === begun?.lecture.focus?.[0]);
  return (
    asked ??
    points.toSorted((a, b) => worthOf(a.label) - worthOf(b.label) || b.weight - a.weight)[0]
  );
}

const roundOf = ({ lecture }: ReadLecture): number => lecture.later?.round ?? 0;

const labelsOf = ({ lecture }: ReadLecture): KeyPointLabel[] =>
  (lecture.labels ?? []).map(({ label }) => label);

const bestLabel = (labels: readonly KeyPointLabel[]): KeyPointLabel =>
  labels.toSorted((a, b) => worthOf(b) - worthOf(a))[0] ?? 'missing';
