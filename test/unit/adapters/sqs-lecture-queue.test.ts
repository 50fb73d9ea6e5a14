import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { readQueueMessage } from '../../../shared/adapters/queue-message.ts';
import {
  sqsLectureQueue,
  sqsUnclaimedUploads,
} from '../../../shared/adapters/sqs-lecture-queue.ts';

const queueUrl = 'https://sqs.test/000000000000/queue';

/** A client that keeps what it is asked to send. */
function recordingClient() {
  const client = new SQSClient({ region: 'ap-northeast-2' });
  const sent: Record<string, unknown>[] = [];
  client.middlewareStack.add(
    () => async (args) => {
      sent.push({ ...args.input });
      return { output: { $metadata: {} }, response: {} };
    },
    { step: 'initialize' },
  );
  return { client, sent };
}

const message = {
  userId: 1,
  lectureId: 2,
  uploadProof: 'p'.repeat(22),
  recording: { etag: 'e', sizeBytes: 3 },
};

describe('a message for the worker', () => {
  it('is sent at once, in the form that the worker reads', async () => {
    const { client, sent } = recordingClient();
    await sqsLectureQueue(client, queueUrl).send(message);
    expect(sent).toEqual([{ QueueUrl: queueUrl, MessageBody: expect.any(String) }]);
    expect(readQueueMessage(String(sent[0]?.['MessageBody']))).toEqual(message);
  });
});

describe('an upload that will be looked at later', () => {
  it('is delayed for that long, even for no time at all', async () => {
    const { client, sent } = recordingClient();
    const unclaimed = sqsUnclaimedUploads(client, queueUrl);
    await unclaimed.lookAt(message, 900);
    await unclaimed.lookAt(message, 0);
    expect(sent.map(({ DelaySeconds }) => DelaySeconds)).toEqual([900, 0]);
    expect(readQueueMessage(String(sent[0]?.['MessageBody']))).toEqual(message);
  });
});
