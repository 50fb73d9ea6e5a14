import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chatFeatures, refuseWithout, speechFeatures } from './abilities.ts';
import { ApiError } from './api-error.ts';
import { checkChat, complete, MAXIMUM_CHAT_BODY_BYTES } from './chat.ts';
import { handleControl } from './control.ts';
import { deliver, type Reply, send } from './delivery.ts';
import {
  chatEnding,
  type Endpoint,
  type Fault,
  FaultPlan,
  type MisbehaviourOptions,
} from './faults.ts';
import { checkModeration, MAXIMUM_MODERATION_BODY_BYTES, moderate } from './moderation.ts';
import { readMultipart } from './multipart.ts';
import { inShape } from './reply-shapes.ts';
import { drain, readBody, watchedBody } from './request-body.ts';
import {
  type OpenRecord,
  type RecordedRequest,
  RequestLog,
  recordedMessages,
} from './request-log.ts';
import { checkTranscription, MAXIMUM_RECORDING_BYTES, transcribe } from './speech.ts';
import { modelObject } from './speech-models.ts';

export interface OpenAiStandInOptions {
  /** @default 0, a free one */
  readonly port?: number;
  /** Gets one line per request; it never holds what was said. @default none */
  readonly log?: (line: string) => void;
  /** Decides on faults with a probability, as Math.random does; give a seeded one to repeat a run. */
  readonly random?: () => number;
}

export interface OpenAiStandIn {
  /** `http://127.0.0.1:PORT/v1` */
  readonly baseUrl: string;
  /** The last 1000 requests, oldest first; live. */
  readonly requests: readonly RecordedRequest[];
  /** Empties `requests`. */
  forget(): void;
  /** Plans a fault; several are tried in the order given. @throws RangeError */
  misbehave(fault: Fault, options?: MisbehaviourOptions): void;
  /** Clears every planned fault and lets go of what is held; responses already hanging stay so. */
  behave(): void;
  /** Ends every connection, hanging ones too, and frees the port. */
  stop(): Promise<void>;
}

/**
 * Starts a local server that speaks OpenAI's HTTP for transcriptions, chat completions and moderations, on
 * loopback only. It checks requests as OpenAI does and derives its answers from nothing but them.
 * @throws the listen error, e.g. EADDRINUSE.
 */
export async function startOpenAiStandIn(
  options: OpenAiStandInOptions = {},
): Promise<OpenAiStandIn> {
  const faults = new FaultPlan(options.random ?? Math.random);
  const requests = new RequestLog();
  const log = options.log ?? (() => undefined);
  const server = createServer((request, response) => {
    response.setHeader('x-request-id', `req_${randomUUID().replaceAll('-', '')}`);
    // Aborted by the client, or by a reset of our own: nobody is left to answer.
    response.on('error', () => undefined);
    answer(request, response, { faults, requests, log }).catch((error: unknown) => {
      fail(request, response, error);
    });
  });
  // An idle connection closed just as it is used again would be a fault nobody asked for.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    baseUrl: `http://127.0.0.1:${portOf(server.address())}/v1`,
    requests: requests.entries,
    forget: () => requests.forget(),
    misbehave: (fault, misbehaviour) => faults.add(fault, misbehaviour),
    behave: () => faults.clear(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Context {
  readonly faults: FaultPlan;
  readonly requests: RequestLog;
  readonly log: (line: string) => void;
}

const endpoints: Readonly<Record<string, Endpoint>> = {
  '/v1/audio/transcriptions': 'speech',
  '/v1/chat/completions': 'chat',
  '/v1/moderations': 'moderation',
};

const modelsPath = '/v1/models/';

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (path.startsWith('/__stand-in/')) {
    return send(response, await handleControl(request, path, context));
  }
  if (path.startsWith(modelsPath) && request.method === 'GET') {
    checkAuthorization(request);
    const model = modelObject(decodeURIComponent(path.slice(modelsPath.length)));
    const body = JSON.stringify(model);
    return send(response, { status: 200, contentType: 'application/json', body });
  }
  const endpoint = endpoints[path];
  if (endpoint === undefined) {
    throw new ApiError(404, `Invalid URL (${request.method} ${path})`);
  }
  if (request.method !== 'POST') {
    throw new ApiError(
      405,
      `Not allowed to ${request.method} on ${path}. (HINT: Perhaps you meant to use a different HTTP method?)`,
      { code: 'method_not_supported' },
    );
  }
  const record = context.requests.open(endpoint, contentLengthOf(request));
  response.once('close', () => {
    if (response.headersSent) record.status = response.statusCode;
    const fault = record.fault === undefined ? '' : ` (${record.fault})`;
    const status = record.status ?? 'no answer';
    context.log(`${endpoint} ${record.model ?? '-'} ${record.bytes} bytes: ${status}${fault}`);
  });
  checkAuthorization(request);
  const makeReply = await receivers[endpoint](request, record);
  const fault = context.faults.take(endpoint);
  record.fault = fault?.kind;
  const made = await makeReply(fault);
  const reply = fault?.kind === 'shape' ? inShape(made, fault.shape) : made;
  if (fault?.kind === 'held') await context.faults.untilCleared();
  await deliver(response, reply, fault);
  if (response.headersSent) record.status = response.statusCode;
}

type ReplyMaker = (fault: Fault | undefined) => Promise<Reply>;

async function receiveSpeech(request: IncomingMessage, record: OpenRecord): Promise<ReplyMaker> {
  const contentType = request.headers['content-type'];
  const form = await readMultipart(watchedBody(request, record), contentType, {
    fileBytes: MAXIMUM_RECORDING_BYTES,
  });
  const file = form.files.get('file');
  record.model = form.fields.get('model')?.at(-1);
  record.fileName = file?.fileName;
  record.fileBytes = file?.bytes.length;
  const checked = checkTranscription(form);
  const transcription = await transcribe(checked);
  return async (fault) => {
    if (fault?.kind === 'lacks') refuseWithout(fault.ability, speechFeatures(checked));
    const heard = fault?.kind === 'misheard' ? await transcribe(checked, true) : transcription;
    return { status: 200, ...heard };
  };
}

async function receiveChat(request: IncomingMessage, record: OpenRecord): Promise<ReplyMaker> {
  const checked = checkChat(await readJson(request, record, MAXIMUM_CHAT_BODY_BYTES));
  record.model = checked.model;
  record.messages = recordedMessages(checked.messages);
  return async (fault) => {
    if (fault?.kind === 'lacks') refuseWithout(fault.ability, chatFeatures(checked));
    return {
      status: 200,
      contentType: 'application/json',
      body: JSON.stringify(complete(checked, chatEnding(fault))),
    };
  };
}

async function receiveModeration(
  request: IncomingMessage,
  record: OpenRecord,
): Promise<ReplyMaker> {
  const checked = checkModeration(await readJson(request, record, MAXIMUM_MODERATION_BODY_BYTES));
  record.model = checked.model;
  const body = JSON.stringify(moderate(checked));
  return async () => ({ status: 200, contentType: 'application/json', body });
}

const receivers = { speech: receiveSpeech, chat: receiveChat, moderation: receiveModeration };

async function readJson(
  request: IncomingMessage,
  record: OpenRecord,
  maximumBytes: number,
): Promise<string> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new ApiError(400, "you must provide a 'content-type: application/json' header");
  }
  return readBody(watchedBody(request, record), maximumBytes);
}

function checkAuthorization(request: IncomingMessage): void {
  if (/^Bearer \S+$/.test(request.headers.authorization ?? '')) return;
  throw new ApiError(
    401,
    "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
  );
}

/** Answers an error, and reads on so that a client still sending comes to hear it. */
function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const shown =
    error instanceof ApiError
      ? error
      : new ApiError(500, `The stand-in failed: ${String(error)}`, { type: 'server_error' });
  drain(request);
  send(response, { status: shown.status, contentType: 'application/json', body: shown.body() });
}

function contentLengthOf(request: IncomingMessage): number | undefined {
  const header = request.headers['content-length'];
  return header === undefined ? undefined : Number(header);
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
}
