import {
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { idSchema } from '../contracts/identifiers.ts';
import { OwnError } from '../own-error.ts';
import { notificationKinds, type ReminderMessage, type ReminderQueue } from '../reminders/ports.ts';

/** The queue of reminders. `readReminderMessage` reads its messages. */
export function sqsReminderQueue(client: SQSClient, queueUrl: string): ReminderQueue {
  return {
    async send(message, delaySeconds) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify(message),
          ...(delaySeconds !== undefined && { DelaySeconds: delaySeconds }),
        }),
      );
    },

    async sendAll(messages) {
      const { Failed = [] } = await client.send(
        new SendMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: messages.map((message, at) => ({
            Id: String(at),
            MessageBody: JSON.stringify(message),
          })),
        }),
      );
      // The next run finds the learners again.
      if (Failed.length > 0) throw new OwnError(`${Failed.length} messages could not be sent`);
    },

    async waiting() {
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({
          QueueUrl: queueUrl,
          AttributeNames: ['ApproximateNumberOfMessages'],
        }),
      );
      return Number(Attributes?.['ApproximateNumberOfMessages'] ?? 0);
    },
  };
}

const due = z.object({
  userId: idSchema,
  zone: z.string(),
  taughtAt: z.number(),
  sentAt: z.optional(z.number()),
  unanswered: z.number(),
  remindAt: z.number(),
});

const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('due'), due: z.array(due) }),
  z.object({
    kind: z.literal('ended'),
    userId: idSchema,
    lectureId: idSchema,
    isGraded: z.boolean(),
  }),
  z.object({
    kind: z.literal('again'),
    userId: idSchema,
    id: z.string(),
    notification: z.enum(notificationKinds),
    lectureId: z.optional(idSchema),
    endpoints: z.array(z.string()),
    notBefore: z.number(),
    until: z.number(),
    attempt: z.number(),
  }),
]);

/** @returns undefined where it is no reminder, and never becomes readable */
export function readReminderMessage(body: string): ReminderMessage | undefined {
  try {
    return message.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}
