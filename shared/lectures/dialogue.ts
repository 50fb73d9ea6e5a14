import { weighedScore, worthOf } from '../assessment/scoring.ts';
import type { KeyPointLabel } from '../contracts/lecture.ts';
import { roundsMaximum } from '../contracts/loop.ts';
import type { StoredFeedback } from './ports.ts';
import type { ReadLecture } from './read-lectures.ts';

/** What a pupil asks next. */
export interface FollowUp {
  readonly keyPoint: number;
  /** From 1. */
  readonly round: number;
  readonly question: string;
}

/** What came of the pupil's questions so far. */
export interface Dialogue {
  readonly keyPoint: number;
  /** None once the point is understood, or the rounds are used up. */
  readonly followUp: FollowUp | undefined;
  /** The first score with the best label of the answers in the place of the talk's. */
  readonly understanding: number;
  /** Once there is no question left: what was to be said. */
  readonly explanation: string | undefined;
  readonly endedAt: number | undefined;
}

/**
 * The dialogue about a lecture's weakest key point: the one worth least, and among those the heaviest.
 * Undefined for results of before there were pupils.
 *
 * @param answers all of them, in any order and state; only judged ones count
 */
export function dialogueOf(
  { feedback, weights = [], questions = [] }: StoredFeedback,
  answers: readonly ReadLecture[],
): Dialogue | undefined {
  const points = feedback.keyPoints.map(({ number, label, statement }, index) => ({
    keyPoint: number ?? index + 1,
    label,
    statement,
    weight: weights[index] ?? 1,
    question: questions[index],
  }));
  const [weakest] = points.toSorted(
    (a, b) => worthOf(a.label) - worthOf(b.label) || b.weight - a.weight,
  );
  if (weakest?.question === undefined) return undefined;
  const judged = answers
    .filter(({ lecture }) => lecture.status === 'SUCCESS')
    .toSorted((a, b) => roundOf(a) - roundOf(b));
  const best = bestLabel([weakest.label, ...judged.flatMap(labelsOf)]);
  const last = judged.at(-1);
  const isOver =
    judged.length >= roundsMaximum || judged.flatMap(labelsOf).some((label) => label === 'covered');
  return {
    keyPoint: weakest.keyPoint,
    followUp: isOver
      ? undefined
      : {
          keyPoint: weakest.keyPoint,
          round: judged.length + 1,
          question: last?.detail.feedback?.questions?.[0] ?? weakest.question,
        },
    understanding: weighedScore(
      points.map((point) => (point === weakest ? { ...point, label: best } : point)),
    ),
    explanation: isOver ? weakest.statement : undefined,
    endedAt: isOver ? last?.lecture.endedAt : undefined,
  };
}

const roundOf = ({ lecture }: ReadLecture): number => lecture.later?.round ?? 0;

const labelsOf = ({ lecture }: ReadLecture): KeyPointLabel[] =>
  (lecture.labels ?? []).map(({ label }) => label);

const bestLabel = (labels: readonly KeyPointLabel[]): KeyPointLabel =>
  labels.toSorted((a, b) => worthOf(b) - worthOf(a))[0] ?? 'missing';
