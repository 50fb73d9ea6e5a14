import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSEvent } from 'aws-lambda';
import type { Delivery, Outcome } from '../lectures/process-lecture.ts';
import { beginInvocation, errorFields, log } from './log.ts';

/** Longest time SQS hides a message. */
const longestHiddenSeconds = 43_200;

/** Makes the message come back: with a batch of one, a thrown error is all it takes. */
class ComesBackLater extends Error {
  override readonly name = 'ComesBackLater';
}

export interface QueuePorts {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly maximumReceives: number;
}

/**
 * The one queue stack, for an event source with a batch size of one: reads the message, logs how it
 * ended, and hides it for as long as the work asks before it lets it come back.
 */
export function queueHandler<Message>(
  { client, queueUrl, maximumReceives }: QueuePorts,
  readMessage: (body: string) => Message | undefined,
  work: (message: Message, delivery: Delivery) => Promise<Outcome>,
) {
  return async (event: SQSEvent, context: Context): Promise<void> => {
    for (const record of event.Records) {
      beginInvocation({ requestId: context.awsRequestId, messageId: record.messageId });
      const message = readMessage(record.body);
      if (message === undefined) {
        log('warn', 'message without a lecture: acknowledged');
        continue;
      }
      const receiveCount = Number(record.attributes.ApproximateReceiveCount);
      const hideFor = async (seconds: number) => {
        await client.send(
          new ChangeMessageVisibilityCommand({
            QueueUrl: queueUrl,
            ReceiptHandle: record.receiptHandle,
            VisibilityTimeout: Math.min(seconds, longestHiddenSeconds),
          }),
        );
      };
      const outcome = await work(message, {
        messageId: record.messageId,
        receiveCount,
        isLastReceive: receiveCount >= maximumReceives,
        remainingMilliseconds: () => context.getRemainingTimeInMillis(),
        hideFor,
      });
      const cause = outcome.cause === undefined ? {} : errorFields(outcome.cause);
      if ('done' in outcome) {
        log(outcome.cause === undefined ? 'info' : 'error', 'message done', {
          outcome: outcome.done,
          ...cause,
        });
        continue;
      }
      log('warn', 'message comes back', {
        outcome: outcome.again,
        inSeconds: outcome.inSeconds,
        receiveCount,
        ...cause,
      });
      await hideFor(outcome.inSeconds);
      throw new ComesBackLater(outcome.again);
    }
  };
}
