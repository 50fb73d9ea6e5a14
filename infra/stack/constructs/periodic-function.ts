import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { FunctionName } from '../../../shared/contracts/environment.ts';
import { acceptFindings } from './accepted-findings.ts';
import type { MakeFunction } from './function-factory.ts';

export interface PeriodicFunctionProps {
  readonly makeFunction: MakeFunction;
  readonly name: FunctionName;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  /** @default the stage's memory of API functions */
  readonly memoryMegabytes?: number;
  /** Where false, the function runs only when somebody calls it. @default true */
  readonly isOn?: boolean;
}

const longestEventAgeSeconds = 6 * 60 * 60;

/**
 * A function that runs once in every period. A run that fails is not tried again, since the next one does the
 * same work and what was left undone.
 */
export class PeriodicFunction extends Construct {
  readonly lambda: IFunction;

  constructor(scope: Construct, id: string, props: PeriodicFunctionProps) {
    const { makeFunction, name, periodSeconds, isOn = true, ...size } = props;
    super(scope, id);

    const period = Duration.seconds(periodSeconds);
    const made = makeFunction(this, name, size);
    this.lambda = made.lambda;
    // A run that has to wait is dropped when the next one is due, or when Lambda's own limit is reached.
    const maxEventAge = Duration.seconds(Math.min(periodSeconds, longestEventAgeSeconds));
    made.lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge });
    new Rule(this, 'Schedule', {
      schedule: Schedule.rate(period),
      enabled: isOn,
      targets: [new LambdaTarget(made.lambda, { retryAttempts: 0, maxEventAge })],
    });
    const runsAgain = 'A run that was lost leaves nothing behind: the next one does the same work.';
    acceptFindings(this, {
      'Serverless-LambdaAsyncFailureDestination': runsAgain,
      'Serverless-EventBusDLQ': runsAgain,
    });
  }
}
