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
  /** The lecture that its message names, whoever sent it; undefined where it names none. */
  readonly message: LectureMessage | undefined;
  /** The callback of a rewarded ad that it is. */
  readonly reward: RewardCallback | undefined;
  delete(): Promise<void>;
}

export interface DeadLetterQueue {
  readonly sqs: SQSClient;
  readonly deadLetterQueueUrl: string;
  readonly pollSeconds: number;
  readonly interrupt: AbortSignal;
}

/** Nobody else sees what this run has in hand; long enough for one message, whatever is slow. */
const hiddenSeconds = 300;

/**
 * Hands out every message that lies in a dead-letter queue, once. What was not deleted by the end,
 * also after a break, is seen by everybody again.
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
      // It took so long that the first ones are back: everything was seen.
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
    // What cannot be put back now comes back by itself.
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
