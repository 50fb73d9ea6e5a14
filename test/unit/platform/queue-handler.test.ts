import { SQSClient } from '@aws-sdk/client-sqs';
import { HttpResponse } from '@smithy/protocol-http';
import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import type { Delivery, Outcome } from '../../../shared/lectures/delivery.ts';
import { ConfigurationError } from '../../../shared/platform/configuration-error.ts';
import { queueHandler } from '../../../shared/platform/queue-handler.ts';
import { lambdaContext, testRequestId } from '../../support/api-event.ts';
import { type CapturedLog, capturedLog } from '../../support/captured-log.ts';

let captured: CapturedLog;
beforeEach(() => {
  captured = capturedLog();
});
afterEach(() => captured.restore());

const queueUrl = 'https://sqs.test/000000000000/lectures';
const bodySchema = z.object({
  QueueUrl: z.string(),
  ReceiptHandle: z.string(),
  VisibilityTimeout: z.int(),
});

function queueWith(work: (message: string, delivery: Delivery) => Promise<Outcome>) {
  const hidden: z.infer<typeof bodySchema>[] = [];
  const reported: unknown[] = [];
  const client = new SQSClient({
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: {
      handle: async ({ body }: { body?: unknown }) => {
        hidden.push(bodySchema.parse(JSON.parse(String(body))));
        return { response: new HttpResponse({ statusCode: 200, headers: {}, body: undefined }) };
      },
    },
  });
  const handler = queueHandler(
    { client, queueUrl, maximumReceives: 8 },
    (body) => (body.startsWith('lecture') ? body : undefined),
    work,
    async (...report) => void reported.push(report),
  );
  const deliver = (body: string, receiveCount = 1) =>
    handler(eventOf(body, receiveCount), lambdaContext(240_000));
  return { hidden, reported, handler, deliver };
}

function eventOf(body: string, receiveCount: number, messageId = 'message-1'): SQSEvent {
  return {
    Records: [
      {
        messageId,
        receiptHandle: 'receipt-1',
        body,
        attributes: {
          ApproximateReceiveCount: String(receiveCount),
          SentTimestamp: '0',
          SenderId: 'test',
          ApproximateFirstReceiveTimestamp: '0',
        },
        messageAttributes: {},
        md5OfBody: '',
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:ap-northeast-2:000000000000:lectures',
        awsRegion: 'ap-northeast-2',
      },
    ],
  };
}

describe('a message', () => {
  it('that is done is acknowledged and logged with its outcome', async () => {
    const { deliver, hidden } = queueWith(async () => ({ done: 'SUCCESS' }));

    await expect(deliver('lecture 1')).resolves.toBeUndefined();
    expect(hidden).toEqual([]);
    expect(captured.lines()).toMatchObject([
      {
        ...{ level: 'info', message: 'message done', outcome: 'SUCCESS' },
        ...{ requestId: testRequestId, messageId: 'message-1' },
      },
    ]);
  });

  it('that cannot be read is acknowledged without any work', async () => {
    const { deliver } = queueWith(() => Promise.reject(new Error('must not be called')));

    await expect(deliver('{"Event":"s3:TestEvent"}')).resolves.toBeUndefined();
    expect(captured.lines()).toMatchObject([
      { level: 'warn', message: 'message without a lecture: acknowledged' },
    ]);
  });

  it('that should come back is hidden for that long, then thrown', async () => {
    const { deliver, hidden } = queueWith(async () => ({ again: 'rate-limited', inSeconds: 301 }));

    await expect(deliver('lecture 1')).rejects.toMatchObject({
      name: 'ComesBackLater',
      message: 'rate-limited',
    });
    expect(hidden).toEqual([
      { QueueUrl: queueUrl, ReceiptHandle: 'receipt-1', VisibilityTimeout: 301 },
    ]);
    // The SDK may log a line of its own beside it.
    const [line = ''] = captured
      .text()
      .split('\n')
      .filter((each) => each.includes('comes back'));
    expect(JSON.parse(line)).toEqual({
      ...{ level: 'warn', time: expect.any(String), message: 'message comes back' },
      ...{ requestId: testRequestId, messageId: 'message-1' },
      ...{ outcome: 'rate-limited', inSeconds: 301, receiveCount: 1 },
    });
  });

  it('is never hidden for longer than SQS allows', async () => {
    const { deliver, hidden } = queueWith(async () => ({ again: 'x', inSeconds: 99_999 }));

    await expect(deliver('lecture 1')).rejects.toThrow();
    expect(hidden[0]?.VisibilityTimeout).toBe(43_200);
  });

  it('knows its id, its receive count, the last receive and the time that is left', async () => {
    const seen: unknown[] = [];
    const { deliver, hidden } = queueWith(async (message, delivery) => {
      seen.push([message, delivery.messageId, delivery.receiveCount, delivery.isLastReceive]);
      await delivery.hideFor(Math.ceil(delivery.remainingMilliseconds() / 1000));
      return { done: 'ok' };
    });
    for (const receiveCount of [1, 7, 8, 9]) await deliver('lecture 1', receiveCount);

    expect(seen).toEqual([
      ['lecture 1', 'message-1', 1, false],
      ['lecture 1', 'message-1', 7, false],
      ['lecture 1', 'message-1', 8, true],
      ['lecture 1', 'message-1', 9, true],
    ]);
    expect(hidden.map(({ VisibilityTimeout }) => VisibilityTimeout)).toEqual([240, 240, 240, 240]);
  });

  it('whose work throws comes back with the queue’s own delay, and is reported', async () => {
    const failure = new Error('table is away');
    const { deliver, hidden, reported } = queueWith(() => Promise.reject(failure));

    await expect(deliver('lecture 1')).rejects.toThrow('table is away');
    expect(hidden).toEqual([]);
    expect(reported).toEqual([[failure, {}, 'background']]);
  });

  it.each([{ done: 'FAILURE' }, { again: 'unexpected error', inSeconds: 5 }])(
    'that ended as %j has its cause reported, once',
    async (outcome) => {
      const cause = new Error('table is away');
      const { deliver, reported } = queueWith(async () => ({ ...outcome, cause }) as Outcome);
      await deliver('lecture 1').catch(() => undefined);
      expect(reported).toEqual([[cause, {}, 'background']]);
    },
  );

  it('that comes back for no trouble of ours is not reported', async () => {
    const { deliver, reported } = queueWith(async () => ({ again: 'not yet', inSeconds: 5 }));
    await expect(deliver('lecture 1')).rejects.toThrow('not yet');
    expect(reported).toEqual([]);
  });

  it('is named in its lines, whichever message came before', async () => {
    const { handler } = queueWith(async () => ({ done: 'ok' }));
    const other = { ...lambdaContext(), awsRequestId: 'request-2' };
    await handler(eventOf('lecture 1', 1), lambdaContext());
    await handler(eventOf('lecture 2', 1, 'message-2'), other);
    expect(captured.lines()).toMatchObject([
      { requestId: testRequestId, messageId: 'message-1' },
      { requestId: 'request-2', messageId: 'message-2' },
    ]);
  });

  it('that finds a malformed secret comes back, and is counted for the alarm', async () => {
    vi.stubEnv('METRIC_NAMESPACE', 'LearningMate-test');
    const cause = new ConfigurationError('The OpenAI secret is malformed');
    const { deliver } = queueWith(async () => ({ again: 'unexpected error', inSeconds: 5, cause }));

    await expect(deliver('lecture 1')).rejects.toThrow();
    expect(captured.metrics()).toMatchObject([{ name: 'ConfigurationErrors', value: 1 }]);
    expect(captured.text()).toContain('"error":"ConfigurationError"');
    vi.unstubAllEnvs();
  });

  it('leaves none of its body in the log, which gives the cause of a failure', async () => {
    const cause = new Error('speech: unavailable (503)');
    const { deliver } = queueWith(async () => ({ done: 'PROVIDER_QUOTA', cause }));

    await deliver('lecture canary-7f3a9b');
    await deliver('canary-7f3a9b');
    expect(captured.text()).not.toContain('canary');
    expect(captured.lines()[0]).toMatchObject({ level: 'error', reason: cause.message });
  });
});
