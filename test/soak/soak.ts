/**
 * `npm run soak`: many learners at once on the local stack, while OpenAI misbehaves and workers are
 * killed. When the bell rings the bad weather ends too, and every lecture gets the time that its
 * deadline gives it. Ends with a table, and with 1 where anything in it that must be 0 is not.
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { CommandTrouble } from '../../infra/command-line/command-trouble.ts';
import { asksForHelp, helpOf } from '../../infra/command-line/manual.ts';
import { type LocalStack, type LogSource, startLocalStack } from '../../infra/local/local-stack.ts';
import type { RecordedRequest } from '../../infra/openai-stand-in/request-log.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../infra/openai-stand-in/server.ts';
import { clocks } from '../../shared/contracts/clocks.ts';
import { withoutThrottle } from '../support/without-throttle.ts';
import { type Figures, figuresOf } from './figures.ts';
import { killWorkers, misbehaveAtRate } from './injected-faults.ts';
import { Learner } from './learner.ts';
import { Ledger } from './ledger.ts';
import { readOptions, type SoakOptions, soakManual } from './options.ts';
import { loadRecordings } from './recordings.ts';
import { holds, reportText } from './report.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';
import { readStoredRows, type StoredRow } from './stored-rows.ts';
import { startWitnessedDynamoDb, type WitnessedDynamoDb } from './write-witness.ts';

const progressMilliseconds = 15_000;
/** The stand-in remembers only its last thousand requests. */
const collectMilliseconds = 1_000;
/** The deadline of the last lecture, and one sweep. */
const longestWaitSeconds = clocks.deadlineSeconds + clocks.sweepPeriodSeconds;

interface Surroundings {
  readonly options: SoakOptions;
  readonly random: SeededRandom;
  readonly stack: LocalStack;
  readonly openAi: OpenAiStandIn;
  readonly dynamoDb: WitnessedDynamoDb;
  readonly serverErrors: readonly string[];
}

const options = readOrEnd(process.argv.slice(2));
const figures = await runSoak(options);
process.stdout.write(`${reportText(figures)}\n`);
if (options.json !== undefined) await writeFile(options.json, JSON.stringify(figures, null, 2));
process.exit(holds(figures) ? 0 : 1);

function readOrEnd(argv: readonly string[]): SoakOptions {
  if (asksForHelp(argv)) {
    process.stdout.write(`${helpOf(soakManual)}\n`);
    process.exit(0);
  }
  try {
    return readOptions(argv);
  } catch (error) {
    if (!(error instanceof CommandTrouble)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(error.exitCode);
  }
}

async function runSoak(options: SoakOptions): Promise<Figures> {
  const random = seededRandom(options.seed);
  const weather = random.fork();
  const openAi = await startOpenAiStandIn({ random: () => weather.next() });
  const dynamoDb = await startWitnessedDynamoDb();
  const stateDirectory = await mkdtemp(join(tmpdir(), 'learning-mate-soak-'));
  const serverErrors: string[] = [];
  const file = options.log === undefined ? undefined : createWriteStream(options.log);
  const log = (line: string, source: LogSource): void => {
    file?.write(`${new Date().toISOString()} ${source} ${line}\n`);
    if (source === 'request' && / 5\d\d \d+ ms$/.test(line)) serverErrors.push(line);
  };
  let stack: LocalStack | undefined;
  try {
    stack = await startLocalStack({
      port: 0,
      memory: true,
      stateDirectory,
      dynamoDbEndpoint: dynamoDb.endpoint,
      openAi: { apiKey: 'soak', baseUrl: openAi.baseUrl },
      log,
      // All its learners call from one laptop, and far more often than an app does.
      changeTemplate: withoutThrottle,
    });
    return await soak({ options, random, stack, openAi, dynamoDb, serverErrors });
  } finally {
    await stack?.stop();
    dynamoDb.stop();
    await openAi.stop();
    file?.end();
    await rm(stateDirectory, { recursive: true, force: true });
  }
}

async function soak(surroundings: Surroundings): Promise<Figures> {
  const { options, random, stack, openAi, dynamoDb, serverErrors } = surroundings;
  const ledger = new Ledger();
  const startedAt = performance.now();
  const bell = AbortSignal.timeout(options.seconds * 1000);
  const end = AbortSignal.timeout((options.seconds + longestWaitSeconds) * 1000);
  const room = {
    origin: stack.origin,
    ledger,
    nextRecording: await loadRecordings(),
    bell,
    end,
  };
  const openAiCalls: RecordedRequest[] = [];
  const collect = (): void => {
    openAiCalls.push(...openAi.requests);
    openAi.forget();
  };
  const timers = [
    setInterval(collect, collectMilliseconds),
    setInterval(() => progress(ledger, startedAt), progressMilliseconds),
  ];
  try {
    misbehaveAtRate(openAi, options.faultRate);
    bell.addEventListener('abort', () => openAi.behave(), { once: true });
    const killing = killWorkers(stack.runtime, {
      functionArn: workerArn(stack),
      everySeconds: options.killEverySeconds,
      random: random.fork(),
      end: bell,
    });
    const learners = Array.from({ length: options.learners }, () =>
      new Learner(room, random.fork()).learn(),
    );
    await Promise.all(learners);
    const elapsedSeconds = (performance.now() - startedAt) / 1000;
    const rows = await settledRows(stack, end);
    collect();
    return figuresOf({
      options,
      ledger,
      rows,
      witness: dynamoDb,
      openAiCalls,
      serverErrors,
      workersKilled: await killing,
      deadLetters: await deadLetters(stack),
      elapsedSeconds,
    });
  } finally {
    for (const timer of timers) clearInterval(timer);
  }
}

/** Readers see a deadline at once; the sweep writes it within its period. */
async function settledRows(stack: LocalStack, end: AbortSignal): Promise<StoredRow[]> {
  for (;;) {
    const rows = await readStoredRows(stack.operator);
    if (end.aborted || rows.every(({ status }) => status !== 'IN_PROGRESS')) return rows;
    await after(collectMilliseconds);
  }
}

function workerArn({ stack }: LocalStack): string {
  const [source] = stack.eventSources;
  if (source === undefined) throw new Error('the stack has no worker');
  return source.functionArn;
}

async function deadLetters({ stack, aws }: LocalStack): Promise<number> {
  const arn = stack.queues.flatMap(({ redrive }) => redrive?.deadLetterQueueArn ?? [])[0] ?? '';
  const { visible, inFlight, delayed } = await aws.queues.attributes(arn);
  return visible + inFlight + delayed;
}

function progress({ lectures }: Ledger, startedAt: number): void {
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const open = lectures.filter(({ endedAt }) => endedAt === undefined).length;
  process.stderr.write(`${seconds} s: ${lectures.length} lectures, ${open} under way\n`);
}
