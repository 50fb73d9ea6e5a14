import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll } from 'vitest';
import * as z from 'zod';

const callSchema = z.looseObject({ SecretId: z.string() });

export interface RefusingAws {
  readonly origin: string;
  /** The secrets that were read, by ARN, in order. */
  readonly secretsRead: readonly string[];
  /** Values by ARN; one that is not there has no value. */
  readonly secrets: Map<string, string>;
}

/** An AWS in which only the secrets work: every other call is refused, with these words. */
export async function startRefusingAws(refusal: string): Promise<RefusingAws> {
  const secrets = new Map<string, string>();
  const secretsRead: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const answer = (status: number, value: unknown) =>
      response
        .writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
        .end(JSON.stringify(value));
    if (request.headers['x-amz-target'] !== 'secretsmanager.GetSecretValue') {
      return void answer(400, { __type: 'AccessDeniedException', message: refusal });
    }
    const { SecretId } = callSchema.parse(JSON.parse(body));
    secretsRead.push(SecretId);
    const SecretString = secrets.get(SecretId);
    if (SecretString === undefined) {
      answer(400, { __type: 'ResourceNotFoundException', Message: 'no value' });
    } else {
      answer(200, { ARN: SecretId, SecretString });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, secrets, secretsRead };
}
