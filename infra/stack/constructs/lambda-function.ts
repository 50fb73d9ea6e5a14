import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Alias,
  Architecture,
  Code,
  type IFunction,
  Function as Lambda,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import {
  type EnvironmentSchemas,
  environmentSchema,
  type FunctionName,
} from '../../../shared/contracts/environment.ts';
import { journeyFunctions, liveAlias } from '../journey-functions.ts';
import { acceptFindings } from './accepted-findings.ts';
import { removalPolicyOf } from './removal-policy.ts';

/** The name of a variable that some function must find in its environment. */
export type VariableName = {
  [Name in FunctionName]: keyof EnvironmentSchemas[Name]['shape'];
}[FunctionName];

/** The values of all variables of all functions; a missing one does not compile. */
export type EnvironmentValues = Readonly<Record<VariableName, string>>;

export interface LambdaFunctionProps {
  /** The name of the handler's folder, and of its bundle's. */
  readonly name: FunctionName;
  /** Folder that holds one bundle folder per function. */
  readonly bundleDirectory: string;
  /** The function gets the variables that its schema names, and no others. */
  readonly environment: EnvironmentValues;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly logRetention: RetentionDays;
  /** Whether logs stay when the function is deleted. */
  readonly retainLogs: boolean;
}

/**
 * One handler as a Lambda function. It has a role and a log group of its own, and the role may do nothing but
 * write to that log group until `allow` says more. Log lines are deleted after their retention.
 */
export class LambdaFunction extends Construct {
  readonly functionName: FunctionName;
  readonly lambda: Lambda;
  /**
   * What serves calls: the released version where the function belongs to the journey, else the newest
   * version.
   */
  readonly serving: IFunction;
  readonly role: Role;
  /**
   * The policy stands within the role: as a resource of its own it would count once more for each function.
   */
  readonly #grants = new PolicyDocument();

  constructor(scope: Construct, id: string, props: LambdaFunctionProps) {
    super(scope, id);
    this.functionName = props.name;

    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetention,
      removalPolicy: removalPolicyOf(props.retainLogs),
    });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { Grants: this.#grants },
    });
    this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);

    this.lambda = new Lambda(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(props.bundleDirectory, props.name), { exclude: ['*.map'] }),
      handler: 'index.handler',
      environment: variablesOf(props.name, props.environment),
      timeout: Duration.seconds(props.timeoutSeconds),
      memorySize: props.memoryMegabytes,
      role: this.role,
      logGroup,
      tracing: Tracing.DISABLED,
    });
    // CloudFormation sets the alias once, when it makes it; after that `npm run deploy` moves it.
    this.serving = journeyFunctions.includes(props.name) ? this.#liveAlias() : this.lambda;
    acceptFindings(this, {
      'Serverless-LambdaTracing':
        "Off on purpose: X-Ray's actions know no resource but `*`, and every log line carries the request's id.",
      'Serverless-LambdaDLQ':
        'Serves asynchronous invocations only. The API and the queue invoke synchronously, and the queue has a dead-letter queue; the sweep runs again in a minute; CloudFormation waits for the catalog loader.',
    });
  }

  #liveAlias(): IFunction {
    const version = this.lambda.latestVersion;
    // The cast is there because the class declares `role` as possibly undefined, where the interface may only
    // leave it out.
    return new Alias(this, 'Live', { aliasName: liveAlias, version }) as IFunction;
  }

  /**
   * Adds one statement with exactly these actions on exactly these ARNs to the role.
   * @param leadingKeys patterns of the partitions of a table that may be acted on @default all
   */
  allow(
    actions: readonly string[],
    resources: readonly string[],
    leadingKeys?: readonly string[],
  ): void {
    this.#grants.addStatements(
      new PolicyStatement({
        actions: [...actions],
        resources: [...resources],
        ...(leadingKeys && {
          conditions: {
            // Each of a batch's keys has to match.
            'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...leadingKeys] },
            // The line above holds of a call that names no key, as a scan of all partitions is.
            Null: { 'dynamodb:LeadingKeys': 'false' },
          },
        }),
      }),
    );
  }
}

function variablesOf(name: FunctionName, values: EnvironmentValues): Record<string, string> {
  const wanted = new Set(Object.keys(environmentSchema(name).shape));
  return Object.fromEntries(Object.entries(values).filter(([variable]) => wanted.has(variable)));
}
