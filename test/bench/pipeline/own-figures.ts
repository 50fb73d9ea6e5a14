import { settingsByStage } from '../../../infra/stack/settings.ts';
import type { Spread, Table, Verdict } from '../report/section.ts';
import { pairedRatios, spreadOf } from '../statistics.ts';
import { type LectureTimes, type OwnRound, steps } from './own-part.ts';

/** What a journey waits for AWS in simulated time, in milliseconds: for one learner, and for many at once. */
export interface OwnWaits {
  readonly alone: number;
  readonly atOnce: number;
}

const targets = { atOnce: 2 };

/** Lambda gives one whole processor with so much memory. */
const megabytesOfProcessor = 1_769;
const { apiMemoryMegabytes, workerMemoryMegabytes } = settingsByStage.prod;
const megabytesOf = {
  submission: apiMemoryMegabytes,
  work: workerMemoryMegabytes,
  reading: apiMemoryMegabytes,
};

type Side = 'alone' | 'atOnce';
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const wholeProcessor = (times: LectureTimes): number =>
  sum(steps.map((step) => times[step].processorMilliseconds));

/** The same work on the share of a processor that comes with each function's memory. */
const onLambda = (times: LectureTimes): number =>
  sum(
    steps.map(
      (step) => times[step].processorMilliseconds * (megabytesOfProcessor / megabytesOf[step]),
    ),
  );

const inHand = (times: LectureTimes): number => sum(steps.map((step) => times[step].milliseconds));

/** Processor time of journeys by themselves, against that of the bare calls that they make. */
export const ownToBare = (rounds: readonly OwnRound[]): Spread =>
  pairedRatios(
    rounds.map(({ alone }) => wholeProcessor(alone)),
    rounds.map(({ bare }) => bare.processorMilliseconds),
  );

export function ownVerdicts(rounds: readonly OwnRound[], waits: OwnWaits): Verdict[] {
  const ratio = (of: (times: LectureTimes, side: Side) => number) =>
    pairedRatios(
      rounds.map(({ atOnce }) => of(atOnce, 'atOnce')),
      rounds.map(({ alone }) => of(alone, 'alone')),
    );
  const common = { unit: '×', digits: 2 };
  return [
    {
      ...common,
      metric: 'our own part, 50 at once : one learner',
      measured: ratio((times, side) => waits[side] + onLambda(times)),
      atMost: targets.atOnce,
    },
    {
      ...common,
      metric: 'processor time of a lecture, 50 at once : one learner',
      measured: ratio(wholeProcessor),
    },
    {
      ...common,
      metric: 'AWS calls of a lecture, 50 at once : one learner',
      measured: ratio(({ awsCalls }) => awsCalls),
    },
    {
      ...common,
      metric: 'a lecture in hand, ours : its bare calls',
      measured: pairedRatios(
        rounds.map(({ alone }) => inHand(alone)),
        rounds.map(({ bare }) => bare.milliseconds),
      ),
    },
    {
      ...common,
      metric: 'processor time of a lecture, ours : its bare calls',
      measured: ownToBare(rounds),
    },
  ];
}

export function ownTable(rounds: readonly OwnRound[], waits: OwnWaits): Table {
  const sides = [
    ['one learner', 'alone'],
    ['50 at once', 'atOnce'],
  ] as const;
  return {
    title: 'Our own part of a lecture, told apart',
    columns: [
      { title: 'learners' },
      ...[...steps, 'together'].map((step) => ({ title: `${step}, processor`, unit: 'ms' })),
      { title: 'AWS calls' },
      { title: 'AWS in a row, simulated', unit: 'ms', digits: 0 },
      { title: 'own part on Lambda, estimated', unit: 'ms', digits: 0 },
      { title: 'in hand here', unit: 'ms' },
    ],
    rows: [
      ...sides.map(([name, side]) => {
        const times = rounds.map((round) => round[side]);
        return [
          name,
          ...steps.map((step) => spreadOf(times.map((one) => one[step].processorMilliseconds))),
          spreadOf(times.map(wholeProcessor)),
          spreadOf(times.map(({ awsCalls }) => awsCalls)),
          waits[side],
          spreadOf(times.map((one) => waits[side] + onLambda(one))),
          // With 50 at once that is this machine's time for all of them.
          side === 'alone' ? spreadOf(times.map(inHand)) : '',
        ];
      }),
      [
        'the bare calls',
        ...steps.map(() => ''),
        spreadOf(rounds.map(({ bare }) => bare.processorMilliseconds)),
        ...['', '', ''],
        spreadOf(rounds.map(({ bare }) => bare.milliseconds)),
      ],
    ],
    note: `Processor time is of the deployed bundles in a process of their own: AWS, the stand-in and the learners are others, and so is every wait. On AWS each of 50 lectures has environments of its own, so what 50 at once add to a lecture is what its own code does more of (retries, conditions that fail, polls that are refused), and that is counted here. AWS in a row is of the simulation in the section Felt, with 5 ms for the table, 20 for the bucket and 10 for a queue. The estimate gives each function the share of a processor that comes with its memory (${apiMemoryMegabytes} and ${workerMemoryMegabytes} MB of ${megabytesOfProcessor}); the work's processor time includes what follows the feedback, such as habits and ranking, which nobody waits for.`,
  };
}
