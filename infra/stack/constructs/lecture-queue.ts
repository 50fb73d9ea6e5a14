import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { clocks } from '../../../shared/contracts/clocks.ts';
import { acceptFindings } from './accepted-findings.ts';

/**
 * The queue of recordings to be processed, and a queue of uploads that may never be submitted. Those have
 * their own, since they wait for most of an hour and would make the age of the oldest message meaningless. A
 * message that fails `maximumReceives` times goes to the dead-letter queue, where an operator can redrive it
 * for 14 days, longer than these queues keep anything. All three are encrypted and take requests over TLS
 * only.
 */
export class LectureQueue extends Construct {
  readonly queue: Queue;
  readonly unclaimedQueue: Queue;
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);

    // SSE-SQS, because S3 cannot notify a queue under the managed KMS key `alias/aws/sqs`.
    const protection = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    this.deadLetterQueue = new Queue(this, 'DeadLetters', {
      ...protection,
      // A message's age counts from when it was first sent, not from when it arrived here.
      retentionPeriod: Duration.days(14),
    });
    acceptFindings(this.deadLetterQueue, {
      'Serverless-SQSRedrivePolicy': 'It is the dead-letter queue.',
    });
    const source = {
      ...protection,
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: clocks.maximumReceives },
    };
    this.queue = new Queue(this, 'Lectures', {
      ...source,
      visibilityTimeout: Duration.seconds(clocks.queueVisibilitySeconds),
    });
    this.unclaimedQueue = new Queue(this, 'Unclaimed', {
      ...source,
      visibilityTimeout: Duration.seconds(clocks.unclaimedVisibilitySeconds),
    });
    // The policy names the account and not the bucket's ARN, since it has to exist before the bucket can be
    // made.
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        sid: 'RecordingsOfThisAccount',
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }
}
