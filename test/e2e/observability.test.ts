import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { metrics } from '../../shared/contracts/metrics.ts';
import { isEmbeddedMetrics, readEmbeddedMetrics } from '../support/embedded-metrics.ts';
import { type AppLecture, type PublishedApp, withoutQuery } from '../support/published-app.ts';
import { idPart, keyOfUpload, patience, recordingNamed, runningStack } from './running-stack.ts';

const hashTable = 1001;
const learnerName = '카나리아둥지';
const typedTalk =
  '해시 함수는 키를 카나리아둥지처럼 배열의 인덱스로 바꾸어 그 자리에 값을 저장합니다.';
const disagreement = '카나리아둥지라고 분명히 말했습니다.';

const stack = await runningStack();
const app = await stack.openApp();

const lineSchema = z.looseObject({
  message: z.string(),
  requestId: z.string(),
  messageId: z.string().optional(),
  lectureId: z.number().optional(),
  correlationId: z.string().optional(),
  outcome: z.string().optional(),
});

/** What functions have written, without the name of the function before it. */
const written = (part = '') =>
  stack.lines
    .filter(({ line, source }) => source === 'function' && line.split(': ', 1)[0]?.includes(part))
    .map(({ line }) => line.slice(line.indexOf(': ') + 2));

const linesOf = (part: string) =>
  written(part)
    .filter((line) => line.startsWith('{') && !isEmbeddedMetrics(line))
    .map((line) => lineSchema.parse(JSON.parse(line)));
const measured = () => written().filter(isEmbeddedMetrics).flatMap(readEmbeddedMetrics);

const workerLines = () => linesOf(idPart('process-lecture'));

/** Submits as the app does. @returns with the id that the API gave the POST */
async function submit(learner: PublishedApp, fileName: string) {
  const uploadUrl = await learner.presign();
  await learner.upload(uploadUrl, await recordingNamed(fileName));
  const response = await learner.call('POST', '/lecture', {
    topicId: hashTable,
    audioUrl: withoutQuery(uploadUrl),
  });
  await response.body?.cancel();
  const { lectureId } = keyOfUpload(uploadUrl);
  return { id: lectureId, uploadUrl, requestId: response.headers.get('x-request-id') };
}

/** The worker has written its last line about it. */
async function untilDone({ id }: Pick<AppLecture, 'id'>): Promise<void> {
  await vi.waitFor(() => {
    const ends = workerLines().filter(
      ({ message, lectureId, outcome }) =>
        message === 'message done' && lectureId === id && outcome !== 'not submitted yet',
    );
    if (ends.length === 0) throw new Error(`nothing of the worker about ${id}`);
  }, patience);
}

const renamed = await app.call('PUT', '/users/name', { name: learnerName });
const good = await submit(app, 'hash-table-good.webm');
const result = await app.waitFor(good);
await untilDone(good);

stack.standIn.misbehave(
  { kind: 'status', status: 429, code: 'insufficient_quota' },
  { endpoint: 'speech' },
);
const unpaid = await submit(app, 'hash-table-partly.mp4');
const unpaidResult = await app.waitFor(unpaid);
await untilDone(unpaid);

const typed = z
  .looseObject({ id: z.int() })
  .parse(
    await (await app.call('POST', '/lecture', { topicId: hashTable, text: typedTalk })).json(),
  );
await app.waitFor(typed);
await untilDone(typed);
const ownTopic = z
  .looseObject({ id: z.int() })
  .parse(await (await app.call('POST', '/users/topics', { title: '해시 테이블의 적재율' })).json());
await vi.waitFor(async () => {
  const answer = await app.call('GET', `/users/topics/${ownTopic.id}`);
  expect(await answer.json()).toMatchObject({ status: 'READY' });
}, patience);
const share = await app.call('POST', `/users/topics/${ownTopic.id}/share`);
const { code } = z.looseObject({ code: z.string() }).parse(await share.json());
await app.call('POST', `/topics/shared/${code}/reports`, { reason: 'OTHER' });
const open = result.feedback?.keyPoints.findIndex(({ label }) => label !== 'covered') ?? -1;
const disputed = await app.call('POST', `/lecture/${good.id}/disagreements`, {
  keyPoint: open + 1,
  comment: disagreement,
});
const [dispute] = z
  .looseObject({ disagreements: z.array(z.looseObject({ id: z.int() })) })
  .parse(await (await app.call('GET', `/lecture/${good.id}`)).json()).disagreements;
if (!dispute) throw new Error('the dispute is not there');
await untilDone(dispute);
await app.call('GET', '/ranking');
await app.call('GET', '/users/lectures');
await stack.runSchedule(stack.functionOf('sweep-lectures').logicalId);
await stack.runSchedule(stack.functionOf('fold-standings').logicalId);
await stack.runSchedule(stack.functionOf('look-at-models').logicalId);

describe('the thread of a lecture', () => {
  it('is the request’s id of its POST, in the answer and in the API’s own lines', () => {
    expect([result.status, unpaidResult.failureReason]).toEqual(['SUCCESS', 'PROVIDER_QUOTA']);
    expect(good.requestId).toEqual(expect.any(String));
    const lines = linesOf(idPart('submit-lecture')).filter(
      ({ requestId }) => requestId === good.requestId,
    );
    expect(lines.map(({ message }) => message)).toEqual(['started', 'request']);
    for (const line of lines) expect(line.lectureId).toBe(good.id);
  });

  it.each([
    ['graded', good],
    ['failed', unpaid],
  ])('of one that was %s runs through every line of the worker about it', (_, lecture) => {
    const about = workerLines().filter(({ lectureId }) => lectureId === lecture.id);
    const messages = new Set(about.map(({ messageId }) => messageId));
    const lines = workerLines().filter(({ messageId }) => messages.has(messageId));
    expect(lines.map(({ message }) => message)).toEqual(
      expect.arrayContaining(['claimed', 'ended', 'message done']),
    );
    for (const line of lines) {
      expect(line).toMatchObject({ lectureId: lecture.id, requestId: expect.any(String) });
      // The upload’s event may come before there is a POST to name.
      if (line.outcome === 'not submitted yet') continue;
      expect(line).toMatchObject({ correlationId: lecture.requestId });
    }
  });
});

describe('the measurements of a journey', () => {
  it('are written as CloudWatch accepts them, under the stage’s name', () => {
    expect(new Set(measured().map(({ namespace }) => namespace))).toEqual(
      new Set(['LearningMate-dev']),
    );
    const declared = Object.keys(metrics);
    for (const { name } of measured()) expect(declared).toContain(name);
  });

  it('include everything except what needs days, or a mistake of the operator', async () => {
    const missing = () => {
      const names = new Set(measured().map(({ name }) => name));
      return Object.keys(metrics).filter((name) => !names.has(name));
    };
    // A line of the log may come after the answer.
    await expect.poll(missing, { timeout: 10_000 }).toEqual([
      // Nobody has said when the models in use end.
      'ModelDaysLeft',
      // Nobody is told of anything.
      'PushMessages',
      // Nobody from a cohort a week ago was there.
      'ArmCohort',
      'ArmBack',
      'ErasuresFailed',
      'ConfigurationErrors',
    ]);
  });

  it('counts each lecture once, whoever looks', () => {
    const sum = (name: string) =>
      measured()
        .filter((metric) => metric.name === name)
        .reduce((total, { value }) => total + value, 0);
    expect(
      [
        'LecturesStarted',
        'LecturesEnded',
        'LecturesSucceeded',
        'ProviderErrors',
        'LatersEnded',
      ].map(sum),
    ).toEqual([3, 3, 2, 1, 1]);
  });
});

describe('no line of any function holds', () => {
  const signature = new URL(good.uploadUrl).searchParams.get('X-Amz-Signature');
  it.each([
    ['the learner’s name', learnerName],
    ['what was said', result.transcribed?.slice(0, 20)],
    ['the feedback', result.strength],
    ['why a label is disputed', disagreement],
    ['the token', app.stored()?.authToken],
    ['an upload’s signature', signature],
    ['the key of the models', 'local-stand-in'],
  ])('%s', (_, canary) => {
    expect([renamed.status, disputed.status]).toEqual([200, 200]);
    if (!canary) throw new Error('nothing to search for');
    expect(written().length).toBeGreaterThan(20);
    expect(written().filter((line) => line.includes(canary))).toEqual([]);
  });
});

describe('the local stack', () => {
  it('says that it does not monitor itself', () => {
    const notices = stack.lines.filter(
      ({ source, line }) => source === 'stack' && /emulated/.test(line),
    );
    const text = notices.map(({ line }) => line).join();
    for (const service of ['Budgets', 'CloudWatch', 'Logs', 'SNS']) {
      expect(text).toContain(service);
    }
  });
});
