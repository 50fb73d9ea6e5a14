import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import {
  GetAliasCommand,
  LambdaClient,
  PublishVersionCommand,
  UpdateAliasCommand,
  waitUntilPublishedVersionActive,
} from '@aws-sdk/client-lambda';
import { constructId } from '../../stack/construct-id.ts';
import { liveAlias } from '../../stack/journey-functions.ts';
import { releaseAlarms } from '../../stack/release-alarms.ts';
import { resourcesOf } from '../remove-stack.ts';
import { sendCanary } from '../send-canary.ts';
import type { ClientConfiguration } from '../stage-access.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Move, ReleasePorts } from './release.ts';

export interface LiveStage {
  readonly stackName: string;
  /** A client that may read the stack and its alarms. */
  readonly reader: ClientConfiguration;
  /** A client that may publish versions, move aliases and send the canary. */
  readonly client: ClientConfiguration;
  readonly canaryFunction: string;
  /** The address that the canary calls @default the stage's own */
  readonly apiUrl?: string | undefined;
  readonly wait: Surroundings['wait'];
  readonly say: (line: string) => void;
}

const activeWithinSeconds = 120;

/** The ports of a release on a deployed stage. */
export function liveStage(stage: LiveStage): ReleasePorts {
  const { stackName, reader, client, wait, say } = stage;
  const lambda = new LambdaClient(client);
  const cloudWatch = new CloudWatchClient(reader);
  return {
    async publish() {
      const resources = await resourcesOf(new CloudFormationClient(reader), stackName);
      const aliases = resources.filter(({ type }) => type === 'AWS::Lambda::Alias');
      const moves = await Promise.all(
        aliases.map(({ physicalId }) => published(lambda, functionNameIn(physicalId))),
      );
      return moves.filter(({ from, to }) => from !== to);
    },
    async serve(functionName, version) {
      await lambda.send(
        new UpdateAliasCommand({
          FunctionName: functionName,
          Name: liveAlias,
          FunctionVersion: version,
        }),
      );
    },
    sendCanary: () => sendCanary(client, stage.canaryFunction, stage.apiUrl),
    async ringing() {
      const rings = new Set<string>();
      const pages = paginateDescribeAlarms(
        { client: cloudWatch },
        {
          AlarmNamePrefix: `${stackName}-`,
          AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
          StateValue: 'ALARM',
        },
      );
      for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages) {
        for (const { AlarmName = '' } of [...MetricAlarms, ...CompositeAlarms]) {
          const entry = entryOf(AlarmName);
          if (entry !== undefined) rings.add(entry);
        }
      }
      return rings;
    },
    wait,
    say,
  };
}

/**
 * Publishes what was deployed as a version. Lambda answers the same version again if nothing has changed
 * since.
 */
async function published(lambda: LambdaClient, functionName: string): Promise<Move> {
  const { FunctionVersion: from = '' } = await lambda.send(
    new GetAliasCommand({ FunctionName: functionName, Name: liveAlias }),
  );
  const { Version: to = '' } = await lambda.send(
    new PublishVersionCommand({ FunctionName: functionName }),
  );
  await waitUntilPublishedVersionActive(
    { client: lambda, maxWaitTime: activeWithinSeconds, minDelay: 1, maxDelay: 5 },
    { FunctionName: functionName, Qualifier: to },
  );
  return { functionName, from, to };
}

/** Reads the function's name from an alias's ARN, `arn:aws:lambda:REGION:ACCOUNT:function:NAME:ALIAS`. */
const functionNameIn = (aliasArn: string): string => aliasArn.split(':')[6] ?? '';

/**
 * Reads the runbook's entry from the name that CloudFormation gives an alarm; undefined if the alarm does not
 * count against a release.
 */
export function entryOf(alarmName: string): string | undefined {
  return releaseAlarms.find((entry) =>
    new RegExp(`Alarms${constructId(entry)}\\d?[0-9A-F]{8}`).test(alarmName),
  );
}
