import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { clocks } from '../../../shared/contracts/clocks.ts';
import type { Settings } from '../settings.ts';
import type { MakeFunction } from './function-factory.ts';
import type { LectureQueue } from './lecture-queue.ts';
import { feedFromQueue } from './queue-source.ts';

export interface LectureWorkerProps {
  readonly makeFunction: MakeFunction;
  readonly settings: Settings;
  readonly source: LectureQueue;
}

/** Processes one recording per message. A failed delivery goes back to the queue, which counts it. */
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
    feedFromQueue(this, {
      target: worker.serving,
      queue: source.queue,
      maximumConcurrency: settings.workerMaximumConcurrency,
    });
  }
}
