import { EventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { clocks } from '../../../shared/contracts/clocks.ts';
import type { Settings } from '../settings.ts';
import { acceptFindings } from './accepted-findings.ts';
import type { MakeFunction } from './function-factory.ts';
import type { LectureQueue } from './lecture-queue.ts';

export interface LectureWorkerProps {
  readonly makeFunction: MakeFunction;
  readonly settings: Settings;
  readonly source: LectureQueue;
}

/**
 * Processes one recording per message. A failed delivery goes back to the queue, which counts it.
 * Concurrency is held down at the event source: reserved concurrency would throttle deliveries
 * and so use up their receives.
 */
export class LectureWorker extends Construct {
  readonly lambda: IFunction;

  constructor(
    scope: Construct,
    id: string,
    { makeFunction, settings, source }: LectureWorkerProps,
  ) {
    super(scope, id);

    const worker = makeFunction(this, 'process-lecture', {
      timeoutSeconds: clocks.workerTimeoutSeconds,
      memoryMegabytes: settings.workerMemoryMegabytes,
    });
    this.lambda = worker.lambda;
    // Not SqsEventSource: its grant adds an action that the poller never uses.
    const mapping = new EventSourceMapping(this, 'Source', {
      target: worker.lambda,
      eventSourceArn: source.queue.queueArn,
      // One message, one outcome: no partial batch to report, which would also end the back-off.
      batchSize: 1,
      maxConcurrency: settings.workerMaximumConcurrency,
    });
    acceptFindings(mapping, {
      'Serverless-LambdaEventSourceMappingDestination':
        'Destinations are for streams. This source is a queue, with a redrive policy of its own.',
    });
  }
}
