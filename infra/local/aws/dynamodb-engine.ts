import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ClassicLevel } from 'classic-level';
import dynalite from 'dynalite';
import { LOCAL_REGION } from '../template/model.ts';
import type { JsonReply } from './json-protocol.ts';
import { DamagedState } from './state-file.ts';

/** A DynamoDB behind the edge: the call is already authorized when it gets here. */
export interface DynamoDbEngine {
  call(operation: string, body: Uint8Array | string): Promise<JsonReply>;
  stop(): Promise<void>;
}

/**
 * Engines want an authorization header but do not verify it. It is the same for every function,
 * because DynamoDB Local keeps a separate database for each access key.
 */
const ENGINE_HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-date': '20260101T000000Z',
  authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${LOCAL_REGION}/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
};

/**
 * Checks the database first: on a damaged one dynalite would fail in an uncaught error and answer nothing.
 */
async function checkDatabase(path: string): Promise<void> {
  const database = new ClassicLevel(path);
  try {
    await database.open();
  } catch (error) {
    throw new DamagedState(path, error instanceof Error ? (error.cause ?? error) : error);
  }
  await database.close();
}

/**
 * Runs dynalite in this process. Requests are handed over in memory, and nothing listens on a port.
 * @throws DamagedState
 */
export async function startEmbeddedDynamoDb(
  stateDirectory: string | undefined,
): Promise<DynamoDbEngine> {
  const path = stateDirectory === undefined ? undefined : join(stateDirectory, 'dynamodb');
  if (path !== undefined) await checkDatabase(path);
  const server = dynalite({
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
    ...(path === undefined ? {} : { path }),
  });

  const underWay = new Set<Promise<JsonReply>>();
  const answer = (operation: string, body: Uint8Array | string) =>
    new Promise<JsonReply>((resolve) => {
      const request = Object.assign(Readable.from([Buffer.from(body)]), {
        method: 'POST',
        url: '/',
        headers: {
          ...ENGINE_HEADERS,
          'x-amz-target': `DynamoDB_20120810.${operation}`,
        },
      });
      const headers: Record<string, string> = {};
      const response = {
        statusCode: 200,
        setHeader(name: string, value: string | number) {
          headers[name.toLowerCase()] = String(value);
        },
        end(text = '') {
          resolve({ status: response.statusCode, headers, body: text });
        },
      };
      server.emit('request', request, response);
    });

  return {
    call(operation, body) {
      const reply = answer(operation, body);
      underWay.add(reply);
      void reply.finally(() => underWay.delete(reply));
      return reply;
    },
    async stop() {
      // The server does not know these requests, and a write after its end would be an uncaught error.
      await Promise.all(underWay);
      // close() ends without closing the database unless the server listens, so it listens for a moment.
      await new Promise<void>((resolve, reject) => {
        server.listen(0, '127.0.0.1', () => {
          server.close((error) => (error ? reject(error) : resolve()));
        });
      });
    },
  };
}

/** Any other DynamoDB that speaks HTTP, e.g. DynamoDB Local. */
export function connectDynamoDb(endpoint: string): DynamoDbEngine {
  return {
    call: async (operation, body) => {
      const reply = await fetch(endpoint, {
        method: 'POST',
        headers: { ...ENGINE_HEADERS, 'x-amz-target': `DynamoDB_20120810.${operation}` },
        body: Buffer.from(body),
      });
      const contentType = reply.headers.get('content-type') ?? 'application/x-amz-json-1.0';
      return {
        status: reply.status,
        headers: { 'content-type': contentType },
        body: await reply.text(),
      };
    },
    stop: async () => {},
  };
}
