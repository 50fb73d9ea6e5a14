import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { clocks } from '../../shared/contracts/clocks.ts';
import type { MakeFunction } from '../function-factory.ts';
import { acceptFindings } from './accepted-findings.ts';

export interface LectureSweepProps {
  readonly makeFunction: MakeFunction;
}

/**
 * Ends overdue lectures and sends again what was lost, every period. A run that fails is not
 * tried again: the next one does the same work.
 */
export class LectureSweep extends Construct {
  constructor(scope: Construct, id: string, { makeFunction }: LectureSweepProps) {
    super(scope, id);

    const period = Duration.seconds(clocks.sweepPeriodSeconds);
    const sweep = makeFunction(this, 'sweep-lectures', {
      timeoutSeconds: clocks.sweepPeriodSeconds,
    });
    sweep.lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: period });
    new Rule(this, 'Schedule', {
      schedule: Schedule.rate(period),
      targets: [new LambdaTarget(sweep.lambda, { retryAttempts: 0, maxEventAge: period })],
    });
    const runsAgain = 'A run that was lost leaves nothing behind: the next one does the same work.';
    acceptFindings(this, {
      'Serverless-LambdaAsyncFailureDestination': runsAgain,
      'Serverless-EventBusDLQ': runsAgain,
    });
  }
}
