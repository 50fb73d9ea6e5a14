import { experimentArms } from './experiments.ts';
import { failureReasons } from './lecture.ts';
import { laterKinds } from './loop.ts';
import { reportReasons } from './shared-topics.ts';

const lectureKinds = ['recording', 'text'] as const;

const endings = {
  Status: ['SUCCESS', 'STT_EMPTY', 'FAILURE'],
  /** A lecture that ended otherwise than as FAILURE has its status here again. */
  Reason: ['SUCCESS', 'STT_EMPTY', ...failureReasons],
} as const;

/** What may go wrong at a speech or chat provider; shared/speech/provider-error.ts tells whose it is. */
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
/** Of a step's endpoints, in the order of the settings. */
export const endpointPlaces = ['first', 'second', 'third'] as const;

/** The units of CloudWatch that are used here. */
type Unit = 'Count' | 'Seconds' | 'None';

interface MetricDeclaration {
  readonly unit: Unit;
  /**
   * Told apart by these dimensions, beside the sum of all. Few values: each combination that occurs
   * is a metric of its own, paid for by the month.
   */
  readonly by: readonly Readonly<Record<string, readonly string[]>>[];
}

/**
 * Values that the code or a stage's settings name, a few at any time: versions of the prompts, and
 * models by the names of shared/contracts/models.ts.
 */
const named: readonly string[] = [];

/** Everything this service measures. Alarms and the dashboard can name nothing else. */
export const metrics = {
  /** Of lectures themselves, here and below: what comes after a result is counted apart. */
  LecturesStarted: { unit: 'Count', by: [{ Kind: lectureKinds }] },
  /** 0 when a lecture starts and 1 when it succeeds: a sum of 0 then means none, not unknown. */
  LecturesSucceeded: { unit: 'Count', by: [] },
  LecturesEnded: { unit: 'Count', by: [endings] },
  /** Answers to the pupil, corrections and disputes; silence is a failure here. */
  LatersEnded: { unit: 'Count', by: [{ By: laterKinds, Status: ['SUCCESS', 'FAILURE'] }] },
  /** Own topics that were prepared, or could not be. */
  TopicsEnded: { unit: 'Count', by: [{ Status: ['SUCCESS', 'FAILURE'] }] },
  /**
   * Labels of key points that were given to lectures, disputed, and changed by a kinder judgement: by
   * the version of the prompts and the model that had given them first. The second and the third over
   * the first are shares; what was judged later counts as no label given.
   */
  LabelsGiven: { unit: 'Count', by: [{ Prompts: named, Model: named }] },
  LabelsDisputed: { unit: 'Count', by: [{ Prompts: named, Model: named }] },
  LabelsChanged: { unit: 'Count', by: [{ Prompts: named, Model: named }] },
  /** Times that a topic was to be shared, by what the moderation said. */
  TopicsModerated: { unit: 'Count', by: [{ Verdict: ['FINE', 'FLAGGED'] }] },
  /** Shared topics, once for each learner who reports one. */
  TopicsReported: { unit: 'Count', by: [{ Reason: reportReasons }] },
  /** From submission to SUCCESS, of lectures. */
  SecondsToFeedback: { unit: 'Seconds', by: [] },
  /** Of calls that were answered. */
  TranscriptionSeconds: { unit: 'Seconds', by: [] },
  AssessmentSeconds: { unit: 'Seconds', by: [] },
  ProviderErrors: {
    unit: 'Count',
    by: [{ Kind: providerErrorKinds }, { Step: providerSteps, Kind: providerErrorKinds }],
  },
  /** 1 for a provider call that may succeed later, 0 for any other: their average is a share. */
  ProviderUnavailable: { unit: 'None', by: [] },
  /**
   * An estimate: by list prices, of calls that were answered. Speech goes by the seconds that the
   * provider says, and by the recording's size where it says none.
   */
  CostEstimateDollars: { unit: 'None', by: [] },
  /** Which of a step's endpoints answered: later ones only where an earlier one could not. */
  ProviderAnswers: { unit: 'Count', by: [{ Step: providerSteps, Place: endpointPlaces }] },
  /** Of each model in use, once a day, where its provider or our own table says when it ends. */
  ModelDaysLeft: { unit: 'None', by: [] },
  /** 1 for each endpoint whose key is refused or whose model is missing, once a day. */
  ModelTroubles: { unit: 'Count', by: [] },
  /** Of Web Push, once for each device, by what its push service made of it. */
  PushMessages: { unit: 'Count', by: [{ Outcome: ['sent', 'gone', 'wait', 'failed'] }] },
  /** With each run of the fold: 1 while a day that is over is not counted, else 0. */
  RetentionLate: { unit: 'None', by: [] },
  /** Of a day (Asia/Seoul), counted once it is over, as is all down to the arms; docs/retention.md. */
  Installs: { unit: 'Count', by: [] },
  DailyActives: { unit: 'Count', by: [] },
  /** In the seven days up to that one. */
  WeeklyActives: { unit: 'Count', by: [] },
  /** Of the learners who installed so many days before: how many that were, and who was there that day. */
  Day1Cohort: { unit: 'Count', by: [] },
  Day1Back: { unit: 'Count', by: [] },
  Day7Cohort: { unit: 'Count', by: [] },
  Day7Back: { unit: 'Count', by: [] },
  Day30Cohort: { unit: 'Count', by: [] },
  Day30Back: { unit: 'Count', by: [] },
  /** Of those of Day7Cohort: who had a first feedback in their first week, and who came again after it. */
  FirstFeedbacks: { unit: 'Count', by: [] },
  SecondDays: { unit: 'Count', by: [] },
  /** Day7Cohort and Day7Back of an experiment, by its arms. */
  ArmCohort: { unit: 'Count', by: [{ Experiment: named, Arm: experimentArms }] },
  ArmBack: { unit: 'Count', by: [{ Experiment: named, Arm: experimentArms }] },
  /** Deleted users of whom something could not be erased this time. */
  ErasuresFailed: { unit: 'Count', by: [] },
  /** Times that a secret was needed and found missing or malformed. */
  ConfigurationErrors: { unit: 'Count', by: [] },
} as const satisfies Record<string, MetricDeclaration>;

export type MetricName = keyof typeof metrics;

/** Metrics without dimensions. */
export type PlainMetric = {
  [Name in MetricName]: (typeof metrics)[Name]['by'] extends readonly [] ? Name : never;
}[MetricName];

/** Metrics with dimensions. */
export type SplitMetric = Exclude<MetricName, PlainMetric>;

/** A value for each dimension of one of a metric's sets. */
export type MetricDimensions<Name extends MetricName> = ValuesOf<
  (typeof metrics)[Name]['by'][number]
>;

type ValuesOf<Dimensions> =
  Dimensions extends Readonly<Record<string, readonly string[]>>
    ? { readonly [Key in keyof Dimensions]: Dimensions[Key][number] }
    : never;
