import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleFunctions } from '../../../infra/bundle/bundle.ts';
import { startOpenAiStandIn } from '../../../infra/openai-stand-in/server.ts';
import { recordingMaximumBytes } from '../../../shared/contracts/recordings.ts';
import { randomFrom, shuffled } from '../statistics.ts';
import { type Deliveries, deliveriesOn } from './deliveries.ts';
import { type Edge, startEdge } from './edge.ts';
import { loadRecordings, type Recordings } from './recordings.ts';
import { startWorker, type Worker } from './worker.ts';
import type { MemoryRise } from './worker-messages.ts';

const mebibyte = 1024 * 1024;
export const recordingSizes = [mebibyte, 10 * mebibyte, recordingMaximumBytes] as const;

const roundsOfFullEffort = { firstByte: 16, memory: 6 };
const fewestRounds = 3;
/** Lectures that a process has had before its memory is looked at, and before it is timed. */
const warmUps = { firstByte: 8, memory: 2 };

/** `streamed` is ours. */
export const contenders = ['streamed', 'buffered'] as const;
export type Contender = (typeof contenders)[number];

/** What one contender did with recordings of one size, round by round. */
export interface WorkerFigures {
  readonly contender: Contender;
  readonly sizeBytes: number;
  readonly firstByteMilliseconds: readonly number[];
  readonly memory: readonly MemoryRise[];
}

interface Surroundings {
  readonly edge: Edge;
  readonly bundleFiles: Readonly<Record<Contender, string>>;
  readonly deliveries: Deliveries;
  readonly recordings: Recordings;
  readonly random: () => number;
}

/** The worker's deployed bundle against one that holds the whole recording, turn by turn. */
export async function measureWorker(
  effort: number,
  log: (line: string) => void,
): Promise<readonly WorkerFigures[]> {
  const outputDirectory = await mkdtemp(join(tmpdir(), 'learning-mate-rival-'));
  const standIn = await startOpenAiStandIn();
  let edge: Edge | undefined;
  try {
    const sourceDirectory = fileURLToPath(new URL('./rival-functions', import.meta.url));
    const rival = await bundleFunctions({ sourceDirectory, outputDirectory });
    edge = await startEdge(standIn.baseUrl);
    const deliveries = deliveriesOn(edge, standIn);
    try {
      const bundleFiles = {
        streamed: join(edge.worker.codeDirectory, 'index.mjs'),
        buffered: join(rival.directory, 'process-lecture', 'index.mjs'),
      };
      const recordings = await loadRecordings();
      const random = randomFrom(7);
      return await measureOn({ edge, bundleFiles, deliveries, recordings, random }, effort, log);
    } finally {
      deliveries.stop();
    }
  } finally {
    await edge?.stop();
    await standIn.stop();
    await rm(outputDirectory, { recursive: true, force: true });
  }
}

async function measureOn(
  surroundings: Surroundings,
  effort: number,
  log: (line: string) => void,
): Promise<WorkerFigures[]> {
  const rounds = (full: number) => Math.max(fewestRounds, Math.round(full * effort));
  log(`first byte, ${rounds(roundsOfFullEffort.firstByte)} rounds`);
  const times = await timeFirstBytes(surroundings, rounds(roundsOfFullEffort.firstByte));
  log(`memory, ${rounds(roundsOfFullEffort.memory)} rounds`);
  const memory = await watchMemory(surroundings, rounds(roundsOfFullEffort.memory));
  return combinations.map(({ contender, sizeBytes }) => ({
    contender,
    sizeBytes,
    firstByteMilliseconds: times.get(keyOf(contender, sizeBytes)) ?? [],
    memory: memory.get(keyOf(contender, sizeBytes)) ?? [],
  }));
}

const combinations = recordingSizes.flatMap((sizeBytes) =>
  contenders.map((contender) => ({ contender, sizeBytes })),
);
const keyOf = (contender: Contender, sizeBytes: number): string => `${contender} ${sizeBytes}`;

/** One process for each contender, warm through all rounds. */
async function timeFirstBytes(
  surroundings: Surroundings,
  rounds: number,
): Promise<Map<string, number[]>> {
  const { deliveries, recordings, random } = surroundings;
  const workers = new Map<Contender, Worker>();
  const times = new Map<string, number[]>();
  try {
    for (const contender of contenders) {
      workers.set(contender, await warmWorker(surroundings, contender, warmUps.firstByte));
    }
    for (let round = -1; round < rounds; round += 1) {
      for (const { contender, sizeBytes } of shuffled(combinations, random)) {
        const worker = workers.get(contender);
        if (!worker) throw new Error(`${contender} does not run`);
        const recording = recordings.ofSize(sizeBytes);
        const { firstByteMilliseconds } = await deliveries.deliver(worker, recording);
        // The first round warms up.
        if (round >= 0) append(times, keyOf(contender, sizeBytes), firstByteMilliseconds);
      }
    }
    return times;
  } finally {
    for (const worker of workers.values()) await worker.stop();
  }
}

/** A process for each recording: what an earlier one took from the system is not given back. */
async function watchMemory(
  surroundings: Surroundings,
  rounds: number,
): Promise<Map<string, MemoryRise[]>> {
  const { deliveries, recordings, random } = surroundings;
  const rises = new Map<string, MemoryRise[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const { contender, sizeBytes } of shuffled(combinations, random)) {
      const worker = await warmWorker(surroundings, contender, warmUps.memory);
      try {
        const recording = recordings.ofSize(sizeBytes);
        const { memory } = await deliveries.deliver(worker, recording, { watchesMemory: true });
        if (!memory) throw new Error('the worker did not watch its memory');
        append(rises, keyOf(contender, sizeBytes), memory);
      } finally {
        await worker.stop();
      }
    }
  }
  return rises;
}

async function warmWorker(
  { edge, bundleFiles, deliveries, recordings }: Surroundings,
  contender: Contender,
  lectures: number,
): Promise<Worker> {
  const worker = await startWorker(edge, bundleFiles[contender]);
  try {
    for (let lecture = 0; lecture < lectures; lecture += 1) {
      await deliveries.deliver(worker, recordings.next());
    }
    return worker;
  } catch (error) {
    await worker.stop();
    throw error;
  }
}

function append<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key) ?? [];
  list.push(value);
  lists.set(key, list);
}
