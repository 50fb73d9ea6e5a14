import { once } from 'node:events';
import { arch, platform } from 'node:process';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';
import { startDynoxide } from './dynoxide-server.ts';
import { lectureTableInput } from './lecture-table.ts';

/** A DynamoDB under the adapters; it runs while the tests of its block do. */
export interface DynamoEngine {
  readonly name: 'dynalite' | 'dynoxide';
  /** An empty table with the stack's keys and indexes. */
  freshTable(): Promise<EngineTable>;
  /**
   * Ends with all its tables and starts again, since dynalite keeps the items of tables that were deleted.
   */
  startAnew(): Promise<void>;
}

export interface EngineTable {
  /** Marshals as the functions' own client does. */
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

interface RunningEngine {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/**
 * Dynalite on every platform; on linux-x64 always dynoxide as well, which is stricter and counts
 * index writes. Its package being absent there is a failure, never a skip.
 */
const engines: Readonly<Record<DynamoEngine['name'], () => Promise<RunningEngine>>> = {
  dynalite: startDynalite,
  dynoxide: startDynoxide,
};

const enginesHere: readonly DynamoEngine['name'][] =
  platform === 'linux' && arch === 'x64' ? ['dynalite', 'dynoxide'] : ['dynalite'];

export const hasDynoxide = enginesHere.includes('dynoxide');

/** Dynoxide is stricter, and works beside the process of its tests; dynalite is available everywhere. */
export const fasterEngine = hasDynoxide ? 'dynoxide' : 'dynalite';

/** The same tests on each DynamoDB there is for this platform. */
export function describeOnEachEngine(title: string, define: (engine: DynamoEngine) => void): void {
  for (const name of enginesHere) describeOnEngine(name, title, define);
}

export function describeOnEngine(
  name: DynamoEngine['name'],
  title: string,
  define: (engine: DynamoEngine) => void,
): void {
  describe(`${title} (${name})`, () => {
    let running: RunningEngine | undefined;
    let client: DynamoDBDocumentClient | undefined;
    let tables = 0;
    const start = async () => {
      running = await engines[name]();
      client = documentClient(running.endpoint);
    };
    const stop = async () => {
      client?.destroy();
      await running?.stop();
    };
    beforeAll(start);
    afterAll(stop);
    define({
      name,
      async startAnew() {
        await stop();
        await start();
      },
      async freshTable() {
        if (!client) throw new Error(`${name} has not been started`);
        tables += 1;
        const table = { client, name: `table-${tables}` };
        await createTable(table);
        return table;
      },
    });
  });
}

/**
 * What emulators of AWS look for and none of them checks. Computing it would take a tenth of the processor
 * time of the tests that call one thousands of times.
 */
const signature = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=test/20261101/ap-northeast-2/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20261101T000000Z',
};

function documentClient(endpoint: string): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    endpoint,
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    signer: {
      sign: async (request) => ({ ...request, headers: { ...request.headers, ...signature } }),
    },
  });
  // It copies each request and response for a logger that is not there.
  client.middlewareStack.remove('loggerMiddleware');
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

async function createTable({ client, name }: EngineTable): Promise<void> {
  await client.send(new CreateTableCommand(lectureTableInput(name)));
  await vi.waitFor(
    async () => {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
      expect(Table?.TableStatus).toBe('ACTIVE');
    },
    { interval: 2, timeout: 10_000 },
  );
}

async function startDynalite(): Promise<RunningEngine> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
