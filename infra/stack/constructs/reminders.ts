import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { clocks } from '../../../shared/contracts/clocks.ts';
import type { Settings } from '../settings.ts';
import { acceptFindings } from './accepted-findings.ts';
import type { MakeFunction } from './function-factory.ts';
import { PeriodicFunction } from './periodic-function.ts';
import { feedFromQueue } from './queue-source.ts';

/**
 * The queue of what is to be sent to devices: learners who are due, lectures that have ended, and messages
 * that wait for a better hour.
 */
export class ReminderQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);

    this.queue = new Queue(this, 'Reminders', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.seconds(clocks.reminderRetentionSeconds),
      visibilityTimeout: Duration.seconds(clocks.reminderVisibilitySeconds),
    });
    acceptFindings(this.queue, {
      'AwsSolutions-SQS3':
        'Nothing in it is worth sending tomorrow: who is due is found again, and the end of a lecture is seen in the app.',
      'Serverless-SQSRedrivePolicy':
        'Nothing in it is worth sending tomorrow: who is due is found again, and the end of a lecture is seen in the app.',
    });
  }
}

export interface RemindersProps {
  readonly makeFunction: MakeFunction;
  readonly settings: Settings;
  readonly source: ReminderQueue;
}

/**
 * One function with two duties: every minute it finds the learners who are due and puts them on the queue,
 * and it sends what is on the queue. Beside the worker's, its role alone may read the secret from which the
 * key for Web Push is derived. It claims each message before it sends it, so that nothing is sent twice, and
 * a run that dies may lose one.
 */
export class Reminders extends Construct {
  readonly lambda: IFunction;

  constructor(scope: Construct, id: string, { makeFunction, settings, source }: RemindersProps) {
    super(scope, id);

    this.lambda = new PeriodicFunction(this, 'Minute', {
      makeFunction,
      name: 'send-reminders',
      periodSeconds: clocks.reminderPeriodSeconds,
      timeoutSeconds: clocks.reminderTimeoutSeconds,
    }).lambda;
    feedFromQueue(this, {
      target: this.lambda,
      queue: source.queue,
      maximumConcurrency: settings.reminderMaximumConcurrency,
    });
  }
}
