import { once } from 'node:events';
import http, { createServer, type IncomingMessage } from 'node:http';
import * as z from 'zod';

const attribute = z.record(z.string(), z.unknown());
type Item = z.infer<typeof attribute>;
const itemSchema = z.record(z.string(), attribute);

/** A field that this release has never heard of, in whatever it reads. */
export const addedField = 'fieldOfTheNextRelease';
/** The sort keys of rows that it has never heard of: one for each letter, so that they lie in between. */
export const addedKinds = Array.from(
  { length: 26 },
  (_, i) => `${String.fromCharCode(65 + i)}NEXT#1`,
);

const answerSchema = z.looseObject({
  Item: itemSchema.optional(),
  Items: z.array(itemSchema).optional(),
  Attributes: itemSchema.optional(),
  Responses: z.record(z.string(), z.array(itemSchema)).optional(),
});
const putSchema = z.looseObject({ TableName: z.string(), Item: itemSchema });

export interface DynamoOfTheNextRelease {
  /** For a stack that starts: the address to go to instead of this engine's. */
  readonly before: (engine: string) => string;
  /** How many rows were read with the field. */
  readonly widened: () => number;
  readonly stop: () => void;
}

/**
 * Stands before a DynamoDB as if the next release had written everything in it: each row that is read has
 * one more field, and each new user's partition has rows of kinds that are not known yet.
 */
export async function dynamoOfTheNextRelease(): Promise<DynamoOfTheNextRelease> {
  let engine = '';
  let widened = 0;
  const widen = (item: Item): Item => {
    widened += 1;
    return { ...item, [addedField]: { M: { some: { S: 'thing' } } } };
  };
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const { status, text } = await send(engine, request.headers, body);
    const isWell = status === 200;
    if (isWell && String(request.headers['x-amz-target']).endsWith('.PutItem')) {
      await addRows(engine, request.headers, putSchema.parse(JSON.parse(body)));
    }
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(isWell ? JSON.stringify(widenedAnswer(text, widen)) : text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it does not listen');
  return {
    before: (behind) => {
      engine = behind;
      return `http://127.0.0.1:${address.port}`;
    },
    widened: () => widened,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function widenedAnswer(text: string, widen: (item: Item) => Item): unknown {
  const { Item, Items, Attributes, Responses, ...rest } = answerSchema.parse(JSON.parse(text));
  return {
    ...rest,
    ...(Item && { Item: widen(Item) }),
    ...(Items && { Items: Items.map(widen) }),
    // What an update returns may be the old row, or the new one.
    ...(Attributes && { Attributes: widen(Attributes) }),
    ...(Responses && {
      Responses: Object.fromEntries(
        Object.entries(Responses).map(([table, items]) => [table, items.map(widen)]),
      ),
    }),
  };
}

/** Beside a profile that is new. */
async function addRows(
  engine: string,
  headers: http.IncomingHttpHeaders,
  { TableName, Item }: z.infer<typeof putSchema>,
): Promise<void> {
  if (Item['sk']?.['S'] !== 'PROFILE' || Item['deletedAt'] !== undefined) return;
  for (const sk of addedKinds) {
    const row = { pk: Item['pk'], sk: { S: sk }, status: { S: 'SUCCESS' }, body: { S: 'new' } };
    const { status } = await send(engine, headers, JSON.stringify({ TableName, Item: row }));
    if (status !== 200) throw new Error(`a row of the next release: ${status}`);
  }
}

async function send(engine: string, headers: http.IncomingHttpHeaders, body: string) {
  const request = http.request(engine, {
    method: 'POST',
    headers: { ...headers, host: new URL(engine).host, 'content-length': Buffer.byteLength(body) },
  });
  request.end(body);
  const [answer]: IncomingMessage[] = await once(request, 'response');
  if (!answer) throw new Error('no answer');
  return { status: answer.statusCode ?? 0, text: await textOf(answer) };
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}
