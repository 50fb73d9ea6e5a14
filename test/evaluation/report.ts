import { promptVersion } from '../../shared/assessment/prompt.ts';
import { type KeyPointLabel, keyPointLabels } from '../../shared/contracts/lecture.ts';
import {
  agreementWithin,
  crossTable,
  highest,
  mean,
  meanAbsoluteError,
  type Rated,
  scoreBand,
} from './agreement.ts';
import { type BootstrapOptions, bootstrapIntervals, type Interval } from './bootstrap.ts';
import type { Gates } from './command-line.ts';
import {
  type EvaluatedLecture,
  type FigureName,
  families,
  figureNames,
  figuresOf,
  labelRatings,
  scoreRatings,
} from './figures.ts';
import { type LectureTag, lectureTags } from './labelled-lectures.ts';
import type { FailedRun, LectureRuns } from './lecture-runs.ts';

export interface ReportedFigure {
  readonly name: FigureName;
  readonly value: number | null;
  /** 95 %, over talks. */
  readonly interval: Interval | null;
}

export interface TagRow {
  readonly tag: LectureTag;
  readonly lectures: number;
  readonly expectedMean: number | null;
  readonly givenMean: number | null;
  readonly givenMaximum: number | null;
  readonly absoluteErrorInPoints: number | null;
  readonly exactBands: number | null;
  readonly adjacentBands: number | null;
}

export interface LectureRow {
  readonly id: string;
  readonly tag: LectureTag;
  readonly expected: number;
  /** One score per run. */
  readonly given: readonly number[];
}

/** Everything that a run found; the text and the JSON are written from this alone. */
export interface EvaluationReport {
  readonly models: readonly string[];
  readonly isStandIn: boolean;
  readonly isReplay: boolean;
  readonly promptVersions: readonly string[];
  readonly catalogVersion: string;
  readonly topics: number;
  readonly runs: number;
  readonly figures: readonly ReportedFigure[];
  readonly tags: readonly TagRow[];
  /** Key points by the human's label and the model's: `labels[human][model]`. */
  readonly labels: Readonly<Record<KeyPointLabel, Readonly<Record<KeyPointLabel, number>>>>;
  readonly lectures: readonly LectureRow[];
  readonly failures: readonly FailedRun[];
  /** The talks for which the answers were of no use, twice: they have no score. */
  readonly ofNoUse: readonly FailedRun[];
}

export interface ReportContext {
  readonly runs: number;
  readonly isStandIn: boolean;
  readonly catalogVersion: string;
  /** For recorded answers; otherwise today's. */
  readonly promptVersions?: readonly string[];
  readonly isReplay?: boolean;
  readonly bootstrap?: BootstrapOptions;
}

export function buildReport(
  { evaluated, failures, ofNoUse, models }: LectureRuns,
  context: ReportContext,
): EvaluationReport {
  const values = figuresOf(evaluated);
  const intervals = bootstrapIntervals(families(evaluated), figuresOf, context.bootstrap);
  return {
    models,
    isStandIn: context.isStandIn,
    isReplay: context.isReplay ?? false,
    promptVersions: context.promptVersions ?? [promptVersion],
    catalogVersion: context.catalogVersion,
    topics: new Set(evaluated.map(({ lecture }) => lecture.topicId)).size,
    runs: context.runs,
    figures: figureNames.map((name) => ({
      name,
      value: values[name] ?? null,
      interval: values[name] === undefined ? null : (intervals.get(name) ?? null),
    })),
    tags: lectureTags.flatMap((tag) => {
      const tagged = evaluated.filter(({ lecture }) => lecture.tag === tag);
      return tagged.length === 0 ? [] : [tagRow(tag, tagged)];
    }),
    labels: crossTable(labelRatings(evaluated), keyPointLabels),
    lectures: evaluated.map(({ lecture, runs }) => ({
      id: lecture.id,
      tag: lecture.tag,
      expected: lecture.score,
      given: runs.map(({ score }) => score),
    })),
    failures,
    ofNoUse,
  };
}

function tagRow(tag: LectureTag, evaluated: readonly EvaluatedLecture[]): TagRow {
  const scores = scoreRatings(evaluated);
  const bands = scores.map(
    ({ expected, given }): Rated<number> => ({
      expected: scoreBand(expected),
      given: scoreBand(given),
    }),
  );
  return {
    tag,
    lectures: evaluated.length,
    expectedMean: mean(scores.map(({ expected }) => expected)) ?? null,
    givenMean: mean(scores.map(({ given }) => given)) ?? null,
    givenMaximum: highest(scores.map(({ given }) => given)) ?? null,
    absoluteErrorInPoints: meanAbsoluteError(scores) ?? null,
    exactBands: agreementWithin(bands, 0) ?? null,
    adjacentBands: agreementWithin(bands, 1) ?? null,
  };
}

/** A line for each gate that was missed; a figure that could not be computed meets none. */
export function brokenGates(report: EvaluationReport, gates: Gates): string[] {
  const value = (name: FigureName) =>
    report.figures.find((figure) => figure.name === name)?.value ?? undefined;
  const broken: string[] = [];
  const check = (
    what: string,
    name: FigureName,
    limit: number | undefined,
    isKept: (value: number, limit: number) => boolean,
  ) => {
    if (limit === undefined) return;
    const found = value(name);
    if (found === undefined) broken.push(`${what} could not be computed (limit ${limit})`);
    else if (!isKept(found, limit)) broken.push(`${what} is ${found.toFixed(2)} (limit ${limit})`);
  };
  const isAtLeast = (found: number, limit: number) => found >= limit;
  const isAtMost = (found: number, limit: number) => found <= limit;
  check('kappa of the score bands', 'bandKappa', gates.minimumKappa, isAtLeast);
  check(
    'highest injection lift',
    'injectionLiftMaximumInPoints',
    gates.maximumLiftInPoints,
    isAtMost,
  );
  check(
    'highest score off topic',
    'offTopicMaximumInPoints',
    gates.maximumOffTopicInPoints,
    isAtMost,
  );
  return broken;
}
