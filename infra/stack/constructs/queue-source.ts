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
 * Feeds a function from a queue, one message at a time. Concurrency is limited here, because reserved
 * concurrency would throttle deliveries, and each of those would use up a receive.
 */
export function feedFromQueue(scope: Construct, props: QueueSourceProps): void {
  // CDK's SqsEventSource would grant an action that the poller never uses.
  const mapping = new EventSourceMapping(scope, 'Source', {
    target: props.target,
    eventSourceArn: props.queue.queueArn,
    // With one message a batch fails or succeeds whole. To report partial batches would also end Lambda's
    // back-off.
    batchSize: 1,
    maxConcurrency: props.maximumConcurrency,
  });
  acceptFindings(mapping, {
    'Serverless-LambdaEventSourceMappingDestination':
      'Destinations are for streams. This source is a queue, with a redrive policy of its own.',
  });
}
