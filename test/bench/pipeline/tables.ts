import type { Table } from '../report/section.ts';
import { spreadOf } from '../statistics.ts';
import type { MeasuredJourneys } from './journeys.ts';
import { pollMillisecondsOf } from './learners.ts';
import type { WorkerFigures } from './worker-bench.ts';

export const mebibytes = (bytes: number): number => bytes / 1024 / 1024;

export function journeyTables({ atOnce, awsCalls }: MeasuredJourneys): Table[] {
  return [
    {
      title: 'Uploaded and submitted → feedback readable',
      columns: [
        { title: 'learners at once' },
        { title: 'lectures' },
        { title: 'POST answered', unit: 'ms', digits: 0 },
        { title: 'feedback readable', unit: 'ms', digits: 0 },
        { title: 'throughput', unit: 'lectures/s' },
        { title: 'polled every', unit: 'ms' },
      ],
      rows: atOnce.map(({ learners, rounds }) => {
        const journeys = rounds.flatMap((round) => round.journeys);
        return [
          learners,
          journeys.length,
          spreadOf(journeys.map(({ posted }) => posted)),
          spreadOf(journeys.map(({ succeeded }) => succeeded)),
          spreadOf(rounds.map(({ lecturesPerSecond }) => lecturesPerSecond)),
          pollMillisecondsOf(learners),
        ];
      }),
      note: 'Times from the moment before the POST. Learners of one round submit together, and what they then wait for is the machine, and one of the five workers that the stage dev runs at the same time.',
    },
    {
      title: 'AWS calls of a journey, by function',
      columns: [
        { title: 'function' },
        { title: 'action, as IAM names it' },
        { title: 'calls a journey', digits: 1 },
      ],
      rows: awsCalls.map(({ functionName, action, callsPerJourney }) => [
        functionName,
        action,
        callsPerJourney,
      ]),
      note: 'Of one learner alone, from the presigned URL to the feedback, and with its polls: what varies are those. A HEAD counts as s3:GetObject, and the upload by the signed URL as s3:PutObject of its signer; a consistent read of a lecture that is not yet there is the upload’s own event.',
    },
  ];
}

export function workerTables(worker: readonly WorkerFigures[]): Table[] {
  return [
    {
      title: 'The worker, by the size of the recording',
      columns: [
        { title: 'recording', unit: 'MiB' },
        { title: 'worker' },
        { title: 'first byte at the speech API', unit: 'ms' },
        { title: 'resident memory above base', unit: 'MB' },
        { title: 'of it outside of the heap', unit: 'MB' },
        { title: 'base', unit: 'MB', digits: 0 },
      ],
      rows: worker.map(({ contender, sizeBytes, firstByteMilliseconds, memory }) => [
        mebibytes(sizeBytes),
        contender,
        spreadOf(firstByteMilliseconds),
        spreadOf(memory.map(({ residentBytes }) => residentBytes / 1e6)),
        spreadOf(memory.map(({ externalBytes }) => externalBytes / 1e6)),
        spreadOf(memory.map(({ baseBytes }) => baseBytes / 1e6)),
      ]),
      note: 'Each peak for itself: memory outside of the heap may take room that the process already has. The base is of Node, the bundle and the bench’s own few lines, on x86.',
    },
  ];
}
