import { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2, SQSRecord } from 'aws-lambda';
import { type RouteName, routes } from '../../../shared/contracts/routes.ts';
import { lectureBody } from '../../../shared/lectures/lecture-body.ts';
import type { LectureMessage } from '../../../shared/lectures/ports.ts';
import { processLecture } from '../../../shared/lectures/process-lecture.ts';
import { submitLecture } from '../../../shared/lectures/submit-lecture.ts';
import { activityRecorder } from '../../../shared/platform/activity.ts';
import { authenticator } from '../../../shared/platform/authentication.ts';
import { backgroundHandler } from '../../../shared/platform/background-handler.ts';
import { httpHandler } from '../../../shared/platform/http-handler.ts';
import { log } from '../../../shared/platform/log.ts';
import {
  followedLectures,
  observedChat,
  observedLectures,
  observedSpeech,
} from '../../../shared/platform/observed-ports.ts';
import { queueHandler } from '../../../shared/platform/queue-handler.ts';
import { apiEventTo, lambdaContext } from '../../support/api-event.ts';
import { inMemoryUsers, userOf } from '../../support/in-memory-users.ts';
import { wavOf } from '../../support/lecture-factory.ts';
import { lectureJourney, uploadUrlOf } from '../../support/lecture-journey.ts';
import { assumed, counted } from './assumptions.ts';

export interface JourneyLogs {
  /** All that one lecture writes to CloudWatch Logs, as it is billed. */
  readonly bytes: number;
  /** How many of these are lines of metrics. */
  readonly metricLines: number;
  /** Lines of ours; Lambda adds three to every run, API Gateway one to every request. */
  readonly ownLines: number;
}

/** As long as they are on AWS. */
const requestId = 'JKJaXmPLvHcESHA=';
const runId = '19dd0b57-b21e-4ac1-bd88-01bbb068cb78';
const namespace = 'LearningMate-prod';

/** CloudWatch counts that many bytes for every event beside its text. */
const eventBytes = 26;
/** What Lambda puts before a line: time, run, level, and tabs between them. */
const prefixBytes = `2026-11-22T03:00:00.000Z\t${runId}\tINFO\t`.length;
/** START, END and REPORT of a warm run. */
const runBytes = 74 + 52 + 152 + 3 * eventBytes;

/** Bytes of a run with these lines of ours. */
export function loggedBytes(lines: readonly string[]): number {
  return lines.reduce(
    (sum, line) => sum + Buffer.byteLength(line) + 1 + prefixBytes + eventBytes,
    runBytes,
  );
}

/** Bytes of one line in the access log. */
export function accessLogBytes(format: string): number {
  const line = format.replace(/\$context\.[\w.]+/g, (name) => accessLogValues[name] ?? '-');
  return Buffer.byteLength(line) + eventBytes;
}

const accessLogValues: Readonly<Record<string, string>> = {
  '$context.requestId': requestId,
  '$context.requestTime': '22/Nov/2026:03:00:00 +0000',
  '$context.routeKey': 'GET /api/v1/lecture/{id}',
  '$context.status': '200',
  '$context.responseLatency': '12',
  '$context.responseLength': '800',
};

/** Takes a lecture through the real stacks, with memory below, and keeps what they log. */
export async function journeyLogs(accessLogFormat: string): Promise<JourneyLogs> {
  const before = process.env['METRIC_NAMESPACE'];
  process.env['METRIC_NAMESPACE'] = namespace;
  try {
    const runs = await journeyRuns();
    const requests = counted.apiRequestsBesidePolls + assumed.polls + counted.apiPreflights;
    const lines = runs.flat();
    return {
      bytes:
        runs.reduce((sum, run) => sum + loggedBytes(run), 0) +
        requests * accessLogBytes(accessLogFormat),
      metricLines: lines.filter((line) => line.startsWith('{"_aws"')).length,
      ownLines: lines.length,
    };
  } finally {
    if (before === undefined) delete process.env['METRIC_NAMESPACE'];
    else process.env['METRIC_NAMESPACE'] = before;
  }
}

/** Bytes of a run of the sweep that finds nothing; a fold's run has about as many. */
export async function scheduledRunLogBytes(): Promise<number> {
  const sweep = backgroundHandler(async () => {
    const swept = { 'left alone': 0, expired: 0, 'upload missing': 0, 'sent again': 0 };
    log('info', 'swept', { ...swept, erasedUsers: 0 });
  });
  return loggedBytes(await linesOf(() => sweep({}, context)));
}

const context = { ...lambdaContext(240_000), awsRequestId: runId };

/** Our own lines of each run of a function, for one lecture: the learner's first of the day. */
async function journeyRuns(): Promise<string[][]> {
  const journey = lectureJourney();
  const lectures = followedLectures(observedLectures(journey.lectures));
  const work = workerOf(journey, lectures);
  const authenticate = authenticationOf(journey);

  const key = journey.presign();
  const presign = await linesOf(() =>
    httpHandler(
      routes['presign-upload'],
      async () => ({
        body: { uploadPresignedUrl: uploadUrlOf(key), audioUrl: uploadUrlOf(key) },
      }),
      authenticate,
    )(requestTo('presign-upload'), context),
  );
  const recording = journey.recordings.upload(key, wavOf('a lecture'));
  const event = await work({ ...key, recording });
  const body = { topicId: 1001, audioUrl: uploadUrlOf(key) };
  const submit = await linesOf(() =>
    httpHandler(
      routes['submit-lecture'],
      async ({ userId, requestId: correlationId }) => {
        const submission = { ...body, userId, correlationId };
        return {
          body: lectureBody(await submitLecture({ ...journey.submitPorts, lectures }, submission)),
        };
      },
      authenticate,
    )(requestTo('submit-lecture', { body: JSON.stringify(body) }), context),
  );
  const read = await linesOf(() =>
    httpHandler(
      routes['get-lecture'],
      async () => ({ body: lectureBody(journey.row(key)) }),
      authenticate,
    )(requestTo('get-lecture', { pathParameters: { id: String(key.lectureId) } }), context),
  );
  const worked = await work(journey.queue.sent.shift());
  const reads = Array.from({ length: assumed.polls + 1 }, () => read);
  return [presign, event, submit, ...reads, worked];
}

type Journey = ReturnType<typeof lectureJourney>;

/** What the worker logs for one message. */
function workerOf(journey: Journey, lectures: Journey['lectures']) {
  const clock = journey.clock.now;
  const ports = {
    ...journey.processPorts,
    lectures,
    speech: observedSpeech(journey.speech.port, providerPrices, clock),
    chat: observedChat(journey.chat.port, providerPrices, clock),
  };
  return (message: LectureMessage | undefined): Promise<string[]> => {
    const worker = queueHandler(
      // It is never called: nothing comes back, and the bare delivery handles the hiding.
      { client: new SQSClient({ region: 'ap-northeast-2' }), queueUrl: '', maximumReceives: 8 },
      () => message,
      (read, delivery) => processLecture(ports, read, { ...delivery, hideFor: async () => {} }),
    );
    return linesOf(() => worker({ Records: [queueRecord] }, context));
  };
}

const providerPrices = {
  speechPerMinute: 0.006,
  chatPerMillionInputTokens: 0.25,
  chatPerMillionOutputTokens: 2,
};

const queueRecord: SQSRecord = {
  messageId: runId,
  receiptHandle: '',
  body: '',
  attributes: {
    ApproximateReceiveCount: '1',
    ApproximateFirstReceiveTimestamp: '0',
    SentTimestamp: '0',
    SenderId: '',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: '',
  awsRegion: 'ap-northeast-2',
};

function authenticationOf(journey: Journey) {
  const users = inMemoryUsers(userOf());
  return authenticator({
    verifyToken: async () => ({ userId: 7_001, tokenVersion: 1 }),
    users,
    noteActivity: activityRecorder(users),
    clock: journey.clock.now,
  });
}

function requestTo(name: RouteName, parts: Partial<APIGatewayProxyEventV2> = {}) {
  const { method, path } = routes[name];
  const event = apiEventTo(method, path, parts);
  return { ...event, requestContext: { ...event.requestContext, requestId } };
}

/** What a run writes to the console, with a usual duration instead of its own. */
async function linesOf(run: () => Promise<unknown>): Promise<string[]> {
  const lines: string[] = [];
  const levels = ['log', 'info', 'warn', 'error'] as const;
  const before = levels.map((level) => [level, console[level]] as const);
  for (const level of levels) console[level] = (line: unknown) => lines.push(String(line));
  try {
    await run();
  } finally {
    for (const [level, write] of before) console[level] = write;
  }
  return lines.map((line) => line.replace(/"milliseconds":\d+/, '"milliseconds":12'));
}
