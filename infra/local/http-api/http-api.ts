import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';
import type { InvocationResult } from '../lambda/lambda-environment.ts';
import { mayInvoke } from '../lambda/permissions.ts';
import type { LocalApi, LocalPermission } from '../template/model.ts';
import { type GatewayAnswer, gatewayMessage, toAnswer } from './answer.ts';
import { isPreflight, preflightAnswer, withCors } from './cors.ts';
import { splitTarget, toEvent } from './event.ts';
import { compileRoutes } from './routes.ts';
import { type Throttle, tokenBucket } from './throttle.ts';

const MAXIMUM_BODY_BYTES = 10 * 1024 * 1024;
const INTEGRATION_TIMEOUT_SECONDS = 30;

export interface HttpApiOptions {
  readonly api: LocalApi;
  readonly accountId: string;
  readonly permissions: readonly LocalPermission[];
  readonly invoke: (functionArn: string, event: unknown) => Promise<InvocationResult>;
  readonly log: (line: string) => void;
  /** How long the gateway waits for a function. @default 30, as API Gateway does */
  readonly integrationTimeoutSeconds?: number;
  /** Milliseconds of a steady clock, for the throttles. @default performance.now */
  readonly now?: () => number;
}

/**
 * Reads the whole body; undefined if it is over the gateway's limit. It is read to its end in either case.
 */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length <= MAXIMUM_BODY_BYTES) chunks.push(bytes);
  }
  return length <= MAXIMUM_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: GatewayAnswer,
  requestId: string,
): void {
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  response.setHeader('apigw-requestid', requestId);
  const bodiless = answer.status === 204 || answer.status === 304;
  if (!bodiless) response.setHeader('content-length', answer.body.length);
  response.writeHead(answer.status);
  response.end(bodiless || request.method === 'HEAD' ? undefined : answer.body);
}

/**
 * Serves an HTTP API of API Gateway: it routes a request to its function in payload format 2.0 and the answer
 * back, with the gateway's own CORS, limits and error answers.
 * @returns the handler of every request to the API, which never rejects because of what a client sends
 */
export function createHttpApi(
  options: HttpApiOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { api, log } = options;
  const now = options.now ?? (() => performance.now());
  const timeoutSeconds = options.integrationTimeoutSeconds ?? INTEGRATION_TIMEOUT_SECONDS;
  const match = compileRoutes(api.routes);
  const throttles = new Map<string, Throttle>();
  for (const { routeKey, throttle } of api.routes) {
    if (throttle !== undefined) throttles.set(routeKey, tokenBucket(throttle, now));
  }

  async function invokeInTime(
    functionArn: string,
    event: unknown,
  ): Promise<InvocationResult | 'late'> {
    const stopWaiting = new AbortController();
    try {
      return await Promise.race([
        options.invoke(functionArn, event),
        after(timeoutSeconds * 1_000, 'late' as const, { signal: stopWaiting.signal }),
      ]);
    } finally {
      stopWaiting.abort();
    }
  }

  async function integrate(request: IncomingMessage, requestId: string): Promise<GatewayAnswer> {
    const receivedAt = new Date();
    const { rawPath } = splitTarget(request.url ?? '/');
    const found = match(request.method ?? 'GET', rawPath);
    if (found === undefined) return gatewayMessage(404, 'Not Found');
    const { routeKey, functionArn, invokedArn, sourceArn } = found.route;
    if (throttles.get(routeKey)?.() === false) return gatewayMessage(429, 'Too Many Requests');
    const body = await readBody(request);
    if (body === undefined) return gatewayMessage(413, 'Request Entity Too Large');
    const principal = 'apigateway.amazonaws.com';
    if (!mayInvoke(options.permissions, { functionArn: invokedArn, principal, sourceArn })) {
      log(`NO PERMISSION: ${principal} may not invoke ${invokedArn} for ${sourceArn}`);
      return gatewayMessage(500, 'Internal Server Error');
    }
    const { accountId } = options;
    const result = await invokeInTime(
      functionArn,
      toEvent({ request, body, match: found, requestId, receivedAt, apiId: api.id, accountId }),
    );
    if (result === 'late') {
      log(`${routeKey}: no answer within ${timeoutSeconds} s`);
      return gatewayMessage(503, 'Service Unavailable');
    }
    if (!result.succeeded) return gatewayMessage(500, 'Internal Server Error');
    const answer = toAnswer(result.payload);
    if (answer !== undefined) return answer;
    log(`${routeKey}: the function's response is malformed`);
    return gatewayMessage(500, 'Internal Server Error');
  }

  return async (request, response) => {
    const requestId = randomBytes(11).toString('base64url');
    if (api.cors !== undefined && isPreflight(request)) {
      send(request, response, preflightAnswer(api.cors, request), requestId);
      return;
    }
    let answer: GatewayAnswer;
    try {
      answer = await integrate(request, requestId);
    } catch (error) {
      // The client left in the middle of its body: there is nobody to answer.
      if (request.destroyed && !request.complete) return;
      log(`gateway: ${error instanceof Error ? error.stack : String(error)}`);
      answer = gatewayMessage(500, 'Internal Server Error');
    }
    send(
      request,
      response,
      api.cors === undefined ? answer : withCors(answer, api.cors, request),
      requestId,
    );
  };
}
