import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { accessKeyOf } from '../local-stack/aws-edge.ts';

export interface FakeAccount {
  /** For the process of a command: its endpoints and credentials. */
  readonly environment: Readonly<Record<string, string>>;
  /** `Action` of each call, in order. */
  readonly calls: readonly string[];
}

export interface FakeAccountOptions {
  /** Outputs by the stack's name. */
  readonly stacks: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** `Action`s that the caller may not do; `until` a call of that other action. */
  readonly denied?: Readonly<Record<string, { readonly until?: string }>>;
  /** What CloudFormation has made of each stack, by its name. */
  readonly resources?: Readonly<Record<string, readonly FakeResource[]>>;
  /** The stacks refuse to be deleted. */
  readonly areProtected?: boolean;
  /** How many functions may run at once. @default 1000 */
  readonly lambdaLimit?: number;
  /** How the first deletions of a stack end; later ones succeed. */
  readonly failedDeletions?: number;
  /** Where all other services are. */
  readonly edge: string;
}

export interface FakeResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly deletionPolicy?: string;
}

/** STS and CloudFormation, as far as an operator's commands call them, on a free port. */
export async function fakeAccount(options: FakeAccountOptions): Promise<FakeAccount> {
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    if (request.url?.includes('/account-settings')) {
      calls.push('GetAccountSettings');
      const limit = options.lambdaLimit ?? 1000;
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ AccountLimit: { UnreservedConcurrentExecutions: limit } }));
      return;
    }
    const call = new URLSearchParams(await text(request));
    const action = call.get('Action') ?? '';
    const isDenied = (({ until }) => until === undefined || !calls.includes(until))(
      options.denied?.[action] ?? { until: action },
    );
    calls.push(action);
    const { status, xml } =
      isDenied && options.denied?.[action]
        ? failure(403, 'AccessDenied', `User: ci is not authorized to perform: ${action}`)
        : answer(action, call, options, calls);
    response.writeHead(status, { 'content-type': 'text/xml' }).end(xml);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    calls,
    environment: {
      AWS_ENDPOINT_URL: options.edge,
      AWS_ENDPOINT_URL_STS: origin,
      AWS_ENDPOINT_URL_CLOUDFORMATION: origin,
      AWS_ENDPOINT_URL_LAMBDA: origin,
      AWS_ACCESS_KEY_ID: accessKeyOf('Operator'),
      AWS_SECRET_ACCESS_KEY: 'secret of Operator',
    },
  };
}

function answer(
  action: string,
  call: URLSearchParams,
  { stacks, resources = {}, areProtected = false, failedDeletions = 0 }: FakeAccountOptions,
  calls: readonly string[],
) {
  if (action === 'GetCallerIdentity') {
    return result(
      action,
      '<Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/operator</Arn>',
    );
  }
  if (action === 'AssumeRole') {
    return result(
      action,
      `<Credentials><AccessKeyId>${accessKeyOf('Operator')}</AccessKeyId><SecretAccessKey>secret of Operator</SecretAccessKey><SessionToken>session</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>`,
    );
  }
  const name = call.get('StackName') ?? '';
  const outputs = stacks[name];
  if (!outputs) return failure(400, 'ValidationError', `Stack with id ${name} does not exist`);
  const made = resources[name] ?? [];
  if (action === 'GetTemplate') {
    const entries = made.map(({ logicalId, type, deletionPolicy }) => [
      logicalId,
      { Type: type, ...(deletionPolicy && { DeletionPolicy: deletionPolicy }) },
    ]);
    const template = JSON.stringify({ Resources: Object.fromEntries(entries) });
    return result(action, `<TemplateBody>${template}</TemplateBody>`);
  }
  if (action === 'ListStackResources') {
    const summaries = made.map(
      ({ logicalId, type, physicalId }) =>
        `<member><LogicalResourceId>${logicalId}</LogicalResourceId><ResourceType>${type}</ResourceType><PhysicalResourceId>${physicalId}</PhysicalResourceId></member>`,
    );
    return result(action, `<StackResourceSummaries>${summaries.join('')}</StackResourceSummaries>`);
  }
  if (action === 'DeleteStack') return result(action, '');
  const deletions = calls.filter((one) => one === 'DeleteStack').length;
  if (deletions > failedDeletions) {
    return failure(400, 'ValidationError', `Stack with id ${name} does not exist`);
  }
  const status = deletions > 0 ? 'DELETE_FAILED' : 'CREATE_COMPLETE';
  const members = Object.entries(outputs).map(
    ([key, value]) =>
      `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  return result(
    action,
    `<Stacks><member><StackName>${name}</StackName><StackStatus>${status}</StackStatus><EnableTerminationProtection>${areProtected}</EnableTerminationProtection><Outputs>${members.join('')}</Outputs></member></Stacks>`,
  );
}

function result(action: string, xml: string) {
  return {
    status: 200,
    xml: `<${action}Response><${action}Result>${xml}</${action}Result></${action}Response>`,
  };
}

function failure(status: number, code: string, message: string) {
  return {
    status,
    xml: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  };
}
