import { parsedJson } from '../contracts/parsed-json.ts';
import { problemOf } from './answers.ts';
import type { Clock } from './clock.ts';
import type { Line } from './lines.ts';
import type { Language } from './messages.ts';
import { NotTheContract } from './reading.ts';
import { ClientTrouble, connectionReason, type Trouble, troubleOf } from './trouble.ts';

export const callTimeoutSeconds = 30;
/** All clients share the gateway's throttles, which do not say when to try again. */
const throttledTries = 4;
const throttledPauseMilliseconds = 1000;

export interface RequestPorts {
  /** What comes before the routes' paths, without a slash at its end; empty for the same origin. */
  readonly baseUrl: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** The language of the API's own words: names of the catalog, feedback, the ranking's message. */
  readonly language: () => Language;
  readonly clock: Clock;
  /** Ends every call, which then throws the signal's reason. */
  readonly interrupt?: AbortSignal | undefined;
}

export interface Parts {
  readonly path?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, string | undefined>> | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export interface Answered<Value> {
  readonly value: Value;
  readonly headers: Headers;
  readonly retryAfterSeconds: number | undefined;
}

/** Seconds from a `Retry-After`, which is a number of seconds or an HTTP date. */
export const retryAfterSecondsOf = (value: string | null, nowMs: number): number | undefined => {
  if (value === null || value.trim() === '') return undefined;
  const seconds = /^\s*\d+(\.\d+)?\s*$/.test(value)
    ? Number(value)
    : (Date.parse(value) - nowMs) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
};

/** The cursor in a `Link` to the next page. */
export const nextOf = (headers: Headers): string | undefined =>
  /[?&]cursor=([\w-]+)[^>]*>;\s*rel="?next"?/.exec(headers.get('link') ?? '')?.[1];

const urlOf = (baseUrl: string, line: Line, { path = {}, query = {} }: Parts): string => {
  const filled = line
    .slice(line.indexOf(' ') + 1)
    .replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''));
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) given.set(name, value);
  }
  return `${baseUrl}${filled}${given.size > 0 ? `?${given}` : ''}`;
};

const problemTrouble = (
  line: Line,
  status: number,
  body: unknown,
  retryAfterSeconds: number | undefined,
): Trouble => {
  const known = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  const { title, detail, message, code, requestId, errors } = problemOf(known);
  return {
    kind: 'problem',
    line,
    status,
    title,
    detail: detail ?? message,
    code,
    requestId,
    fields: errors,
    retryAfterSeconds,
  };
};

/**
 * Makes one call with a token or, before there is any, with `null` in its place, as the published app does.
 * A call that is throttled without a `Retry-After` is made again, because nothing has happened yet.
 * @throws ClientTrouble `unreachable`, `no-answer`, `problem`, `not-the-contract`
 */
export const send = async <Value>(
  ports: RequestPorts,
  line: Line,
  parts: Parts,
  read: (value: unknown) => Value,
  token: string | undefined,
): Promise<Answered<Value>> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await sendOnce(ports, line, parts, read, token);
    } catch (error) {
      const trouble = troubleOf(error);
      const isThrottled =
        trouble?.kind === 'problem' &&
        trouble.status === 429 &&
        trouble.retryAfterSeconds === undefined;
      if (!isThrottled || tries === throttledTries) throw error;
      await ports.clock.sleep(throttledPauseMilliseconds, ports.interrupt);
    }
  }
};

const sendOnce = async <Value>(
  { baseUrl, fetch, language, clock, interrupt }: RequestPorts,
  line: Line,
  parts: Parts,
  read: (value: unknown) => Value,
  token: string | undefined,
): Promise<Answered<Value>> => {
  const url = urlOf(baseUrl, line, parts);
  const timeout = AbortSignal.timeout(callTimeoutSeconds * 1000);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: line.slice(0, line.indexOf(' ')),
      headers: {
        accept: 'application/json, application/problem+json',
        'accept-language': language(),
        authorization: `Bearer ${token ?? 'null'}`,
        ...(parts.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...parts.headers,
      },
      signal: interrupt === undefined ? timeout : AbortSignal.any([timeout, interrupt]),
      ...(parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
    });
    text = await response.text();
  } catch (error) {
    interrupt?.throwIfAborted();
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    throw new ClientTrouble(
      timedOut
        ? { kind: 'no-answer', url, timeoutSeconds: callTimeoutSeconds }
        : { kind: 'unreachable', url, reason: connectionReason(error) },
    );
  }
  const { headers } = response;
  const retryAfterSeconds = retryAfterSecondsOf(headers.get('retry-after'), clock.now());
  const body = parsedJson(text);
  if (!response.ok) {
    throw new ClientTrouble(problemTrouble(line, response.status, body, retryAfterSeconds));
  }
  try {
    return { value: read(body), headers, retryAfterSeconds };
  } catch (error) {
    if (!(error instanceof NotTheContract)) throw error;
    throw new ClientTrouble({ kind: 'not-the-contract', url, reason: error.message });
  }
};
