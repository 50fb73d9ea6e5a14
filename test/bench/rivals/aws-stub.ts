/**
 * As much of AWS as a poll needs, in a process of its own so that its work is not counted as the
 * rivals': rows of DynamoDB as they were put, and one secret. Sends its port to whom it was forked
 * by, and ends with it.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';

const secretString = process.argv[2] ?? '';

const text = z.object({ S: z.string() });
const key = z.looseObject({ pk: text, sk: text });
const put = z.object({ TableName: z.string(), Item: key });
const get = z.object({ TableName: z.string(), Key: key });

const rows = new Map<string, string>();
const place = (table: string, { pk, sk }: z.infer<typeof key>) => [table, pk.S, sk.S].join('\n');

/** Any secret is the one; whatever Sentry sends is taken. */
const answers: Readonly<Record<string, (body: unknown) => string>> = {
  'DynamoDB_20120810.PutItem': (body) => {
    const { TableName, Item } = put.parse(body);
    // Answered as it is, so that nothing is left to do then.
    rows.set(place(TableName, Item), JSON.stringify({ Item }));
    return '{}';
  },
  'DynamoDB_20120810.GetItem': (body) => {
    const { TableName, Key } = get.parse(body);
    return rows.get(place(TableName, Key)) ?? '{}';
  },
  'secretsmanager.GetSecretValue': () => JSON.stringify({ SecretString: secretString }),
};

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const answer = answers[String(request.headers['x-amz-target'])];
    const sent = Buffer.concat(chunks);
    const body = answer ? answer(JSON.parse(sent.toString())) : '{}';
    response.writeHead(200, {
      'content-type': 'application/x-amz-json-1.0',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  });
});
// A rival whose turn it is not must find its connection open.
server.keepAliveTimeout = 3_600_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ port });
});
process.once('disconnect', () => process.exit());
