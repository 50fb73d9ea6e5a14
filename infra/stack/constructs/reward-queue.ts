import { Duration } from 'aws-cdk-lib';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { clocks } from '../../../shared/contracts/clocks.ts';

export interface RewardQueueProps {
  readonly deadLetterQueue: IQueue;
}

/**
 * The queue of callbacks of rewarded ads, as they came and not yet verified. A callback for which no keys are
 * found in nine hours goes to the dead letters, and a redrive sends it here again. Nothing is trusted because
 * it was in this queue.
 */
export class RewardQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { deadLetterQueue }: RewardQueueProps) {
    super(scope, id);

    this.queue = new Queue(this, 'Callbacks', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.seconds(clocks.rewardVisibilitySeconds),
      deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: clocks.maximumReceives },
    });
  }
}
