import { experimentArms } from './experiments.ts';
import { laterKinds } from './later-judgements.ts';
import { failureReasons } from './lecture.ts';
import { reportReasons } from './shared-topics.ts';

const lectureKinds = ['recording', 'text'] as const;

const endings = {
  Status: ['SUCCESS', 'STT_EMPTY', 'FAILURE'],
  /** A lecture that did not end as FAILURE has its status here again. */
  Reason: ['SUCCESS', 'STT_EMPTY', ...failureReasons],
} as const;

/**
 * What may go wrong at a speech or chat provider. shared/speech/provider-error.ts says who can do
 * something about it.
 */
export const providerErrorKinds = [
  'unavailable',
  'rate-limited',
  'quota',
  'unauthorized',
  'model-gone',
  'rejected',
  'too-large',
  'unreadable',
  'refused',
  'invalid',
] as const;

const providerSteps = ['speech', 'assessment', 'moderation'] as const;
/** The positions of a step's endpoints, in the order of the settings. */
export const endpointPlaces = ['first', 'second', 'third'] as const;

/** The units of CloudWatch that are used. */
type Unit = 'Count' | 'Seconds' | 'None';

interface MetricDeclaration {
  readonly unit: Unit;
  /**
   * The dimensions by which the metric is split, in addition to the sum of all. Their values must be
   * few: each combination that occurs is a metric of its own, billed by the month.
   */
  readonly by: readonly Readonly<Record<string, readonly string[]>>[];
}

/**
 * Values that come from the code or a stage's settings, a few at any time: versions of the prompts, and
 * models by their names in shared/contracts/models.ts.
 */
const named: readonly string[] = [];

/** Everything that this service measures. Alarms and the dashboard can name nothing else. */
export const metrics = {
  /** Lectures themselves, here and below. What follows a result is counted separately. */
  LecturesStarted: { unit: 'Count', by: [{ Kind: lectureKinds }] },
  /**
   * 0 when a lecture starts and 1 when it succeeds. So a sum of 0 means that none succeeded, and not
   * that nothing is known.
   */
  LecturesSucceeded: { unit: 'Count', by: [] },
  LecturesEnded: { unit: 'Count', by: [endings] },
  /** Answers to the pupil, corrections and disputes. Silence counts as a failure here. */
  LatersEnded: { unit: 'Count', by: [{ By: laterKinds, Status: ['SUCCESS', 'FAILURE'] }] },
  /** Own topics whose preparation succeeded or failed. */
  TopicsEnded: { unit: 'Count', by: [{ Status: ['SUCCESS', 'FAILURE'] }] },
  /**
   * Labels of key points that were given to lectures, disputed, and changed by a kinder judgement: by
   * the version of the prompts and the model that gave them first. The second and third, divided by the
   * first, are shares. Later judgements do not count as labels given.
   */
  LabelsGiven: { unit: 'Count', by: [{ Prompts: named, Model: named }] },
  LabelsDisputed: { unit: 'Count', by: [{ Prompts: named, Model: named }] },
  LabelsChanged: { unit: 'Count', by: [{ Prompts: named, Model: named }] },
  /** How often a topic was to be shared, by the verdict of moderation. */
  TopicsModerated: { unit: 'Count', by: [{ Verdict: ['FINE', 'FLAGGED'] }] },
  /** Reports of shared topics, once for each learner who reports one. */
  TopicsReported: { unit: 'Count', by: [{ Reason: reportReasons }] },
  /** The time from a lecture's submission to SUCCESS. */
  SecondsToFeedback: { unit: 'Seconds', by: [] },
  /** The duration of calls that were answered. */
  TranscriptionSeconds: { unit: 'Seconds', by: [] },
  AssessmentSeconds: { unit: 'Seconds', by: [] },
  ProviderErrors: {
    unit: 'Count',
    by: [{ Kind: providerErrorKinds }, { Step: providerSteps, Kind: providerErrorKinds }],
  },
  /** 1 for a provider call that may succeed later, 0 for any other. The average is a share. */
  ProviderUnavailable: { unit: 'None', by: [] },
  /**
   * An estimate by list prices of the calls that were answered. Speech is counted by the seconds that
   * the provider states, or else by the recording's size.
   */
  CostEstimateDollars: { unit: 'None', by: [] },
  /** Which of a step's endpoints answered. A later one answers only where an earlier one could not. */
  ProviderAnswers: { unit: 'Count', by: [{ Step: providerSteps, Place: endpointPlaces }] },
  /**
   * The days left of each model in use, once a day, where its provider or our own table states its
   * shutdown.
   */
  ModelDaysLeft: { unit: 'None', by: [] },
  /** 1 for each endpoint whose key is refused or whose model is missing, once a day. */
  ModelTroubles: { unit: 'Count', by: [] },
  /** Web Push messages, once for each device, by how its push service answered. */
  PushMessages: { unit: 'Count', by: [{ Outcome: ['sent', 'gone', 'wait', 'failed'] }] },
  /** 1 in each run of the fold while a day that is over is not counted, otherwise 0. */
  RetentionLate: { unit: 'None', by: [] },
  /**
   * The installs of a day (Asia/Seoul). All metrics down to the arms are counted once the day is over;
   * see docs/retention.md.
   */
  Installs: { unit: 'Count', by: [] },
  DailyActives: { unit: 'Count', by: [] },
  /** Learners who were there in the seven days up to that day. */
  WeeklyActives: { unit: 'Count', by: [] },
  /**
   * The learners who installed that many days before: how many there are, and how many were there on
   * the day.
   */
  Day1Cohort: { unit: 'Count', by: [] },
  Day1Back: { unit: 'Count', by: [] },
  Day7Cohort: { unit: 'Count', by: [] },
  Day7Back: { unit: 'Count', by: [] },
  Day30Cohort: { unit: 'Count', by: [] },
  Day30Back: { unit: 'Count', by: [] },
  /**
   * Learners of Day7Cohort who had a first feedback in their first week, and those who came again after
   * it.
   */
  FirstFeedbacks: { unit: 'Count', by: [] },
  SecondDays: { unit: 'Count', by: [] },
  /** Day7Cohort and Day7Back of an experiment, split by its arms. */
  ArmCohort: { unit: 'Count', by: [{ Experiment: named, Arm: experimentArms }] },
  ArmBack: { unit: 'Count', by: [{ Experiment: named, Arm: experimentArms }] },
  /** Deleted users some of whose data could not be erased this time. */
  ErasuresFailed: { unit: 'Count', by: [] },
  /** How often a needed secret was missing or malformed. */
  ConfigurationErrors: { unit: 'Count', by: [] },
} as const satisfies Record<string, MetricDeclaration>;

export type MetricName = keyof typeof metrics;

/** Metrics without dimensions. */
export type PlainMetric = {
  [Name in MetricName]: (typeof metrics)[Name]['by'] extends readonly [] ? Name : never;
}[MetricName];

/** Metrics with dimensions. */
export type SplitMetric = Exclude<MetricName, PlainMetric>;

/** One value for each dimension of one of a metric's sets. */
export type MetricDimensions<Name extends MetricName> = ValuesOf<
  (typeof metrics)[Name]['by'][number]
>;

type ValuesOf<Dimensions> =
  Dimensions extends Readonly<Record<string, readonly string[]>>
    ? { readonly [Key in keyof Dimensions]: Dimensions[Key][number] }
    : never;
