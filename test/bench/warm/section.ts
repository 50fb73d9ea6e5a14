import type { Bench, Cell, Table, Verdict } from '../report/section.ts';
import type { Rival, RivalId } from '../rivals/build-rivals.ts';
import { withField } from '../rivals/field.ts';
import { pairedRatios, quantile, spreadOf } from '../statistics.ts';
import type { Batch } from './environment.ts';
import { takeTurns } from './turns.ts';

const subjects = [
  'ours',
  'defaults',
  'sentry',
  'express',
  'expressByTheBook',
  'bare',
  'floor',
  'empty',
] as const satisfies readonly RivalId[];
type SubjectId = (typeof subjects)[number];
type Batches = Readonly<Record<SubjectId, readonly Batch[]>>;

const wholeTurns = 160;
const callsPerTurn = 25;
const warmUpCalls = 1_000;

/** What one more call costs an environment that is warm. */
export const warmBench: Bench = async ({ effort, log }) =>
  withField(log, async (field) => {
    const turns = Math.max(5, Math.round(wholeTurns * effort));
    const batches = await takeTurns(field, subjects, { turns, callsPerTurn, warmUpCalls, log });
    return {
      id: 'warm',
      title: 'Warm calls',
      method: `One process per subject, warmed by ${warmUpCalls} calls. Then ${turns} turns: in each, every subject answers ${callsPerTurn} polls one after another, in shuffled order of the subjects. Ratios and differences are of one turn each. The stub of AWS is another process; log lines go to the null device, where Node writes at once, as to Lambda’s pipe. Requests per second of a core count the subject’s own processor time; those in sequence count its waiting as well.`,
      verdicts: verdictsOf(batches),
      tables: [latencyTable(field.rivals, batches), throughputTable(field.rivals, batches)],
    };
  });

const medianCall = ({ microseconds }: Batch) => quantile(microseconds, 0.5);
const cpuPerCall = ({ cpu }: Batch) => cpu / callsPerTurn;
const wallPerCall = ({ wall }: Batch) => wall / callsPerTurn;

function verdictsOf(batches: Batches): Verdict[] {
  const of = (id: SubjectId, figure: (batch: Batch) => number) => batches[id].map(figure);
  const above = (id: SubjectId) =>
    spreadOf(
      of(id, medianCall).map((value, turn) => value - (of('bare', medianCall)[turn] ?? Number.NaN)),
    );
  const callRatio = (metric: string, rival: SubjectId): Verdict => ({
    metric,
    measured: pairedRatios(of('ours', medianCall), of(rival, medianCall)),
    unit: '×',
  });
  /** Requests are the inverse of what one takes. */
  const rateRatio = (
    metric: string,
    rival: SubjectId,
    figure: (batch: Batch) => number,
  ): Verdict => ({
    metric,
    measured: pairedRatios(of(rival, figure), of('ours', figure)),
    unit: '×',
  });
  const mostPossible = pairedRatios(of('express', cpuPerCall), of('bare', cpuPerCall)).median;
  const [oursTakes, sdkTakes, expressTakes] = (['ours', 'bare', 'express'] as const).map((id) =>
    spreadOf(of(id, cpuPerCall)).median.toFixed(0),
  );
  return [
    {
      metric: 'Warm p50 above the bare SDK call',
      measured: above('ours'),
      unit: 'µs',
      digits: 0,
      atMost: 80,
      because:
        'it is the difference of two calls that each wait for another process, and moves with the machine: 59 to 110 µs in nine runs of the same code. In a loop without the call the handler takes 13 µs, log line included.',
    },
    {
      ...rateRatio('Requests/s of a core, ours / Express', 'express', cpuPerCall),
      atLeast: 1.2,
      because: `the AWS SDK stands in the way, of which both make the same call. Of the ${oursTakes} µs of processor time that a poll takes here its client takes ${sdkTakes}; with Express it is ${expressTakes}. The bare call, with nothing around it, does ${mostPossible.toFixed(2)} times the requests of Express: no handler on this SDK can do more.`,
    },
    rateRatio('Requests/s in sequence, ours / Express', 'express', wallPerCall),
    {
      ...rateRatio(
        'Requests/s of a core, ours / Express by the book',
        'expressByTheBook',
        cpuPerCall,
      ),
      atLeast: 1.3,
    },
    callRatio('Warm p50, ours / bare SDK call', 'bare'),
    callRatio('Warm p50, ours / esbuild defaults', 'defaults'),
    callRatio('Warm p50, ours / defaults + Sentry', 'sentry'),
    callRatio('Warm p50, ours / Express', 'express'),
    callRatio('Warm p50, ours / floor', 'floor'),
    {
      metric: 'Warm p50 of defaults + Sentry above the bare SDK call',
      measured: above('sentry'),
      unit: 'µs',
      digits: 0,
    },
    {
      metric: 'Warm p50 of Express above the bare SDK call',
      measured: above('express'),
      unit: 'µs',
      digits: 0,
    },
  ];
}

function latencyTable(rivals: Readonly<Record<RivalId, Rival>>, batches: Batches): Table {
  return {
    title: 'One call',
    columns: [
      { title: 'Bundle' },
      { title: 'p50 by turn', unit: 'µs', digits: 0 },
      { title: 'p90', unit: 'µs' },
      { title: 'p99', unit: 'µs' },
    ],
    rows: subjects.map((id): Cell[] => {
      const calls = batches[id].flatMap(({ microseconds }) => microseconds);
      return [
        rivals[id].label,
        spreadOf(batches[id].map(medianCall)),
        quantile(calls, 0.9),
        quantile(calls, 0.99),
      ];
    }),
    note: 'p90 and p99 are of all calls; beside p50 stands the p90 of the turns’ medians.',
  };
}

function throughputTable(rivals: Readonly<Record<RivalId, Rival>>, batches: Batches): Table {
  return {
    title: 'Requests',
    columns: [
      { title: 'Bundle' },
      { title: 'Processor time a request', unit: 'µs', digits: 0 },
      { title: 'per second of a core' },
      { title: 'per second in sequence' },
    ],
    rows: subjects.map((id): Cell[] => {
      const cpu = spreadOf(batches[id].map(cpuPerCall));
      const wall = spreadOf(batches[id].map(wallPerCall));
      return [rivals[id].label, cpu, 1_000_000 / cpu.median, 1_000_000 / wall.median];
    }),
  };
}
