import { mkdtemp, rm } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { bundleFunctions } from '../../../infra/bundle/bundle.ts';
import { LOCAL_REGION } from '../../../infra/local/template/model.ts';
import { apiEventTo } from '../../support/api-event.ts';
import { type PublishedApp, withoutQuery } from '../../support/published-app.ts';
import { type BenchStack, onBenchStack } from './bench-stack.ts';
import { type Child, startChild } from './child-process.ts';
import { openApps, turnOf } from './learners.ts';
import { type OwnRun, ownRun } from './own-messages.ts';
import { loadRecordings, type Recordings } from './recordings.ts';
import { withoutEventSources } from './without-event-sources.ts';

export const together = 50;
/** So many learners after each other stand against those at once, and so many journeys of bare calls. */
const afterEachOther = 10;
const roundsOfFullEffort = 10;
const fewestRounds = 3;
const warmUps = 2;
const hashTable = 1001;

export const steps = ['submission', 'work', 'reading'] as const;
type Step = (typeof steps)[number];

/** What a lecture takes in one round, by step. */
export type LectureTimes = Readonly<
  Record<Step, Pick<OwnRun, 'milliseconds' | 'processorMilliseconds'>>
> & {
  readonly awsCalls: number;
};

/** A round: learners after each other, all at once, and the bare calls. Each is of one lecture. */
export interface OwnRound {
  readonly alone: LectureTimes;
  readonly atOnce: LectureTimes;
  readonly bare: Pick<OwnRun, 'milliseconds' | 'processorMilliseconds'>;
}

/** The deployed bundles of a lecture's journey in a process of their own, on a stack that hands out no messages. */
export async function measureOwnPart(
  effort: number,
  log: (line: string) => void,
): Promise<readonly OwnRound[]> {
  const rounds = Math.max(fewestRounds, Math.round(roundsOfFullEffort * effort));
  const outputDirectory = await mkdtemp(join(tmpdir(), 'learning-mate-own-'));
  try {
    const sourceDirectory = fileURLToPath(new URL('./rival-functions', import.meta.url));
    const rivals = await bundleFunctions({ sourceDirectory, outputDirectory });
    return await onBenchStack({ changeTemplate: withoutEventSources }, async (stack) => {
      log(`own part: ${together} learners log in`);
      const apps = await openApps(stack.origin, together);
      const recordings = await loadRecordings();
      const child = startFunctions(stack, join(rivals.directory, 'bare-journey', 'index.mjs'));
      try {
        await child.nextAnswer();
        const taken: OwnRound[] = [];
        log(`own part: ${rounds} rounds of ${together} at once`);
        for (let round = -warmUps; round < rounds; round += 1) {
          const one = await takeRound({ stack, child, recordings }, apps, round + warmUps);
          if (round >= 0) taken.push(one);
        }
        return taken;
      } finally {
        await child.stop();
      }
    });
  } finally {
    await rm(outputDirectory, { recursive: true, force: true });
  }
}

const functionNames = {
  submission: 'ApiSubmitLecture',
  work: 'WorkerProcessLecture',
  reading: 'ApiGetLecture',
} as const;

function startFunctions({ stack, edgeOrigin, operator }: BenchStack, bareBundle: string): Child {
  const functions = steps.map((step) => {
    const found = stack.functions.find(({ logicalId }) =>
      logicalId.startsWith(functionNames[step]),
    );
    if (!found) throw new Error(`the stack has no ${functionNames[step]}`);
    return { ...found, step };
  });
  const bundles = {
    ...Object.fromEntries(
      functions.map(({ step, codeDirectory }) => [step, join(codeDirectory, 'index.mjs')]),
    ),
    bare: bareBundle,
  };
  return startChild({
    file: new URL('./own-process.ts', import.meta.url),
    arguments: [JSON.stringify(bundles)],
    environment: {
      ...Object.assign({}, ...functions.map(({ environment }) => environment)),
      // One process stands for several roles.
      AWS_ACCESS_KEY_ID: operator.accessKeyId,
      AWS_SECRET_ACCESS_KEY: operator.secretAccessKey,
      AWS_REGION: LOCAL_REGION,
      AWS_ENDPOINT_URL: edgeOrigin,
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      TZ: ':UTC',
    },
  });
}

interface Surroundings {
  readonly stack: BenchStack;
  readonly child: Child;
  readonly recordings: Recordings;
}

async function takeRound(
  surroundings: Surroundings,
  apps: readonly PublishedApp[],
  turn: number,
): Promise<OwnRound> {
  const alone: LectureTimes[] = [];
  const bare: OwnRun[] = [];
  for (const app of turnOf(apps, afterEachOther, turn)) {
    const taken = await takeLectures(surroundings, [app]);
    alone.push(taken.times);
    bare.push(await run(surroundings.child, 'bare', [{ objectKey: taken.objectKey }]));
  }
  const { times: atOnce } = await takeLectures(surroundings, apps);
  return { alone: meanOf(alone), atOnce, bare: meanTimes(bare) };
}

/** Uploads, and then all submissions at once, all of the work, and all readings. */
async function takeLectures(
  { stack, child, recordings }: Surroundings,
  apps: readonly PublishedApp[],
): Promise<{ times: LectureTimes; objectKey: string }> {
  const uploads = await Promise.all(
    apps.map(async (app) => {
      const url = await app.presign();
      await app.upload(url, recordings.next());
      return { token: app.stored()?.authToken ?? '', audioUrl: withoutQuery(url) };
    }),
  );
  // The uploads' own events, which find no lecture yet.
  await done(stack, await received(stack, apps.length));
  stack.aws.forgetCalls();

  const headers = (token: string) => ({
    host: 'api.test',
    'content-type': 'application/json',
    authorization: `Bearer ${token}`,
  });
  const submission = await run(
    child,
    'submission',
    uploads.map(({ token, audioUrl }) =>
      apiEventTo('POST', '/api/v1/lecture', {
        headers: headers(token),
        body: JSON.stringify({ topicId: hashTable, audioUrl }),
      }),
    ),
  );
  const ids = submission.answers.map((answer) => lectureIn(answer).id);
  const messages = await received(stack, apps.length);
  const work = await run(
    child,
    'work',
    messages.map((message) => ({
      Records: [{ ...message, messageAttributes: {}, eventSource: 'aws:sqs' }],
    })),
  );
  const reading = await run(
    child,
    'reading',
    ids.map((id, index) =>
      apiEventTo('GET', `/api/v1/lecture/${id}`, {
        headers: headers(uploads[index]?.token ?? ''),
        pathParameters: { id: `${id}` },
      }),
    ),
  );
  const awsCalls = stack.aws.calls.length / apps.length;
  await done(stack, messages);
  for (const answer of reading.answers) {
    const { status } = lectureIn(answer);
    if (status !== 'SUCCESS') throw new Error(`a lecture ended as ${status}`);
  }
  const [first] = uploads;
  const objectKey = new URL(first?.audioUrl ?? '').pathname.split('/').slice(2).join('/');
  const share = ({ milliseconds, processorMilliseconds }: OwnRun) => ({
    milliseconds,
    processorMilliseconds: processorMilliseconds / apps.length,
  });
  return {
    times: {
      ...{ submission: share(submission), work: share(work), reading: share(reading) },
      awsCalls,
    },
    objectKey,
  };
}

async function run(child: Child, name: string, events: readonly unknown[]): Promise<OwnRun> {
  const answer = await child.ask({ name, events });
  const read = ownRun.safeParse(answer);
  if (!read.success) throw new Error(`${name} failed: ${JSON.stringify(answer)}`);
  return read.data;
}

const lectureAnswer = z.object({ body: z.string() });
const lecture = z.looseObject({ id: z.int(), status: z.string() });
const lectureIn = (answer: unknown) => lecture.parse(JSON.parse(lectureAnswer.parse(answer).body));

/** Takes so many messages out of the lecture queue. */
async function received({ aws, queueArn }: BenchStack, count: number) {
  const messages: Awaited<ReturnType<typeof aws.queues.receive>>[number][] = [];
  while (messages.length < count) {
    messages.push(...(await aws.queues.receive(queueArn, { waitSeconds: 20, maxMessages: 10 })));
  }
  return messages;
}

async function done(
  { aws, queueArn }: BenchStack,
  messages: readonly { readonly receiptHandle: string }[],
): Promise<void> {
  for (const { receiptHandle } of messages) await aws.queues.delete(queueArn, receiptHandle);
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function meanTimes(runs: readonly Pick<OwnRun, 'milliseconds' | 'processorMilliseconds'>[]) {
  return {
    milliseconds: mean(runs.map(({ milliseconds }) => milliseconds)),
    processorMilliseconds: mean(runs.map((one) => one.processorMilliseconds)),
  };
}

function meanOf(lectures: readonly LectureTimes[]): LectureTimes {
  return {
    submission: meanTimes(lectures.map(({ submission }) => submission)),
    work: meanTimes(lectures.map(({ work }) => work)),
    reading: meanTimes(lectures.map(({ reading }) => reading)),
    awsCalls: mean(lectures.map(({ awsCalls }) => awsCalls)),
  };
}
