import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { LectureMessage, LectureQueue, UnclaimedUploads } from '../lectures/ports.ts';

/** Sends lectures to the worker's queue; `queue-message.ts` reads them there. */
export function sqsLectureQueue(client: SQSClient, queueUrl: string): LectureQueue {
  return { send: (message) => sendMessage(client, queueUrl, message) };
}

/** Sends uploads that nobody submitted to their own queue, in the same form. */
export function sqsUnclaimedUploads(client: SQSClient, queueUrl: string): UnclaimedUploads {
  return {
    lookAt: (message, delaySeconds) => sendMessage(client, queueUrl, message, delaySeconds),
  };
}

async function sendMessage(
  client: SQSClient,
  queueUrl: string,
  message: LectureMessage,
  delaySeconds?: number,
): Promise<void> {
  await client.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify(message),
      ...(delaySeconds !== undefined && { DelaySeconds: delaySeconds }),
    }),
  );
}
