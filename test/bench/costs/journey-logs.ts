import { SQSClient } from '@aws-sdk/client-sqs';
import { routes } from '../../../shared/contracts/routes.ts';
import type { LectureMessage } from '../../../shared/lectures/ports.ts';
import { processLecture } from '../../../shared/lectures/process-lecture.ts';
import { submitLecture } from '../../../shared/lectures/submit-lecture.ts';
import type { Authenticator } from '../../../shared/platform/authentication.ts';
import { backgroundHandler } from '../../../shared/platform/background-handler.ts';
import { httpHandler } from '../../../shared/platform/http-handler.ts';
import { log } from '../../../shared/platform/log.ts';
import {
  followedLectures,
  observedAssessor,
  observedLectures,
  observedSpeech,
} from '../../../shared/platform/observed-ports.ts';
import { queueHandler } from '../../../shared/platform/queue-handler.ts';
import { apiEventTo, lambdaContext } from '../../support/api-event.ts';
import { wavOf } from '../../support/lecture-factory.ts';
import { lectureJourney, uploadUrlOf } from '../../support/lecture-journey.ts';
import { assumed, counted } from './assumptions.ts';

export interface JourneyLogs {
  /** All that one lecture writes to CloudWatch Logs, as it is billed. */
  readonly bytes: number;
  /** Of these, lines of metrics. */
  readonly metricLines: number;
  /** Lines of ours; Lambda adds three to every run, API Gateway one to every request. */
  readonly ownLines: number;
}

/** As long as they are on AWS. */
const requestId = 'JKJaXmPLvHcESHA=';
const runId = '19dd0b57-b21e-4ac1-bd88-01bbb068cb78';
const namespace = 'LearningMate-prod';

/** CloudWatch counts so much for every event beside its text. */
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

/** Bytes of a run of the sweep that finds nothing; a fold's are about as many. */
export async function scheduledRunLogBytes(): Promise<number> {
  const sweep = backgroundHandler(async () => {
    const swept = { 'left alone': 0, expired: 0, 'upload missing': 0, 'sent again': 0 };
    log('info', 'swept', { ...swept, erasedUsers: 0 });
  });
  return loggedBytes(await linesOf(() => sweep({}, context)));
}

const context = { ...lambdaContext(240_000), awsRequestId: runId };

/** Our own lines of each run of a function, for one lecture. */
async function journeyRuns(): Promise<string[][]> {
  const journey = lectureJourney();
  const clock = journey.clock.now;
  const lectures = followedLectures(observedLectures(journey.lectures));
  const prices = { speechPerMinute: 0.006, chatPerMillionInputTokens: 0.25, chatPerMillionOutputTokens: 2 };
  const worker = queueHandler<LectureMessage>(
    { client: new SQSClient({ region: 'ap-northeast-2' }), queueUrl: '', maximumReceives: 8 },
    (body) => sent.get(body),
    (message, delivery) =>
      processLecture(
        {
          ...journey.processPorts,
          lectures,
          speech: observedSpeech(journey.speech.port, prices, clock),
          assessor: observedAssessor(journey.assessor.port, prices, clock),
        },
        message,
        { ...delivery, hideFor: async () => {} },
      ),
  );
  const sent = new Map<string, LectureMessage>();
  const work = (message: LectureMessage | undefined) => {
    if (message) sent.set('message', message);
    return linesOf(() => worker(queueEvent, context));
  };

  const key = journey.presign();
  const presign = await answering('presign-upload');
  const { etag, sizeBytes } = journey.recordings.upload(key, wavOf('a lecture'));
  const event = await work({ ...key, recording: { etag, sizeBytes } });
  const submit = await answering('submit-lecture', async () => {
    await submitLecture(
      { ...journey.submitPorts, lectures },
      { userId: key.userId, topicId: 1001, audioUrl: uploadUrlOf(key), correlationId: requestId },
    );
  });
  const read = await answering('get-lecture');
  const worked = await work(journey.queue.sent.shift());
  const reads = Array.from({ length: assumed.polls + 1 }, () => read);
  return [presign, event, submit, ...reads, worked];
}
