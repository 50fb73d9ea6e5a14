import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { clocks } from '../../../shared/contracts/clocks.ts';
import { acceptFindings } from './accepted-findings.ts';

/**
 * Recordings waiting to be processed, and apart from them, since they wait for most of an hour and
 * would make the age of the oldest message mean nothing, uploads that nobody may have submitted. A
 * message that fails `maximumReceives` times goes to the dead-letter queue, which keeps it for 14
 * days, longer than these queues keep anything, for an operator to redrive. All are encrypted and
 * speak TLS only.
 */
export class LectureQueue extends Construct {
  readonly queue: Queue;
  readonly unclaimedQueue: Queue;
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);

    // S3 cannot notify a queue under the managed KMS key `alias/aws/sqs`: SSE-SQS it is.
    const protection = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    this.deadLetterQueue = new Queue(this, 'DeadLetters', {
      ...protection,
      // The clock of a message runs on from when it was first sent.
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
    // By account, not by the bucket's ARN: the bucket needs this policy before it can be made.
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
