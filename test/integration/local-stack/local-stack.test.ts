import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  type LocalStack,
  type LocalStackOptions,
  startLocalStack,
} from '../../../infra/local/local-stack.ts';
import type { CloudFormationTemplate } from '../../../infra/local/template/cloudformation.ts';
import { synthesize } from '../../../infra/local/template/synthesize.ts';
import { LogRecorder } from './log-recorder.ts';

const TINY_APP = 'test/support/tiny-app.ts';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-stack-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const start = (
  log: LocalStackOptions['log'],
  options: Partial<LocalStackOptions> = {},
): Promise<LocalStack> =>
  startLocalStack({
    port: 0,
    stateDirectory: folder,
    memory: true,
    app: TINY_APP,
    openAi: { apiKey: 'not-used', chatModel: 'chat-model-of-the-test' },
    log,
    ...options,
  });

/** The template with the properties of one resource changed, found by the start of its id. */
function changing(
  logicalIdStart: string,
  type: string,
  change: (properties: Record<string, unknown>) => Record<string, unknown>,
): (template: CloudFormationTemplate) => CloudFormationTemplate {
  return (template) => ({
    ...template,
    Resources: Object.fromEntries(
      Object.entries(template.Resources).map(([logicalId, resource]) => [
        logicalId,
        logicalId.startsWith(logicalIdStart) && resource.Type === type
          ? { ...resource, Properties: change(resource.Properties ?? {}) }
          : resource,
      ]),
    ),
  });
}

function arnOf(resources: readonly { arn: string }[], namePart: string): string {
  const found = resources.find(({ arn }) => arn.includes(namePart));
  if (found === undefined) throw new Error(`nothing named like ${namePart}`);
  return found.arn;
}

const echoed = z.object({
  event: z.looseObject({ pathParameters: z.record(z.string(), z.string()).optional() }),
  environment: z.record(z.string(), z.string()),
});

describe('the local stack of a CDK app', () => {
  const recorder = new LogRecorder();
  let stack: LocalStack;

  beforeAll(async () => {
    stack = await start(recorder.log, {
      // Quick enough to see a message fail for good within the test.
      changeTemplate: changing('Jobs', 'AWS::SQS::Queue', (properties) => ({
        ...properties,
        VisibilityTimeout: 1,
        RedrivePolicy: {
          deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLettersBBF8BAAB', 'Arn'] },
          maxReceiveCount: 2,
        },
      })),
    });
  });
  afterAll(() => stack.stop());

  it("serves the API's routes with the template's functions and environment", async () => {
    const response = await fetch(`${stack.origin}/api/v1/echo/42`);
    expect(response.status).toBe(200);
    const { event, environment } = echoed.parse(await response.json());
    expect(event.pathParameters).toEqual({ id: '42' });
    expect(environment).toMatchObject({
      TABLE_NAME: stack.stack.tables[0]?.name,
      QUEUE_URL: `${stack.edgeOrigin}/000000000000/Tiny-JobsDF1CC2D4`,
      CHAT_MODEL: 'chat-model-of-the-test',
      AWS_ENDPOINT_URL: stack.edgeOrigin,
    });
    expect(environment).not.toHaveProperty('PATH');
    expect(stack.stack.outputs).toEqual({ ApiUrl: stack.origin });
  });

  it('admits its own origin by CORS, whatever its port', async () => {
    const response = await fetch(`${stack.origin}/api/v1/echo`, {
      method: 'OPTIONS',
      headers: { origin: stack.origin, 'access-control-request-method': 'POST' },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe(stack.origin);
  });

  it('writes one line per request, without its query', async () => {
    await fetch(`${stack.origin}/nowhere?token=secret`);
    expect(await recorder.line(/nowhere/)).toMatch(/^GET \/nowhere 200 \d+ ms$/);
  });

  it('lets the functions behind custom resources create them before it is ready', () => {
    expect(recorder.lines).toContain('Tick: {"level":"INFO","ticked":"Create"}');
  });

  it('runs a schedule when told to', async () => {
    await stack.runSchedule('Tick');
    await recorder.line(/"ticked":"Scheduled Event"/);
  });

  it('passes queue messages to their function', async () => {
    await stack.aws.queues.send(arnOf(stack.stack.queues, 'Jobs'), 'a fine message');
    await recorder.line(/"worked":"a fine message"/);
  });

  it('delivers a failed message again, and finally to the dead-letter queue', async () => {
    await stack.aws.queues.send(arnOf(stack.stack.queues, 'Jobs'), 'poison');
    const letters = await stack.aws.queues.receive(arnOf(stack.stack.queues, 'DeadLetters'), {
      waitSeconds: 20,
      maxMessages: 1,
    });
    expect(letters.map(({ body }) => body)).toEqual(['poison']);
    expect(recorder.lines.filter((line) => line.includes('asked to fail'))).toHaveLength(2);
  });
});

describe('a start of the local stack', () => {
  const nothing = (): void => {};

  it("fails if the worker's role may not read its queue", async () => {
    const withoutReceive = changing('WorkerRole', 'AWS::IAM::Policy', (properties) => ({
      ...properties,
      PolicyDocument: {
        Statement: [
          { Effect: 'Allow', Action: 'sqs:DeleteMessage', Resource: 'arn:aws:sqs:*:*:*' },
        ],
      },
    }));
    await expect(start(nothing, { changeTemplate: withoutReceive })).rejects.toThrow(
      /role WorkerRole\w+ lacks sqs:ReceiveMessage, sqs:GetQueueAttributes/,
    );
  });

  it('fails if a custom resource cannot be created', async () => {
    const refused = changing('Load', 'Custom::TinyLoad', (properties) => ({
      ...properties,
      table: 'refused',
    }));
    await expect(start(nothing, { changeTemplate: refused })).rejects.toThrow(
      'Load (Custom::TinyLoad): Error: refused this table',
    );
  });

  it('fails with what the CDK app said', async () => {
    await expect(
      start(nothing, { app: 'test/support/tiny-functions/broken/index.mjs' }),
    ).rejects.toThrow(/the CDK app .*broken\/index.mjs failed:.*missing in the environment/s);
  });

  it('fails on a busy port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(start(nothing, { port })).rejects.toThrow('EADDRINUSE');
    await new Promise((resolve) => other.close(resolve));
  });

  it('ends at once when it is told to', async () => {
    const ending = new AbortController();
    const starting = start(nothing, { signal: ending.signal });
    ending.abort();
    await expect(starting).rejects.toThrow('aborted');
  });

  it('refuses the state of a stack that runs, and releases its own when it stops', async () => {
    const stateDirectory = join(folder, 'state');
    const onDisk = { stateDirectory, memory: false };
    const running = await start(nothing, onDisk);
    await expect(start(nothing, onDisk)).rejects.toThrow(
      `${stateDirectory} is the state of the stack on port ${new URL(running.origin).port}`,
    );
    expect(existsSync(join(stateDirectory, 'running.json'))).toBe(true);
    await running.stop();
    expect(existsSync(join(stateDirectory, 'running.json'))).toBe(false);
  });
});

it('the template of a CDK app is found by the name of its stack', async () => {
  const { stackName, template } = await synthesize(
    { extraOrigin: 'http://localhost:1' },
    { outputDirectory: join(folder, 'synth'), app: TINY_APP },
  );
  expect(stackName).toBe('Tiny');
  expect(Object.keys(template.Resources)).toContain('Recordings');
});
