import { Duration } from 'aws-cdk-lib';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { clocks } from '../../../shared/contracts/clocks.ts';

export interface RewardQueueProps {
  readonly deadLetterQueue: IQueue;
}

/**
 * Callbacks of rewarded ads as they came, for whoever verifies them. One that finds no keys in nine hours
 * lies with the dead letters, whose redrive sends it here again; nothing in it is trusted for having been here.
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
