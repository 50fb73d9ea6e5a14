import type { Bench, Section, Verdict } from '../report/section.ts';
import { pairedRatios, spreadOf } from '../statistics.ts';
import { type MeasuredJourneys, measureJourneys } from './journeys.ts';
import { journeyTables, mebibytes, workerTables } from './tables.ts';
import {
  type Contender,
  measureWorker,
  recordingSizes,
  type WorkerFigures,
} from './worker-bench.ts';

const targets = { journeyMilliseconds: 150, firstByteMilliseconds: 40, memoryMegabytes: 45 };

/** How quick and how lean the way from a recording to its feedback is, the providers left out. */
export const pipelineBench: Bench = async ({ effort, log }) => {
  const journeys = await measureJourneys(effort, log);
  const worker = await measureWorker(effort, log);
  return sectionOf(journeys, worker);
};

function sectionOf(journeys: MeasuredJourneys, worker: readonly WorkerFigures[]): Section {
  return {
    id: 'pipeline',
    title: 'Pipeline',
    method:
      'Everything runs on one machine: the stack’s own template with its bundles, an AWS of ours on loopback (DynamoDB is dynalite), and a stand-in for OpenAI that answers at once. Journeys: learners of the published app, each with an uploaded recording, submit at the same moment and poll until the feedback is there; the functions are warm and share the machine’s cores with the AWS and the app. Worker: the deployed bundle in a process of its own, AWS in a second and the stand-in in a third; each recording is handed to it as the event of its upload, against the same worker bundled alike that reads the object whole (`transformToByteArray`) and uploads it with the OpenAI package (`toFile`). The two take turns in changing order; the time is from just before the handler is called until the first byte of the request’s body has arrived. Memory is resident memory above what a process has after two small lectures and a collection, a process for each recording. Loopback has no bandwidth to run out of and next to no delay: on AWS reading 25 MB whole costs more time than here, and each call to AWS some milliseconds more.',
    verdicts: [
      ...journeyVerdicts(journeys),
      ...firstByteVerdicts(worker),
      ...memoryVerdicts(worker),
    ],
    tables: [...journeyTables(journeys), ...workerTables(worker)],
  };
}

function journeyVerdicts({ atOnce }: MeasuredJourneys): Verdict[] {
  const alone = atOnce.find(({ learners }) => learners === 1)?.rounds ?? [];
  return [
    {
      metric: 'uploaded and submitted → feedback readable, one learner',
      measured: spreadOf(alone.flatMap(({ journeys }) => journeys.map((one) => one.succeeded))),
      unit: 'ms',
      digits: 0,
      atMost: targets.journeyMilliseconds,
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
