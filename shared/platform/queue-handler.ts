import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Delivery, Outcome } from '../lectures/delivery.ts';
import { noteConfigurationError } from './configuration-error.ts';
import { reportError as reportToSentry } from './error-reporting.ts';
import { beginInvocation, errorFields, log } from './log.ts';
import { reportOutcome } from './outcome-reporting.ts';

/** SQS hides a message for at most this long. */
const longestHiddenSeconds = 43_200;

/** An error that makes the message come back. In a batch of one, throwing is enough. */
class ComesBackLater extends Error {
  override readonly name = 'ComesBackLater';
}

export interface QueuePorts {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly maximumReceives: number;
}

/**
 * The one queue stack, for an event source with a batch size of one. It reads the message and logs how it
 * ended. A message that comes back is hidden for as long as the work asks. What somebody has to look into
 * is reported.
 */
export function queueHandler<Message>(
  { client, queueUrl, maximumReceives }: QueuePorts,
  readMessage: (body: string) => Message | undefined,
  work: (message: Message, delivery: Delivery) => Promise<Outcome>,
  reportError = reportToSentry,
) {
  const handleRecord = async (record: SQSRecord, context: Context): Promise<void> => {
    const message = readMessage(record.body);
    if (message === undefined) {
      log('warn', 'message without a lecture: acknowledged');
      return;
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
    const isLastReceive = receiveCount >= maximumReceives;
    const outcome = await work(message, {
      messageId: record.messageId,
      receiveCount,
      isLastReceive,
      remainingMilliseconds: () => context.getRemainingTimeInMillis(),
      hideFor,
    });
    noteConfigurationError(outcome.cause);
    const cause = outcome.cause === undefined ? {} : errorFields(outcome.cause);
    if ('done' in outcome) {
      log(outcome.cause === undefined ? 'info' : 'error', 'message done', {
        outcome: outcome.done,
        ...cause,
      });
      await reportOutcome(reportError, outcome, isLastReceive);
      return;
    }
    log('warn', 'message comes back', {
      outcome: outcome.again,
      inSeconds: outcome.inSeconds,
      receiveCount,
      ...cause,
    });
    await hideFor(outcome.inSeconds);
    await reportOutcome(reportError, outcome, isLastReceive);
    throw new ComesBackLater(outcome.again);
  };

  return async (event: SQSEvent, context: Context): Promise<void> => {
    for (const record of event.Records) {
      beginInvocation({ requestId: context.awsRequestId, messageId: record.messageId });
      try {
        await handleRecord(record, context);
      } catch (error) {
        if (!(error instanceof ComesBackLater)) await reportError(error, {}, 'background');
        throw error;
      }
    }
  };
}
