import { clocks } from '../../../shared/contracts/clocks.ts';
import { metrics } from '../../../shared/contracts/metrics.ts';
import { leagueLists, reminderShards } from '../../../shared/contracts/table.ts';
import { assumed, bytesPerGb, counted, measured, secondsPerMonth } from './assumptions.ts';
import type { Usage } from './charges.ts';

/** The parts of a stage's template that are billed by the month. */
export interface StageInventory {
  readonly secrets: number;
  /** For all alarms together: one that computes with several metrics is billed for each. */
  readonly alarmMetrics: number;
  readonly compositeAlarms: number;
  readonly dashboards: number;
}

/** What is billed by the month, whether anybody comes or not, without our own metrics. */
export function fixedUsage(
  inventory: StageInventory,
  { apiMemoryMegabytes, scheduledRunLogBytes }: ScheduledStage,
): Usage[] {
  const sweeps = runsPerMonth(clocks.sweepPeriodSeconds);
  const folds = runsPerMonth(clocks.rankingPeriodSeconds);
  const closings = runsPerMonth(clocks.leaguePeriodSeconds);
  const runs = sweeps + folds + closings;
  const finds = runsPerMonth(clocks.reminderPeriodSeconds);
  const gigabytes = apiMemoryMegabytes / 1_024;
  return [
    { what: 'secrets', meter: 'secrets', quantity: inventory.secrets },
    { what: 'alarms', meter: 'alarmMetrics', quantity: inventory.alarmMetrics },
    {
      what: 'alarms made of alarms',
      meter: 'compositeAlarms',
      quantity: inventory.compositeAlarms,
    },
    { what: 'dashboard', meter: 'dashboards', quantity: inventory.dashboards },
    { what: 'sweep, fold and leagues: schedule', meter: 'scheduledRuns', quantity: runs },
    { what: 'sweep, fold and leagues: runs', meter: 'lambdaRequests', quantity: runs },
    {
      what: 'sweep, fold and leagues: duration',
      meter: 'lambdaGbSeconds',
      quantity: runs * assumed.scheduledRunSeconds * gigabytes,
    },
    {
      what: 'sweep: open lectures',
      meter: 'readUnits',
      quantity: sweeps * counted.sweepQueries * measured.readUnitsPerPoll,
    },
    { what: 'reminders: schedule', meter: 'scheduledRuns', quantity: finds },
    { what: 'reminders: runs', meter: 'lambdaRequests', quantity: finds },
    {
      what: 'reminders: duration',
      meter: 'lambdaGbSeconds',
      quantity: finds * assumed.scheduledRunSeconds * gigabytes,
    },
    {
      what: 'reminders: who is due',
      meter: 'readUnits',
      // The key by which devices know us is looked at in addition.
      quantity: finds * (reminderShards + 1) * measured.readUnitsPerPoll,
    },
    { what: 'reminders: how many wait', meter: 'sqsRequests', quantity: finds },
    {
      what: 'reminders: logs',
      meter: 'logGb',
      quantity: (finds * scheduledRunLogBytes) / bytesPerGb,
    },
    {
      what: 'leagues: groups to be closed',
      meter: 'readUnits',
      quantity: closings * 2 * leagueLists * measured.readUnitsPerPoll,
    },
    {
      what: 'sweep, fold and leagues: logs',
      meter: 'logGb',
      quantity: (runs * scheduledRunLogBytes) / bytesPerGb,
    },
    {
      what: 'long polls of the idle queues',
      meter: 'sqsRequests',
      quantity:
        counted.polledQueues * assumed.idlePollers * (secondsPerMonth / assumed.idlePollSeconds),
    },
  ];
}

export interface ScheduledStage {
  readonly apiMemoryMegabytes: number;
  readonly scheduledRunLogBytes: number;
}

/** Sizes between the measured ones are interpolated, and those beyond the largest extrapolated. */
export function foldReadUnits(learners: number): number {
  const { foldReadUnits: sizes } = measured;
  const above = sizes.find((size) => size.learners >= learners) ?? sizes[sizes.length - 1];
  if (above === undefined) throw new RangeError('no fold was measured');
  return (above.readUnits / above.learners) * learners;
}

/** Folds of a month over so many learners: reading and time, beyond {@link fixedUsage}. */
export function foldUsage(
  learners: number,
  { apiMemoryMegabytes }: Pick<ScheduledStage, 'apiMemoryMegabytes'>,
  periodSeconds: number = clocks.rankingPeriodSeconds,
): Usage[] {
  const folds = runsPerMonth(periodSeconds);
  const gbSeconds = learners * assumed.foldSecondsPerLearner * (apiMemoryMegabytes / 1_024);
  return [
    {
      what: 'folds: standings read',
      meter: 'readUnits',
      quantity: folds * foldReadUnits(learners),
    },
    { what: 'folds: duration', meter: 'lambdaGbSeconds', quantity: folds * gbSeconds },
  ];
}

/**
 * One look at the ranking: it reads the caller, one standing and the snapshot, however many learners there
 * are.
 */
export function rankingViewUsage({
  apiMemoryMegabytes,
}: Pick<ScheduledStage, 'apiMemoryMegabytes'>): Usage[] {
  return [
    { what: 'view', meter: 'httpApiRequests', quantity: 1 },
    { what: 'view', meter: 'lambdaRequests', quantity: 1 },
    {
      what: 'view',
      meter: 'lambdaGbSeconds',
      quantity: assumed.readSeconds * (apiMemoryMegabytes / 1_024),
    },
    { what: 'view', meter: 'readUnits', quantity: assumed.rankingViewReadUnits },
  ];
}

export const runsPerMonth = (periodSeconds: number): number => secondsPerMonth / periodSeconds;

/** Measured only if something is wrong. */
const measuredInTrouble: readonly string[] = [
  'ProviderErrors',
  'ConfigurationErrors',
  'ErasuresFailed',
];

/**
 * Custom metrics that this service's own measurements make: each combination of dimension values is one,
 * and so is the sum of all. `usual` is for lectures that are all recordings and succeed.
 */
export function customMetrics(): { readonly usual: number; readonly atMost: number } {
  let usual = 0;
  let atMost = 0;
  for (const [name, { by }] of Object.entries(metrics)) {
    const sets: readonly Readonly<Record<string, readonly string[]>>[] = by;
    if (!measuredInTrouble.includes(name)) usual += 1 + sets.length;
    atMost += 1 + sets.reduce((sum, set) => sum + combinations(set), 0);
  }
  return { usual, atMost };
}

/**
 * A reason of an ending goes with one status. Versions and models in use stand in no list: there is one
 * of each at a time.
 */
function combinations(set: Readonly<Record<string, readonly string[]>>): number {
  return Object.entries(set)
    .filter(([dimension]) => !(dimension === 'Status' && 'Reason' in set))
    .reduce((product, [, values]) => product * Math.max(1, values.length), 1);
}
