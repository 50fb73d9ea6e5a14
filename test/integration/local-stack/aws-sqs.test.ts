import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { allow, queue, role, stackModel } from '../../support/stack-model.ts';
import { type AwsEdge, startEdge } from './aws-edge.ts';

const deadLetters = queue('dead-letters');
const work = queue('work', {
  redrive: { deadLetterQueueArn: deadLetters.arn, maxReceiveCount: 1 },
});
const stack = stackModel({
  queues: [work, deadLetters],
  roles: [
    role('Sender', [allow(['sqs:SendMessage'], [work.arn])]),
    role('Worker', [
      allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'], ['*']),
      allow(['sqs:GetQueueUrl'], [work.arn]),
    ]),
  ],
});
const urlOf = (edge: AwsEdge, name = 'work') => `${edge.origin}/000000000000/${name}`;
const takeOne = { waitSeconds: 20, maxMessages: 1 };

describe('SQS behind the edge', () => {
  test('a message goes from one role to another, through queue URLs of the edge', async () => {
    const edge = await startEdge(stack);
    const sender = new SQSClient(edge.as('Sender'));
    const worker = new SQSClient(edge.as('Worker'));
    const { QueueUrl } = await worker.send(new GetQueueUrlCommand({ QueueName: 'work' }));
    expect(QueueUrl).toBe(urlOf(edge));
    await sender.send(new SendMessageCommand({ QueueUrl, MessageBody: '강의' }));
    const received = await worker.send(
      new ReceiveMessageCommand({
        QueueUrl,
        WaitTimeSeconds: 20,
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      }),
    );
    const message = received.Messages?.[0];
    expect(message).toMatchObject({ Body: '강의', Attributes: { ApproximateReceiveCount: '1' } });
    await worker.send(
      new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }),
    );
    expect(await edge.aws.queues.attributes(work.arn)).toEqual({
      visible: 0,
      inFlight: 0,
      delayed: 0,
    });
  });

  test('a call outside the policy is AccessDenied and leaves nothing behind', async () => {
    const edge = await startEdge(stack);
    const send = new SendMessageBatchCommand({
      QueueUrl: urlOf(edge),
      Entries: [{ Id: 'one', MessageBody: 'x' }],
    });
    await expect(new SQSClient(edge.as('Worker')).send(send)).rejects.toThrow(
      expect.objectContaining({
        name: 'AccessDenied',
        message: expect.stringContaining(
          'not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:ap-northeast-2:000000000000:work',
        ),
      }),
    );
    expect((await edge.aws.queues.attributes(work.arn)).visible).toBe(0);
    await new SQSClient(edge.as('Sender')).send(send);
    expect(edge.aws.calls.map(({ action, allowed }) => [action, allowed])).toEqual([
      ['sqs:SendMessage', false],
      ['sqs:SendMessage', true],
    ]);
  });

  test('a queue that is not there, or on another host, does not exist', async () => {
    const edge = await startEdge(stack);
    const worker = new SQSClient({ ...edge.as('Worker'), useQueueUrlAsEndpoint: false });
    for (const QueueUrl of [
      urlOf(edge, 'nowhere'),
      'https://sqs.ap-northeast-2.amazonaws.com/000000000000/work',
    ]) {
      await expect(worker.send(new ReceiveMessageCommand({ QueueUrl }))).rejects.toThrow(
        expect.objectContaining({ name: 'QueueDoesNotExist' }),
      );
    }
  });

  test('a waiting poller gets a message that is sent later, with what a function is told', async () => {
    const edge = await startEdge(stack);
    const waiting = edge.aws.queues.receive(work.arn, takeOne);
    const messageId = await edge.aws.queues.send(work.arn, 'late');
    expect(await waiting).toEqual([
      {
        messageId,
        body: 'late',
        md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
        receiptHandle: expect.any(String),
        attributes: expect.objectContaining({
          ApproximateReceiveCount: '1',
          SentTimestamp: expect.stringMatching(/^\d{13}$/),
        }),
      },
    ]);
  });

  test('an abandoned poll takes no message with it', async () => {
    const edge = await startEdge(stack);
    const abort = new AbortController();
    const abandoned = edge.aws.queues.receive(work.arn, { ...takeOne, signal: abort.signal });
    abort.abort();
    expect(await abandoned).toEqual([]);
    await edge.aws.queues.send(work.arn, 'for the next');
    expect(await edge.aws.queues.receive(work.arn, takeOne)).toHaveLength(1);
  });

  test('a message put back too often is moved to the dead-letter queue', async () => {
    const edge = await startEdge(stack);
    const worker = new SQSClient(edge.as('Worker'));
    await edge.aws.queues.send(work.arn, 'poison');
    const [message] = await edge.aws.queues.receive(work.arn, takeOne);
    const moved = edge.aws.queues.receive(deadLetters.arn, takeOne);
    await worker.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: urlOf(edge),
        ReceiptHandle: message?.receiptHandle,
        VisibilityTimeout: 0,
      }),
    );
    expect(await edge.aws.queues.receive(work.arn, { ...takeOne, waitSeconds: 0 })).toEqual([]);
    expect(await moved).toMatchObject([{ body: 'poison' }]);
  });

  test('a message whose visibility expires wakes a waiting poller', async () => {
    const short = queue('short', { visibilityTimeoutSeconds: 1 });
    const edge = await startEdge(stackModel({ queues: [short] }));
    await edge.aws.queues.send(short.arn, 'again');
    await edge.aws.queues.receive(short.arn, takeOne);
    expect(await edge.aws.queues.receive(short.arn, takeOne)).toMatchObject([
      { body: 'again', attributes: { ApproximateReceiveCount: '2' } },
    ]);
  });

  test('messages in the dead-letter queue survive a restart', async () => {
    const stateDirectory = await mkdtemp(join(tmpdir(), 'local-stack-'));
    onTestFinished(() => rm(stateDirectory, { recursive: true }));
    const persistent = { memory: false, stateDirectory };
    const first = await startEdge(stack, persistent);
    await first.aws.queues.send(deadLetters.arn, 'kept');
    await first.aws.queues.send(work.arn, 'not kept');
    await first.stop();
    const second = await startEdge(stack, persistent);
    const [message] = await second.aws.queues.receive(deadLetters.arn, takeOne);
    expect(message?.body).toBe('kept');
    await second.aws.queues.delete(deadLetters.arn, message?.receiptHandle ?? '');
    await second.stop();
    const third = await startEdge(stack, persistent);
    expect((await third.aws.queues.attributes(deadLetters.arn)).visible).toBe(0);
    expect((await third.aws.queues.attributes(work.arn)).visible).toBe(0);
  });
});
