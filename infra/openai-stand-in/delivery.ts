import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { usualError } from './api-error.ts';
import type { Fault } from './faults.ts';

/** A reply that is ready to be sent. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const trickleIntervalMilliseconds = 200;
/** This gives the first half time to reach the client before the reset. */
const resetAfterMilliseconds = 20;

/** Sends a reply whole. */
export function send(response: ServerResponse, reply: Reply): void {
  const body = Buffer.from(reply.body);
  response.writeHead(reply.status, {
    'content-type': reply.contentType,
    'content-length': body.length,
    ...reply.headers,
  });
  response.end(body);
}

/**
 * Sends a reply in the way of the fault. It returns when the reply has been sent, or at once where the reply
 * never ends. Such a response stays open until the client or the server's end closes it.
 */
export async function deliver(
  response: ServerResponse,
  reply: Reply,
  fault: Fault | undefined,
): Promise<void> {
  switch (fault?.kind) {
    case 'status':
      return send(response, statusReply(fault));
    case 'slow':
      return sendLater(response, reply, fault.delayMilliseconds);
    case 'hang-before-headers':
      return;
    case 'hang-mid-body':
      sendHalf(response, reply);
      return;
    case 'trickle':
      return trickle(response, reply);
    case 'reset-before-headers':
      response.socket?.resetAndDestroy();
      return;
    case 'reset-mid-body':
      sendHalf(response, reply);
      await pause(resetAfterMilliseconds);
      response.socket?.resetAndDestroy();
      return;
    case 'truncated-json':
      return send(response, { ...reply, body: halfOf(reply.body) });
    case 'html-200':
      return send(response, {
        status: 200,
        contentType: 'text/html; charset=utf-8',
        body: '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>',
      });
    case 'empty-200':
      return send(response, { ...reply, body: '' });
    default:
      return send(response, reply);
  }
}

const halfOf = (text: string): string => text.slice(0, Math.ceil(text.length / 2));

function statusReply(fault: Extract<Fault, { kind: 'status' }>): Reply {
  const error = usualError(fault.status, fault.code, fault.type);
  const retryAfterSeconds =
    fault.retryAfterSeconds ?? (error.code === 'rate_limit_exceeded' ? 1 : undefined);
  return {
    status: error.status,
    contentType: 'application/json',
    body: error.body(),
    headers: retryAfterSeconds === undefined ? {} : { 'retry-after': `${retryAfterSeconds}` },
  };
}

/** Promises the whole body's length and sends half of it. */
function sendHalf(response: ServerResponse, reply: Reply): void {
  const body = Buffer.from(reply.body);
  response.writeHead(reply.status, {
    'content-type': reply.contentType,
    'content-length': body.length,
    ...reply.headers,
  });
  response.write(body.subarray(0, Math.ceil(body.length / 2)));
}

async function sendLater(response: ServerResponse, reply: Reply, delay: number): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    await pause(delay, undefined, { signal: gone.signal });
  } catch {
    return;
  }
  send(response, reply);
}

/** White space is a legal beginning of JSON, so a client can only give up by its own clock. */
function trickle(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, { 'content-type': reply.contentType, ...reply.headers });
  response.write(' ');
  const timer = setInterval(() => response.write(' '), trickleIntervalMilliseconds);
  response.once('close', () => clearInterval(timer));
}
