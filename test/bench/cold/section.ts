import { join } from 'node:path';
import type { Bench, Cell, Table, Verdict } from '../report/section.ts';
import { type Rival, type RivalId, rivalIds } from '../rivals/build-rivals.ts';
import { type Field, withField } from '../rivals/field.ts';
import { pairedRatios, spreadOf } from '../statistics.ts';
import { functionTables } from './functions.ts';
import { coldMilliseconds, startInRounds } from './rounds.ts';
import { inTheWay, type RungCost, rungCosts, rungTable } from './rungs.ts';
import type { Start, StartOptions } from './start-process.ts';
import { trickTable } from './tricks.ts';

type SubjectId = RivalId | 'cached' | 'reached';
type Starts = Readonly<Record<SubjectId, readonly Start[]>>;

const wholeRounds = 40;

/**
 * The floor's cold start when the import's target was set. How much slower the floor is now tells
 * how much slower the machine is.
 */
const floorOfThatDayMilliseconds = 17;
const importTargetMilliseconds = 40;

/** What a process start costs: ours against what others would use, then each function's. */
export const coldBench: Bench = async ({ effort, log }) =>
  withField(log, async (field) => {
    const rounds = Math.max(3, Math.round(wholeRounds * effort));
    const subjects = subjectsOf(field);
    const starts = await startInRounds(subjects, rounds, log);
    const costs = await rungCosts(field, { effort, log });
    return {
      id: 'cold',
      title: 'Cold start',
      method: `${rounds} rounds. In each, one process per subject, in shuffled order, imports its bundle and answers one poll of a lecture (a token verified, a secret and a row read from a stub of AWS in another process). Cold is import and first call together; Node's own start and what Lambda adds are not in it. Ratios are of one round each. The target of ${importTargetMilliseconds} ms was set when the floor took ${floorOfThatDayMilliseconds} ms, so the import is also told at that pace. Lambda has the functions reach AWS while they start, where the processor is whole (ADR 0012); that is a row of its own, since here the processor is whole all the time. All but the empty handler and the bare calls answer with the same body, which is checked first.`,
      verdicts: verdictsOf(starts, costs),
      tables: [
        timesTable(field, starts),
        rungTable(costs),
        memoryTable(field, starts),
        await trickTable(field, { effort, log }),
        ...(await functionTables({ effort, log, folder: field.folder })),
      ],
    };
  });

function subjectsOf({ job, rivals, eventFile, folder }: Field) {
  const of = (id: RivalId): StartOptions => ({
    bundle: rivals[id].path,
    eventFile,
    environment: job.environment,
  });
  const { ours } = rivals;
  return {
    ...(Object.fromEntries(rivalIds.map((id) => [id, of(id)])) as Record<RivalId, StartOptions>),
    cached: {
      bundle: ours.path,
      eventFile,
      // Written by the round that is not kept.
      environment: { ...job.environment, NODE_COMPILE_CACHE: join(folder, 'compile-cache') },
    },
    reached: {
      bundle: ours.path,
      eventFile,
      // By which shared/platform/reach-aws.ts knows Lambda.
      environment: { ...job.environment, AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand' },
    },
  } satisfies Record<SubjectId, StartOptions>;
}

function verdictsOf(starts: Starts, costs: readonly RungCost[]): Verdict[] {
  const cold = (id: SubjectId) => starts[id].map(coldMilliseconds);
  const firstCall = (id: SubjectId) => starts[id].map((start) => start.firstCallMilliseconds);
  const imported = (id: SubjectId) => starts[id].map((start) => start.importMilliseconds);
  const ratio = (
    metric: string,
    rival: SubjectId,
    limits: Pick<Verdict, 'atMost' | 'because'> = {},
  ): Verdict => ({
    metric,
    measured: pairedRatios(cold('ours'), cold(rival)),
    unit: '×',
    ...limits,
  });
  const aboveEmpty = (id: SubjectId) =>
    imported(id).map((value, round) => value - (imported('empty')[round] ?? Number.NaN));
  const pace = cold('floor').map((value) => value / floorOfThatDayMilliseconds);
  const atThatPace = (values: readonly number[]) => pairedRatios(values, pace);
  const undici = starts.ours.filter((start) => start.undici).length;
  return [
    ratio('Cold, ours / esbuild defaults', 'defaults', { atMost: 0.7 }),
    ratio('Cold, ours / defaults + Sentry', 'sentry', { atMost: 0.36 }),
    {
      metric: 'Import above the empty handler, at the target’s pace',
      measured: atThatPace(aboveEmpty('ours')),
      unit: 'ms',
      digits: 1,
      atMost: importTargetMilliseconds,
    },
    {
      metric: 'Import above the empty handler, at this machine’s',
      measured: spreadOf(aboveEmpty('ours')),
      unit: 'ms',
      digits: 1,
    },
    { metric: 'Imports that loaded undici', measured: undici, unit: '', digits: 0, atMost: 0 },
    ratio('Cold, ours / Express', 'express'),
    ratio('Cold, ours / Express by the book', 'expressByTheBook'),
    ratio('Cold, ours / bare SDK calls', 'bare', { atMost: 1.25, because: inTheWay(costs) }),
    ratio('Cold, ours / floor', 'floor'),
    {
      metric: 'Cold, ours with the compile cache / ours',
      measured: pairedRatios(cold('cached'), cold('ours')),
      unit: '×',
    },
    {
      metric: 'First call, ours with AWS reached in the start / ours',
      measured: pairedRatios(firstCall('reached'), firstCall('ours')),
      unit: '×',
    },
    {
      metric: 'Cold, ours with AWS reached in the start / ours',
      measured: pairedRatios(cold('reached'), cold('ours')),
      unit: '×',
    },
  ];
}

/** Ours, started in other ways. */
const ways = { cached: 'ours + compile cache', reached: 'ours, AWS reached in the start' };
const isWay = (id: SubjectId): id is keyof typeof ways => id in ways;

const labelOf = (rivals: Readonly<Record<RivalId, Rival>>, id: SubjectId): string =>
  isWay(id) ? ways[id] : rivals[id].label;

const tableOrder: readonly SubjectId[] = ['ours', 'reached', 'cached', ...rivalIds.slice(1)];

function timesTable({ rivals }: Field, starts: Starts): Table {
  return {
    title: 'One process start',
    columns: [
      { title: 'Bundle' },
      { title: 'Size', unit: 'KB' },
      { title: 'Import', unit: 'ms' },
      { title: 'First call', unit: 'ms' },
      { title: 'Cold', unit: 'ms' },
    ],
    rows: tableOrder.map((id): Cell[] => [
      labelOf(rivals, id),
      rivals[isWay(id) ? 'ours' : id].kilobytes,
      spreadOf(starts[id].map((start) => start.importMilliseconds)),
      spreadOf(starts[id].map((start) => start.firstCallMilliseconds)),
      spreadOf(starts[id].map(coldMilliseconds)),
    ]),
  };
}

function memoryTable({ rivals }: Field, starts: Starts): Table {
  return {
    title: 'After the first call',
    columns: [
      { title: 'Bundle' },
      { title: 'Processor time', unit: 'ms' },
      { title: 'RSS', unit: 'MB' },
      { title: 'Heap', unit: 'MB' },
      { title: 'Modules of Node' },
      { title: 'undici' },
    ],
    rows: tableOrder.map((id): Cell[] => [
      labelOf(rivals, id),
      spreadOf(starts[id].map((start) => start.cpuMilliseconds)),
      spreadOf(starts[id].map((start) => start.rssMegabytes)),
      spreadOf(starts[id].map((start) => start.heapMegabytes)),
      starts[id][0]?.modulesCalled ?? Number.NaN,
      starts[id].some((start) => start.undici) ? 'loaded' : '',
    ]),
    note: 'The empty handler shows what Node itself takes.',
  };
}
