import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import {
  type AwsServices,
  type AwsServicesOptions,
  startAwsServices,
} from '../../../infra/local/aws/aws-services.ts';
import { LOCAL_REGION, type StackModel } from '../../../infra/local/template/model.ts';

export interface AwsEdge {
  readonly aws: AwsServices;
  readonly origin: string;
  readonly logged: readonly string[];
  /** The configuration of an AWS SDK client that acts as a role of the stack. */
  as(roleLogicalId: string): {
    region: string;
    endpoint: string;
    forcePathStyle: true;
    maxAttempts: 1;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  stop(): Promise<void>;
}

export function accessKeyOf(roleLogicalId: string): string {
  return `AKIA${roleLogicalId.toUpperCase()}`;
}

/** A bare HTTP server in front of the AWS services of a stack; it stops with the test. */
export async function startEdge(
  stack: StackModel,
  options: Partial<AwsServicesOptions> = {},
): Promise<AwsEdge> {
  const logged: string[] = [];
  let origin = '';
  const aws = await startAwsServices({
    stack,
    credentials: new Map(
      stack.roles.map(({ logicalId, arn }) => [
        accessKeyOf(logicalId),
        { secretAccessKey: `secret of ${logicalId}`, roleArn: arn },
      ]),
    ),
    stateDirectory: '',
    memory: true,
    origin: () => origin,
    log: (line) => logged.push(line),
    ...options,
  });
  const server = createServer((request, response) => {
    if (aws.handles(request)) void aws.handle(request, response);
    else response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;

  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await aws.stop();
  };
  onTestFinished(stop);
  return {
    aws,
    origin,
    logged,
    as: (roleLogicalId) => ({
      region: LOCAL_REGION,
      endpoint: origin,
      forcePathStyle: true,
      maxAttempts: 1,
      credentials: {
        accessKeyId: accessKeyOf(roleLogicalId),
        secretAccessKey: `secret of ${roleLogicalId}`,
      },
    }),
    stop,
  };
}
