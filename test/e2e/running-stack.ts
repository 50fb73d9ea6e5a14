import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { afterAll, vi } from 'vitest';
import * as z from 'zod';
import {
  type LocalStack,
  type LocalStackOptions,
  type LogSource,
  startLocalStack,
} from '../../infra/local/local-stack.ts';
import type { LocalFunction, LocalRole } from '../../infra/local/template/model.ts';
import type { Assemble } from '../../infra/local/template/synthesize.ts';
import type { OpenAiStandIn } from '../../infra/openai-stand-in/server.ts';
import { readRecordingObjectKey } from '../../shared/adapters/recording-keys.ts';
import type { FunctionName } from '../../shared/contracts/environment.ts';
import { recordingsPrefix } from '../../shared/contracts/recordings.ts';
import type { LectureKey } from '../../shared/lectures/lecture.ts';
import { queueArnOf } from '../support/local-queue.ts';
import {
  type PublishedApp,
  type PublishedAppOptions,
  publishedApp,
} from '../support/published-app.ts';
import {
  type AdSigner,
  adSigner,
  type KeyServer,
  keyServer,
  testAdUnit,
} from '../support/rewarded-ads.ts';
import { sharedBundles } from '../support/shared-bundles.ts';

/** How long tests wait for what must come: enough for a machine with much else to do. */
export const patience = { timeout: 20_000, interval: 20 };
export const startPatience = 120_000;

const itemSchema = z.record(z.string(), z.unknown());

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** The local stack as one test file has it: in memory, on a free port, with every line it logs. */
export interface RunningStack extends LocalStack {
  readonly standIn: OpenAiStandIn;
  readonly lines: readonly { readonly line: string; readonly source: LogSource }[];
  /** The lecture queue's ARN. */
  readonly queueArn: string;
  /** The queue of uploads that nobody may have submitted: most of its messages are delayed. */
  readonly unclaimedQueueArn: string;
  /** Signs callbacks of rewarded ads, and is where the stack looks for the key. */
  readonly ads: { readonly signer: AdSigner; readonly keys: KeyServer };
  /** The queue of messages for devices. */
  readonly reminderQueueArn: string;
  functionOf(name: FunctionName): LocalFunction;
  roleOf(name: FunctionName): LocalRole;
  /** An installed app that has made its device login. */
  openApp(options?: PublishedAppOptions): Promise<PublishedApp>;
  /** An item of the table as it is stored. */
  readItem(key: ItemKey): Promise<Record<string, unknown>>;
  /** Sets attributes of an item, or makes it: this is how a test moves clocks and makes crashes. */
  writeItem(key: ItemKey, attributes: Readonly<Record<string, unknown>>): Promise<void>;
}

/** How a function's name appears in the ids that CDK makes: `process-lecture` is `ProcessLecture`. */
export const idPart = (name: FunctionName): string =>
  name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A stack for all tests of a file; it stops after them. */
export async function runningStack(options?: StackOptions): Promise<RunningStack> {
  const stack = await startStack(options);
  afterAll(() => stack.stop());
  return stack;
}

/** `clock` is a simulated calendar's. */
export type StackOptions = Pick<LocalStackOptions, 'changeTemplate' | 'clock'> & {
  /** Stands between the stack and its DynamoDB, and is ended by the test. */
  readonly dynamoDbEndpoint?: (engine: string) => string;
};

/**
 * Does what `infra/app.ts` does, but in this process, which has loaded CDK for the file before: a process
 * of its own takes a second of processor time. Other tests run what `npm start` runs.
 */
const assembleHere: Assemble = async (context, outdir) => {
  const { addStage } = await import('../../infra/stack/synthesize-app.ts');
  const { App } = await import('aws-cdk-lib');
  const app = new App({ outdir, context, builtinCloudFormationValidation: false });
  await addStage(app);
  app.synth();
};

/** Starts a stack on a DynamoDB of its own, which the tests can reach as well. */
export async function startStack(options: StackOptions = {}): Promise<RunningStack> {
  const stateDirectory = mkdtempSync(join(tmpdir(), 'learning-mate-e2e-'));
  const dynamo = dynalite({ createTableMs: 0 });
  dynamo.listen(0, '127.0.0.1');
  await once(dynamo, 'listening');
  const { dynamoDbEndpoint: between, ...others } = options;
  const engine = `http://127.0.0.1:${portOf(dynamo.address())}`;

  const signer = adSigner();
  const keys = await keyServer({ keys: [signer.listed] });
  const lines: { line: string; source: LogSource }[] = [];
  const stack = await startLocalStack({
    port: 0,
    memory: true,
    stateDirectory,
    assemble: assembleHere,
    dynamoDbEndpoint: between?.(engine) ?? engine,
    openAi: {},
    context: {
      bundles: (await sharedBundles()).directory,
      rewardAdUnits: testAdUnit,
      rewardKeysUrl: keys.url,
    },
    log: (line, source) => lines.push({ line, source }),
    ...others,
  });
  const stop = async (): Promise<void> => {
    await stack.stop();
    await keys.stop();
    dynamo.close();
    dynamo.closeAllConnections();
    rmSync(stateDirectory, { recursive: true, force: true });
  };

  const { standIn } = stack;
  const queueArn = queueArnOf(stack, 'LectureQueueUrl');
  const unclaimedQueueArn = queueArnOf(stack, 'UnclaimedQueueUrl');
  const reminderQueueArn = queueArnOf(stack, 'ReminderQueueUrl');
  const [table] = stack.stack.tables;
  if (!standIn || !table) throw new Error('the stack has no stand-in or table');
  const items = itemsOf(engine, table.name);

  const functionOf = (name: FunctionName): LocalFunction => {
    const found = stack.stack.functions.find(({ logicalId }) => logicalId.includes(idPart(name)));
    if (!found) throw new Error(`the stack has no function ${name}`);
    return found;
  };
  return {
    ...stack,
    ...items,
    stop,
    standIn,
    lines,
    queueArn,
    unclaimedQueueArn,
    ads: { signer, keys },
    reminderQueueArn,
    functionOf,
    roleOf(name) {
      const { roleArn } = functionOf(name);
      const found = stack.stack.roles.find(({ arn }) => arn === roleArn);
      if (!found) throw new Error(`${name} has no role`);
      return found;
    },
    async openApp(appOptions = {}) {
      const app = publishedApp(stack.origin, appOptions);
      // Tokens are throttled for all clients together, and these tests are many clients.
      await vi.waitFor(() => app.start(), { ...patience, interval: 100 });
      return app;
    },
  };
}

function itemsOf(
  endpoint: string,
  tableName: string,
): Pick<RunningStack, 'readItem' | 'writeItem'> {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint,
      region: 'ap-northeast-2',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    }),
  );
  return {
    async readItem(key) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }),
      );
      return itemSchema.parse(Item);
    },
    async writeItem(key, attributes) {
      const names = Object.keys(attributes);
      await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: key,
          UpdateExpression: `SET ${names.map((_, index) => `#${index} = :${index}`).join(', ')}`,
          ExpressionAttributeNames: Object.fromEntries(
            names.map((name, index) => [`#${index}`, name]),
          ),
          ExpressionAttributeValues: Object.fromEntries(
            names.map((name, index) => [`:${index}`, attributes[name]]),
          ),
        }),
      );
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('DynamoDB does not listen');
  return address.port;
}

/** Whose lecture an upload URL is for. */
export function keyOfUpload(uploadUrl: string): LectureKey {
  const { pathname } = new URL(uploadUrl);
  const key = readRecordingObjectKey(pathname.slice(pathname.indexOf(recordingsPrefix)));
  if (!key) throw new Error(`no recording's key in ${pathname}`);
  return key;
}

/** Waits until the worker has done with every message. */
export async function untilQueueIsEmpty({ aws, queueArn }: RunningStack): Promise<void> {
  await vi.waitFor(async () => {
    const { visible, inFlight, delayed } = await aws.queues.attributes(queueArn);
    if (visible + inFlight + delayed > 0) throw new Error('the queue is not empty yet');
  }, patience);
}

/** Waits until every callback that was accepted is credited, or found to be invalid. */
export async function untilRewardsAreDone(stack: RunningStack): Promise<void> {
  const queueArn = queueArnOf(stack, 'RewardQueueUrl');
  await vi.waitFor(async () => {
    const { visible, inFlight } = await stack.aws.queues.attributes(queueArn);
    if (visible + inFlight > 0) throw new Error('not all callbacks are done');
  }, patience);
}

/** One of the committed recordings, by its file's name. */
export async function recordingNamed(fileName: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = new URL(`../fixtures/recordings/${fileName}`, import.meta.url);
  return new Uint8Array(await readFile(file));
}
