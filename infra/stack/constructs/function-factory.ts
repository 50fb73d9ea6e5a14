import type { Construct } from 'constructs';
import { environmentSchema, type FunctionName } from '../../../shared/contracts/environment.ts';
import { tablePartitions } from '../../../shared/contracts/table.ts';
import { constructId } from '../construct-id.ts';
import { type GrantTarget, wholeTargets } from '../grant-targets.ts';
import { grants } from '../grants.ts';
import type { Settings } from '../settings.ts';
import { type EnvironmentValues, LambdaFunction } from './lambda-function.ts';

export interface FunctionSize {
  readonly timeoutSeconds: number;
  /** @default the stage's memory of API functions */
  readonly memoryMegabytes?: number;
}

/** Makes a function by its name, with the variables that it wants and exactly its grants. */
export type MakeFunction = (
  scope: Construct,
  name: FunctionName,
  size: FunctionSize,
) => LambdaFunction;

export interface FunctionFactoryProps {
  readonly bundleDirectory: string;
  readonly settings: Settings;
  readonly environment: EnvironmentValues;
  /** The ARN behind each name that `grants` uses. */
  readonly resources: Readonly<Record<GrantTarget, string>>;
}

export function functionFactory(props: FunctionFactoryProps): MakeFunction {
  const { bundleDirectory, settings, environment, resources } = props;
  return (scope, name, size) => {
    const made = new LambdaFunction(scope, constructId(name), {
      name,
      bundleDirectory,
      environment,
      memoryMegabytes: settings.apiMemoryMegabytes,
      logRetention: settings.logRetention,
      retainLogs: settings.protectData,
      ...size,
    });
    if ('TOKEN_KEYS_SECRET_ARN' in environmentSchema(name).shape) {
      made.allow(['secretsmanager:GetSecretValue'], [environment.TOKEN_KEYS_SECRET_ARN]);
    }
    // Any function may have an error, and only the first error reads this secret.
    made.allow(['secretsmanager:GetSecretValue'], [environment.SENTRY_SECRET_ARN]);
    for (const { actions, partitions } of grants[name].table ?? []) {
      const leadingKeys = partitions.map((partition) => tablePartitions[partition]);
      made.allow(actions, [resources.table], leadingKeys);
    }
    for (const target of wholeTargets) {
      const actions = grants[name][target];
      if (actions) made.allow(actions, [resources[target]]);
    }
    return made;
  };
}
