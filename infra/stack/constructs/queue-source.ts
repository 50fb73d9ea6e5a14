import { EventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acceptFindings } from './accepted-findings.ts';

export interface QueueSourceProps {
  readonly target: IFunction;
  readonly queue: Queue;
  readonly maximumConcurrency: number;
}

/**
 * Feeds a function one message at a time. Concurrency is held down here: reserved concurrency would
 * throttle deliveries and so use up their receives.
 */
export function feedFromQueue(scope: Construct, props: QueueSourceProps): void {
  // Not SqsEventSource: its grant adds an action that the poller never uses.
  const mapping = new EventSourceMapping(scope, 'Source', {
    target: props.target,
    eventSourceArn: props.queue.queueArn,
    // One message, one outcome: no partial batch to report, which would also end the back-off.
    batchSize: 1,
    maxConcurrency: props.maximumConcurrency,
  });
  acceptFindings(mapping, {
    'Serverless-LambdaEventSourceMappingDestination':
      'Destinations are for streams. This source is a queue, with a redrive policy of its own.',
  });
}
