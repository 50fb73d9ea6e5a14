import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll } from 'vitest';
import * as z from 'zod';

const frameSchema = z.looseObject({
  filename: z.string(),
  lineno: z.int().optional(),
  colno: z.int().optional(),
});

const eventSchema = z.looseObject({
  release: z.string(),
  environment: z.string(),
  transaction: z.string().optional(),
  tags: z.record(z.string(), z.string()),
  fingerprint: z.array(z.string()).optional(),
  exception: z.object({
    values: z.array(
      z.looseObject({
        type: z.string(),
        value: z.string(),
        stacktrace: z.object({ frames: z.array(frameSchema) }).optional(),
      }),
    ),
  }),
  debug_meta: z.object({
    images: z.array(z.object({ type: z.string(), code_file: z.string(), debug_id: z.uuid() })),
  }),
});

/** An error as it arrived at Sentry. */
export type SentryEvent = z.infer<typeof eventSchema>;

/** Item headers say how long a payload is; those that do not, end with their line. */
const itemHeaderSchema = z.looseObject({ type: z.string(), length: z.int().optional() });

/** What the server does with what it gets. */
export type SentryManner = 'takes' | 'holds' | 'refuses';

export interface SentryServer {
  readonly dsn: string;
  readonly events: readonly SentryEvent[];
  /** Every byte that came, including headers, decompressed: to search for what must not be in it. */
  text(): string;
  /** Requests that are read and not answered yet. */
  held(): number;
  behave(manner: SentryManner): void;
  /** Answers what it holds. */
  release(): void;
  forget(): void;
}

/**
 * Sentry's intake on loopback: reads the envelopes that a client really sends, zipped or not.
 * https://develop.sentry.dev/sdk/data-model/envelopes/
 */
export async function startSentryServer(): Promise<SentryServer> {
  const events: SentryEvent[] = [];
  const received: string[] = [];
  const holding: ServerResponse[] = [];
  let manner: SentryManner = 'takes';

  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const sent = Buffer.concat(chunks);
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
    received.push(request.rawHeaders.join('\n'), String(request.url), body.toString());
    if (manner === 'refuses') return void response.writeHead(503).end();
    if (!/^\/api\/42\/envelope\/\?.*sentry_key=publickey/.test(String(request.url))) {
      return void response.writeHead(400).end();
    }
    if (manner === 'holds') {
      holding.push(response);
      return;
    }
    events.push(...eventsOf(body));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  };

  const server = createServer((request, response) => {
    take(request, response).catch((error: unknown) => {
      received.push(String(error));
      response.writeHead(400).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  const { port } = server.address() as AddressInfo;
  return {
    dsn: `http://publickey@127.0.0.1:${port}/42`,
    events,
    text: () => received.join('\n'),
    held: () => holding.length,
    behave: (next) => {
      manner = next;
    },
    release: () => {
      for (const response of holding.splice(0)) response.writeHead(200).end('{}');
    },
    forget: () => {
      events.length = 0;
      received.length = 0;
    },
  };
}

/** Header line, then pairs of an item's header line and its payload. */
function eventsOf(envelope: Buffer): SentryEvent[] {
  const events: SentryEvent[] = [];
  let at = envelope.indexOf('\n') + 1;
  while (at > 0 && at < envelope.length) {
    const endOfHeader = envelope.indexOf('\n', at);
    const header = itemHeaderSchema.parse(JSON.parse(envelope.toString('utf8', at, endOfHeader)));
    const start = endOfHeader + 1;
    const newline = envelope.indexOf('\n', start);
    const end =
      header.length === undefined
        ? newline < 0
          ? envelope.length
          : newline
        : start + header.length;
    if (header.type === 'event') {
      events.push(eventSchema.parse(JSON.parse(envelope.toString('utf8', start, end))));
    }
    at = end + 1;
  }
  return events;
}
