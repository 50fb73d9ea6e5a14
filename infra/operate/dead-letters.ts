import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { readQueueMessage } from '../../shared/adapters/queue-message.ts';
import { readRewardMessage } from '../../shared/adapters/sqs-reward-queue.ts';
import type { LectureMessage } from '../../shared/lectures/ports.ts';
import type { RewardCallback } from '../../shared/rewards/take-callback.ts';

export interface DeadLetter {
  readonly messageId: string;
  readonly body: string;
  /** The lecture that the message names, whoever sent it; undefined where it names none. */
  readonly message: LectureMessage | undefined;
  /** The callback of a rewarded ad, where the message is one. */
  readonly reward: RewardCallback | undefined;
  delete(): Promise<void>;
}

export interface DeadLetterQueue {
  readonly sqs: SQSClient;
  readonly deadLetterQueueUrl: string;
  readonly pollSeconds: number;
  readonly interrupt: AbortSignal;
}

/**
 * How long a message that this run holds is hidden from others: long enough to deal with one, even a slow
 * one.
 */
const hiddenSeconds = 300;

/**
 * Hands out every message of a dead-letter queue once. What was not deleted by the end, or by an
 * interruption, becomes visible to everybody again.
 */
export async function* deadLetters({
  sqs,
  deadLetterQueueUrl,
  pollSeconds,
  interrupt,
}: DeadLetterQueue): AsyncGenerator<DeadLetter> {
  /** Receipt handles by message id. */
  const held = new Map<string, string>();
  const seen = new Set<string>();
  try {
    while (!interrupt.aborted) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: deadLetterQueueUrl,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: hiddenSeconds,
          WaitTimeSeconds: pollSeconds,
        }),
      );
      if (Messages.length === 0) return;
      for (const { MessageId = '', ReceiptHandle = '' } of Messages) {
        held.set(MessageId, ReceiptHandle);
      }
      const fresh = Messages.filter(({ MessageId = '' }) => !seen.has(MessageId));
      // The run took so long that the first messages are visible again, so every message was seen.
      if (fresh.length === 0) return;
      for (const { MessageId = '', ReceiptHandle, Body = '' } of fresh) {
        if (interrupt.aborted) return;
        seen.add(MessageId);
        yield {
          messageId: MessageId,
          body: Body,
          message: readQueueMessage(Body),
          reward: readRewardMessage(Body),
          async delete() {
            await sqs.send(
              new DeleteMessageCommand({ QueueUrl: deadLetterQueueUrl, ReceiptHandle }),
            );
            held.delete(MessageId);
          },
        };
      }
    }
  } finally {
    // A message that cannot be made visible now becomes visible by itself later.
    await Promise.allSettled(
      [...held.values()].map((ReceiptHandle) =>
        sqs.send(
          new ChangeMessageVisibilityCommand({
            QueueUrl: deadLetterQueueUrl,
            ReceiptHandle,
            VisibilityTimeout: 0,
          }),
        ),
      ),
    );
  }
}
