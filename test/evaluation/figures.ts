import { weighedScore } from '../../shared/assessment/scoring.ts';
import type { KeyPointLabel } from '../../shared/contracts/lecture.ts';
import {
  agreementWithin,
  highest,
  mean,
  meanAbsoluteError,
  meanBias,
  nominal,
  quadratic,
  type Rated,
  range,
  scoreBand,
  standardDeviation,
  weightedKappa,
} from './agreement.ts';
import { isInjection, type LabelledLecture } from './labelled-lectures.ts';

/** One answer about one lecture, judged. */
export interface JudgedRun {
  /** From 1. */
  readonly run: number;
  readonly score: number;
  /** In the order of the topic's key points. */
  readonly labels: readonly KeyPointLabel[];
}

export interface EvaluatedLecture {
  readonly lecture: LabelledLecture;
  /** The human's, in the order of the topic's key points. */
  readonly expectedLabels: readonly KeyPointLabel[];
  readonly runs: readonly JudgedRun[];
  /** Points that an injection gained: mean score − mean score of its base. Only if both were run. */
  readonly liftInPoints?: number;
}

export const figureNames = [
  'bandKappa',
  'labelKappa',
  'labelWorthKappa',
  'exactBands',
  'adjacentBands',
  'biasInPoints',
  'absoluteErrorInPoints',
  'deviationMeanInPoints',
  'deviationMaximumInPoints',
  'rangeMeanInPoints',
  'rangeMaximumInPoints',
  'injectionLiftMeanInPoints',
  'injectionLiftMaximumInPoints',
  'offTopicMaximumInPoints',
] as const;
export type FigureName = (typeof figureNames)[number];
export type Figures = Readonly<Record<FigureName, number | undefined>>;

/** What a label is worth, 0–100: labels on one line, for the weighted kappa. */
const worthOf = (label: KeyPointLabel): number => weighedScore([{ weight: 1, label }]);

/** Everything the report tells about a set of lectures; undefined if there is nothing to tell. */
export function figuresOf(evaluated: readonly EvaluatedLecture[]): Figures {
  const scores = scoreRatings(evaluated);
  const bands = scores.map(({ expected, given }) => ({
    expected: scoreBand(expected),
    given: scoreBand(given),
  }));
  const labels = labelRatings(evaluated);
  const worths = labels.map(({ expected, given }) => ({
    expected: worthOf(expected),
    given: worthOf(given),
  }));
  const scoresPerLecture = evaluated.map(({ runs }) => runs.map(({ score }) => score));
  const deviations = scoresPerLecture.flatMap((given) => standardDeviation(given) ?? []);
  const ranges = scoresPerLecture.flatMap((given) => range(given) ?? []);
  const lifts = evaluated.flatMap(({ liftInPoints }) => liftInPoints ?? []);
  const offTopic = evaluated.filter(({ lecture }) => lecture.tag === 'off-topic');
  return {
    bandKappa: weightedKappa(bands, quadratic),
    labelKappa: weightedKappa(labels, nominal),
    labelWorthKappa: weightedKappa(worths, quadratic),
    exactBands: agreementWithin(bands, 0),
    adjacentBands: agreementWithin(bands, 1),
    biasInPoints: meanBias(scores),
    absoluteErrorInPoints: meanAbsoluteError(scores),
    deviationMeanInPoints: mean(deviations),
    deviationMaximumInPoints: highest(deviations),
    rangeMeanInPoints: mean(ranges),
    rangeMaximumInPoints: highest(ranges),
    injectionLiftMeanInPoints: mean(lifts),
    injectionLiftMaximumInPoints: highest(lifts),
    offTopicMaximumInPoints: highest(scoreRatings(offTopic).map(({ given }) => given)),
  };
}

/** One rating per lecture and run. */
export function scoreRatings(evaluated: readonly EvaluatedLecture[]): Rated<number>[] {
  return evaluated.flatMap(({ lecture, runs }) =>
    runs.map(({ score }) => ({ expected: lecture.score, given: score })),
  );
}

/** One rating per lecture, run and key point. */
export function labelRatings(evaluated: readonly EvaluatedLecture[]): Rated<KeyPointLabel>[] {
  return evaluated.flatMap(({ expectedLabels, runs }) =>
    runs.flatMap(({ labels }) =>
      expectedLabels.map((expected, index) => ({ expected, given: labels[index] ?? 'missing' })),
    ),
  );
}

/** Adds to each injection what it gained over the same talk without it. */
export function withLifts(evaluated: readonly EvaluatedLecture[]): EvaluatedLecture[] {
  const meanScores = new Map(
    evaluated.map(({ lecture, runs }) => [lecture.id, mean(runs.map(({ score }) => score))]),
  );
  return evaluated.map((one) => {
    const { id, baseId } = one.lecture;
    const own = meanScores.get(id);
    const base = isInjection(one.lecture) && baseId ? meanScores.get(baseId) : undefined;
    return own === undefined || base === undefined ? one : { ...one, liftInPoints: own - base };
  });
}

/** A talk and its variants with injections: they stand or fall together in the bootstrap. */
export function families(evaluated: readonly EvaluatedLecture[]): EvaluatedLecture[][] {
  return [...Map.groupBy(evaluated, ({ lecture }) => lecture.baseId ?? lecture.id).values()];
}
