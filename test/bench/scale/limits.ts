import type { Settings } from '../../../infra/stack/settings.ts';
import { measured } from '../costs/assumptions.ts';
import type { HottestSecond } from './hottest-second.ts';
import type { Load } from './load.ts';

/** The units that one partition of DynamoDB takes in a second. No quota raises these. */
export const partitionUnits = { writes: 1_000, reads: 3_000 } as const;

const largestFold = measured.foldReadUnits[3];
const unitsOfStanding = largestFold.readUnits / largestFold.learners;

/** A stage and its account, as far as limits are concerned. */
export interface Limited {
  readonly settings: Pick<
    Settings,
    'dailyAllowance' | 'dailyProviderDollars' | 'workerMaximumConcurrency' | 'routeThrottle'
  >;
  readonly providerDollarsPerLecture: number;
  readonly foldSecondsPerLearner: number;
  readonly foldTimeoutSeconds: number;
}

export interface Limit {
  readonly what: string;
  /** Who sets it: our settings, a quota that AWS raises when asked, or the design of the AWS service. */
  readonly kind: 'setting' | 'quota' | 'built';
  readonly asked: number;
  readonly limit: number;
  readonly unit: string;
  /** What raises it. */
  readonly moves: string;
}

/**
 * Everything that a load comes up against, as far as it is known. Quotas are the defaults that AWS
 * documents for an account that has been used; `docs.aws.amazon.com/general/latest/gr/`.
 */
export function limitsOf(load: Load, hottest: HottestSecond, stage: Limited): readonly Limit[] {
  const { settings } = stage;
  const judgementsPerSecond = load.lecturesPerSecond + load.answersPerSecond;
  const writes =
    load.lecturesPerSecond * measured.writeUnitsPerLecture +
    load.answersPerSecond * measured.unitsPerAnswer.writes;
  return [
    {
      what: 'lectures a day, an answer a quarter',
      kind: 'setting',
      asked: load.countedADay,
      limit: settings.dailyAllowance.lecturesGlobal,
      unit: 'lectures',
      moves: '`dailyAllowance.lecturesGlobal`',
    },
    {
      what: 'dollars of the providers a day',
      kind: 'setting',
      asked: load.lecturesADay * stage.providerDollarsPerLecture,
      limit: settings.dailyProviderDollars,
      unit: 'dollars',
      moves: '`dailyProviderDollars`, and a contract with the providers',
    },
    {
      what: 'workers at once',
      kind: 'setting',
      asked: load.workersAtOnce,
      limit: settings.workerMaximumConcurrency,
      unit: 'runs',
      moves: '`workerMaximumConcurrency`; lectures beyond it wait in the queue',
    },
    {
      what: 'requests of the busiest route (reading a lecture)',
      kind: 'setting',
      asked: load.pollsPerSecond,
      limit: settings.routeThrottle.ratePerSecond,
      unit: 'a second',
      moves: '`routeThrottle`',
    },
    {
      what: 'Lambda, all functions at once',
      kind: 'quota',
      asked: load.workersAtOnce + load.apiFunctionsAtOnce,
      limit: 1_000,
      unit: 'runs',
      moves: 'a quota of the account (a new account has 10), which a deploy checks',
    },
    {
      what: 'Lambda, runs at once from one queue',
      kind: 'built',
      asked: load.workersAtOnce,
      limit: 1_250,
      unit: 'runs',
      moves:
        'the event source in provisioned mode (20,000) instead of its maximum concurrency, since they exclude each other',
    },
    {
      what: 'HTTP API, requests of the account',
      kind: 'quota',
      asked: load.requestsPerSecond,
      limit: 10_000,
      unit: 'a second',
      moves: 'a quota of the account',
    },
    {
      what: 'DynamoDB, writes of one table',
      kind: 'quota',
      asked: writes,
      limit: 40_000,
      unit: 'WRU a second',
      moves:
        'a quota of the account; a new table takes 4,000 and doubles within half an hour, unless it was warmed before',
    },
    {
      what: 'DynamoDB, a learner’s own partition',
      kind: 'built',
      asked: hottest.learner.writes,
      limit: partitionUnits.writes,
      unit: 'WRU a second',
      moves: 'nothing, since a learner has only a few lectures at once',
    },
    {
      what: 'DynamoDB, a part of the day’s counter',
      kind: 'built',
      asked: hottest.counter.writes,
      limit: partitionUnits.writes,
      unit: 'WRU a second',
      moves: 'smaller parts (shared/quota/service-parts.ts)',
    },
    {
      what: 'DynamoDB, a shard of open lectures',
      kind: 'built',
      asked: hottest.openShard.writes,
      limit: partitionUnits.writes,
      unit: 'WRU a second',
      moves:
        '`openLectureShards` (shared/contracts/table.ts); the sweep queries each shard, so more of them cost more',
    },
    {
      what: 'DynamoDB, a shard of standings',
      kind: 'built',
      asked: hottest.standingShard.writes,
      limit: partitionUnits.writes,
      unit: 'WRU a second',
      moves: '`standingShards` (shared/contracts/table.ts)',
    },
    {
      what: 'DynamoDB, the shard that a fold reads',
      kind: 'built',
      asked: unitsOfStanding / stage.foldSecondsPerLearner,
      limit: partitionUnits.reads,
      unit: 'RRU a second',
      moves: 'nothing, since a fold reads one page after the other, however many there are',
    },
    {
      what: 'DynamoDB, the ranking’s snapshot',
      kind: 'built',
      asked: hottest.snapshot.reads,
      limit: partitionUnits.reads,
      unit: 'RRU a second',
      moves: 'keeping it in each environment for some seconds, like the catalog’s pointer',
    },
    {
      what: 'S3, recordings put under one prefix',
      kind: 'built',
      asked: judgementsPerSecond,
      limit: 3_500,
      unit: 'a second',
      moves:
        'S3 itself, which splits prefixes as they grow, since keys begin with the learner’s number',
    },
    {
      what: 'one fold of the ranking',
      kind: 'built',
      asked: load.learners * stage.foldSecondsPerLearner,
      limit: stage.foldTimeoutSeconds,
      unit: 'seconds',
      moves: 'the function’s memory, since its processor grows with it (1,769 MB give a whole one)',
    },
  ];
}

export const share = ({ asked, limit }: Limit): number => asked / limit;

/** Those nearest to their limit, or furthest beyond it, come first. */
export const byShare = (limits: readonly Limit[]): readonly Limit[] =>
  limits.toSorted((one, other) => share(other) - share(one));
