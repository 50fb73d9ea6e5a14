import { feltJourneys } from '../felt/felt-journeys.ts';
import { typicalAwsTimes } from '../felt/own-calls.ts';
import { typicalTimes } from '../felt/provider-times.ts';
import type { Bench, Section, Verdict } from '../report/section.ts';
import { pairedRatios, quantile, spreadOf } from '../statistics.ts';
import { type MeasuredJourneys, measureJourneys } from './journeys.ts';
import { type OwnWaits, ownTable, ownToBare, ownVerdicts } from './own-figures.ts';
import { measureOwnPart, type OwnRound, together } from './own-part.ts';
import { journeyTables, mebibytes, workerTables } from './tables.ts';
import {
  type Contender,
  measureWorker,
  recordingSizes,
  type WorkerFigures,
} from './worker-bench.ts';

const targets = { journeyMilliseconds: 66, firstByteMilliseconds: 40, memoryMegabytes: 45 };

/** How quick and how lean the way from a recording to its feedback is, the providers left out. */
export const pipelineBench: Bench = async ({ effort, log }) => {
  const journeys = await measureJourneys(effort, log);
  const own = await measureOwnPart(effort, log);
  const waits = await ownWaits();
  const worker = await measureWorker(effort, log);
  return sectionOf(journeys, { own, waits }, worker);
};

const middleOf = async (learners: number): Promise<number> => {
  const group = { talkSeconds: 120, learners, client: 'own' } as const;
  const rounds = Math.ceil(50 / learners);
  const journeys = await feltJourneys(group, rounds, typicalTimes, typicalAwsTimes);
  return quantile(
    journeys.map(({ own }) => own),
    0.5,
  );
};

const ownWaits = async (): Promise<OwnWaits> => ({
  alone: await middleOf(1),
  atOnce: await middleOf(together),
});

interface MeasuredOwnPart {
  readonly own: readonly OwnRound[];
  readonly waits: OwnWaits;
}

function sectionOf(
  journeys: MeasuredJourneys,
  { own, waits }: MeasuredOwnPart,
  worker: readonly WorkerFigures[],
): Section {
  return {
    id: 'pipeline',
    title: 'Pipeline',
    method:
      'Everything runs on one machine: the stack’s own template with its bundles, an AWS of ours on loopback (DynamoDB is dynalite), and a stand-in for OpenAI that answers at once. Journeys: learners of the published app, each with an uploaded recording, submit at the same moment and poll until the feedback is there; the functions are warm and share the machine’s cores with the AWS and the app. Own part: in each round ten learners after each other, ten times the bare calls that a lecture makes (the SDK and `fetch`, in the same order and side by side where ours are), and then 50 learners at once, whose submissions, work and readings each go to the deployed bundles together. Worker: the deployed bundle in a process of its own, AWS in a second and the stand-in in a third; each recording is handed to it as the event of its upload, against the same worker bundled alike that reads the object whole (`transformToByteArray`) and uploads it with the OpenAI package (`toFile`). The two take turns in changing order; the time is from just before the handler is called until the first byte of the request’s body has arrived. Memory is resident memory above what a process has after two small lectures and a collection, a process for each recording. Loopback has no bandwidth to run out of and next to no delay: on AWS reading 25 MB whole costs more time than here, and each call to AWS some milliseconds more.',
    verdicts: [
      ...journeyVerdicts(journeys, own),
      ...ownVerdicts(own, waits),
      ...firstByteVerdicts(worker),
      ...memoryVerdicts(worker),
    ],
    tables: [...journeyTables(journeys), ownTable(own, waits), ...workerTables(worker)],
  };
}

function journeyVerdicts({ atOnce }: MeasuredJourneys, own: readonly OwnRound[]): Verdict[] {
  const alone = atOnce.find(({ learners }) => learners === 1)?.rounds ?? [];
  return [
    {
      metric: 'uploaded and submitted → feedback readable, one learner',
      measured: spreadOf(alone.flatMap(({ journeys }) => journeys.map((one) => one.succeeded))),
      unit: 'ms',
      digits: 0,
      atMost: targets.journeyMilliseconds,
      because: `milliseconds are this day’s, and drift by half from day to day. Within this run a lecture takes ${ownToBare(own).median.toFixed(2)} times the processor time of the calls that it makes, made bare. When the target was set, one model was asked once speech was heard; now two are, after each other, with writes between them (ADR 0048).`,
    },
  ];
}

function firstByteVerdicts(worker: readonly WorkerFigures[]): Verdict[] {
  const timesOf = (contender: Contender, sizeBytes: number) =>
    figuresOf(worker, contender, sizeBytes).firstByteMilliseconds;
  return [
    ...recordingSizes.map((sizeBytes) => ({
      metric: `event in hand → first byte at the speech API, ${mebibytes(sizeBytes)} MiB`,
      measured: spreadOf(timesOf('streamed', sizeBytes)),
      unit: 'ms',
      digits: 1,
      atMost: targets.firstByteMilliseconds,
    })),
    {
      metric: `first byte, streamed : buffered, ${mebibytes(largest)} MiB`,
      measured: pairedRatios(timesOf('streamed', largest), timesOf('buffered', largest)),
      unit: '×',
      digits: 2,
    },
  ];
}

function memoryVerdicts(worker: readonly WorkerFigures[]): Verdict[] {
  const risesOf = (contender: Contender) =>
    figuresOf(worker, contender, largest).memory.map(({ residentBytes }) => residentBytes / 1e6);
  return [
    {
      metric: `worker’s memory above its base, ${mebibytes(largest)} MiB`,
      measured: spreadOf(risesOf('streamed')),
      unit: 'MB',
      digits: 1,
      atMost: targets.memoryMegabytes,
    },
    {
      metric: `worker’s memory, streamed : buffered, ${mebibytes(largest)} MiB`,
      measured: pairedRatios(risesOf('streamed'), risesOf('buffered')),
      unit: '×',
      digits: 2,
    },
  ];
}

const largest = Math.max(...recordingSizes);

function figuresOf(
  worker: readonly WorkerFigures[],
  contender: Contender,
  sizeBytes: number,
): WorkerFigures {
  const found = worker.find((one) => one.contender === contender && one.sizeBytes === sizeBytes);
  if (!found) throw new Error(`${contender} was not measured with ${sizeBytes} bytes`);
  return found;
}
