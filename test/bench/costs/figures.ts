import { clocks } from '../../../shared/contracts/clocks.ts';
import { assumed, bytesPerGb } from './assumptions.ts';
import { dollarsOf, dollarsOfAll, times, type Usage } from './charges.ts';
import {
  customMetrics,
  fixedUsage,
  foldReadUnits,
  foldUsage,
  rankingViewUsage,
  type ScheduledStage,
  type StageInventory,
} from './fixed-usage.ts';
import type { JourneyLogs } from './journey-logs.ts';
import {
  audioTransfer,
  averageWorkers,
  type LectureStage,
  lectureUsage,
  recordingGb,
  secretReadsPerMonth,
} from './lecture-usage.ts';
import { speechPrices } from './prices.ts';

/**
 * Of AWS, for a thousand lectures, without the providers; with the recording's way out as our own web
 * app records it.
 */
export const targetDollars = { withoutWayOut: 0.2, withWayOut: 0.3 } as const;
export const ownKilobitsPerSecond = 24;

/** Everything from which the figures are computed. */
export interface CostInputs {
  readonly stage: LectureStage & ScheduledStage;
  readonly inventory: StageInventory;
  readonly logs: JourneyLogs;
  /** The stage's own models, in dollars. */
  readonly chat: {
    readonly model: string;
    readonly perMillionInputTokens: number;
    readonly perMillionOutputTokens: number;
  };
  readonly speech: { readonly model: string; readonly dollarsPerMinute: number };
}

export interface Charge extends Usage {
  readonly dollars: number;
}

const thousand = 1_000;

/** A thousand lectures, dearest line first, without sending the recordings. */
export function thousandLectures({ stage, logs }: CostInputs): readonly Charge[] {
  return charged(times(thousand, lectureUsage(stage, logs))).toSorted(
    (a, b) => b.dollars - a.dollars,
  );
}

export function total(charges: readonly Charge[]): number {
  return charges.reduce((sum, { dollars }) => sum + dollars, 0);
}

/** Dollars to send a thousand recordings to the speech provider. */
export function audioDollars(kilobitsPerSecond?: number): number {
  return dollarsOfAll(times(thousand, [audioTransfer(kilobitsPerSecond)]));
}

/**
 * The bit rate up to which a thousand lectures stay within the target, the sending and the keeping of
 * the recordings included.
 */
export function affordableKilobitsPerSecond(inputs: CostInputs): number {
  const charges = thousandLectures(inputs);
  const kept = charges.find(({ meter }) => meter === 's3GbMonths')?.dollars ?? 0;
  const rest = total(charges) - kept;
  const perKilobit = (kept + audioDollars()) / assumed.recordingKilobitsPerSecond;
  return (targetDollars.withWayOut - rest) / perKilobit;
}

/** All of AWS for a thousand lectures that are recorded at that rate, sent and kept. */
export function allOfAwsDollars(inputs: CostInputs, kilobitsPerSecond: number): number {
  const charges = thousandLectures(inputs);
  const kept = charges.find(({ meter }) => meter === 's3GbMonths')?.dollars ?? 0;
  const keptMore = (kilobitsPerSecond / assumed.recordingKilobitsPerSecond - 1) * kept;
  return total(charges) + keptMore + audioDollars(kilobitsPerSecond);
}

/**
 * What the polls that a learner's app no longer makes would cost in addition, for a thousand lectures.
 */
export function savedPollsDollars({ stage, logs }: CostInputs): number {
  const of = (polls: number) => total(charged(times(thousand, lectureUsage(stage, logs, polls))));
  return of(assumed.pollsBefore) - of(assumed.polls);
}

export interface ProviderDollars {
  readonly model: string;
  readonly speech: number;
  readonly chat: number;
  readonly both: number;
}

/** Dollars of the providers for a thousand lectures with the stage's own models. */
export function ownProviders(inputs: CostInputs): ProviderDollars {
  return providersWith(inputs.speech, inputs);
}

/** The same with every other speech model that has a price. */
export function otherProviders(inputs: CostInputs): readonly ProviderDollars[] {
  return speechPrices
    .filter(({ model }) => model !== inputs.speech.model)
    .map((speech) => providersWith(speech, inputs));
}

function providersWith(
  { model, dollarsPerMinute }: CostInputs['speech'],
  { chat: { perMillionInputTokens, perMillionOutputTokens } }: CostInputs,
): ProviderDollars {
  const speech = (thousand * assumed.lectureSeconds * dollarsPerMinute) / 60;
  const chat =
    (thousand *
      (assumed.chatInputTokens * perMillionInputTokens +
        assumed.chatOutputTokens * perMillionOutputTokens)) /
    1_000_000;
  return { model, speech, chat, both: speech + chat };
}

/** What a month costs before its first lecture, with the metrics of a month without failures. */
export function fixedMonth({ stage, inventory }: CostInputs): readonly Charge[] {
  return charged([...fixedUsage(inventory, stage), usualMetrics()]);
}

function usualMetrics(): Usage {
  return { what: 'own metrics', meter: 'customMetrics', quantity: customMetrics().usual };
}

export interface MonthOfLectures {
  readonly lectures: number;
  readonly learners: number;
  readonly fixed: number;
  /** The journeys, at this month's tiers and with as many reads of secrets as it needs. */
  readonly journeys: number;
  readonly audio: number;
  readonly folds: number;
  readonly aws: number;
  /** With the stage's own models. */
  readonly providers: number;
  readonly averageWorkers: number;
  readonly lecturesADay: number;
}

/** Everything about a month, in dollars. */
export function monthOf(lectures: number, inputs: CostInputs): MonthOfLectures {
  const { stage, logs } = inputs;
  const learners = lectures / assumed.lecturesPerLearnerAndMonth;
  const journeys = times(lectures, lectureUsage(stage, logs)).map((usage) =>
    usage.meter === 'secretReads' ? { ...usage, quantity: secretReadsPerMonth(lectures) } : usage,
  );
  const audio = times(lectures, [audioTransfer()]);
  const fixed = total(fixedMonth(inputs));
  const withAudio = dollarsOfAll([...journeys, ...audio]);
  const folds = dollarsOfAll(foldUsage(learners, stage));
  const withoutAudio = dollarsOfAll(journeys);
  return {
    lectures,
    learners,
    fixed,
    journeys: withoutAudio,
    audio: withAudio - withoutAudio,
    folds,
    aws: fixed + withAudio + folds,
    providers: (ownProviders(inputs).both * lectures) / thousand,
    averageWorkers: averageWorkers(lectures),
    lecturesADay: lectures / 30,
  };
}

/** What the ranking costs with that many learners. */
export function rankingOf(learners: number, { stage }: CostInputs) {
  const month = (periodSeconds: number) => dollarsOfAll(foldUsage(learners, stage, periodSeconds));
  const readUnits = foldReadUnits(learners);
  return {
    learners,
    readUnits,
    dollarsOfFold: dollarsOf('readUnits', readUnits),
    month: month(clocks.rankingPeriodSeconds),
    monthHourly: month(3_600),
    foldSeconds: assumed.scheduledRunSeconds + learners * assumed.foldSecondsPerLearner,
    thousandViews: dollarsOfAll(times(thousand, rankingViewUsage(stage))),
  };
}

/** What the rows of a month's lectures add to every later month, by a thousand. */
export function keptRowsDollars(inputs: CostInputs): number {
  return total(
    thousandLectures(inputs).filter(
      ({ meter }) => meter === 'tableGbMonths' || meter === 'backupGbMonths',
    ),
  );
}

/** In units of 10^6 bytes. */
export const recordingMegabytes = (kilobitsPerSecond?: number): number =>
  (recordingGb(kilobitsPerSecond) * bytesPerGb) / 1_000_000;

export function charged(usages: readonly Usage[]): Charge[] {
  return usages.map((usage) => ({ ...usage, dollars: dollarsOf(usage.meter, usage.quantity) }));
}
