import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { LectureQueue } from '../lectures/ports.ts';

/** Sends lectures to the worker's queue; `queue-message.ts` reads them there. */
export function sqsLectureQueue(client: SQSClient, queueUrl: string): LectureQueue {
  return {
    async send(message) {
      await client.send(
        new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }),
      );
    },
  };
}
