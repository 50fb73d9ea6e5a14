import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { RouteMatch } from './routes.ts';

/** Headers about the connection to the gateway, which never reach a function. */
const HOP_BY_HOP = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const TEXT_TYPES = /^(text\/|application\/(json|xml|javascript)$|application\/[^;]*\+json$)/;

/** Tells whether the gateway hands on a body of this content type as text; all others go as base64. */
export function isTextType(contentType: string | undefined): boolean {
  if (contentType === undefined) return false;
  return TEXT_TYPES.test(contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '');
}

/** Writes a request's time as the gateway does: `08/Nov/2026:09:03:07 +0000`. */
function gatewayTime(date: Date): string {
  const [, day, month, year, time] = /, (\d+) (\w+) (\d+) (\S+)/.exec(date.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

function traceId(date: Date): string {
  const seconds = Math.floor(date.getTime() / 1_000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString('hex')}`;
}

function readHeaders(request: IncomingMessage): {
  headers: Record<string, string>;
  cookies: string[];
} {
  const { cookie = [], ...others } = request.headersDistinct;
  return {
    headers: Object.fromEntries(
      Object.entries(others)
        .filter(([name]) => !HOP_BY_HOP.has(name))
        .map(([name, values = []]) => [name, values.join(',')]),
    ),
    cookies: cookie.flatMap((value) => value.split(';')).map((value) => value.trim()),
  };
}

function readQuery(rawQueryString: string): Record<string, string> {
  const query = new URLSearchParams(rawQueryString);
  return Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name).join(',')]));
}

/** Splits a target into the path as it was sent and what follows the question mark. */
export function splitTarget(target: string): { rawPath: string; rawQueryString: string } {
  const mark = target.indexOf('?');
  return mark === -1
    ? { rawPath: target, rawQueryString: '' }
    : { rawPath: target.slice(0, mark), rawQueryString: target.slice(mark + 1) };
}

/** Makes the event of payload format 2.0 from a request. */
export function toEvent(options: {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly match: RouteMatch;
  readonly requestId: string;
  readonly receivedAt: Date;
  readonly apiId: string;
  readonly accountId: string;
}): APIGatewayProxyEventV2 {
  const { request, body, match, requestId, receivedAt } = options;
  const { rawPath, rawQueryString } = splitTarget(request.url ?? '/');
  const { headers, cookies } = readHeaders(request);
  const query = readQuery(rawQueryString);
  const sourceIp = request.socket.remoteAddress ?? '127.0.0.1';
  const domainName = headers['host'] ?? 'localhost';
  const text = isTextType(headers['content-type']);

  headers['content-length'] ??= String(body.length);
  headers['x-amzn-trace-id'] ??= traceId(receivedAt);
  headers['x-forwarded-for'] =
    headers['x-forwarded-for'] === undefined
      ? sourceIp
      : `${headers['x-forwarded-for']}, ${sourceIp}`;
  headers['x-forwarded-port'] = String(request.socket.localPort ?? '');
  headers['x-forwarded-proto'] = 'http';

  return {
    version: '2.0',
    routeKey: match.route.routeKey,
    rawPath,
    rawQueryString,
    ...(cookies.length === 0 ? {} : { cookies }),
    headers,
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId: options.accountId,
      apiId: options.apiId,
      domainName,
      domainPrefix: domainName.split(/[.:]/, 1)[0] ?? domainName,
      http: {
        method: request.method ?? 'GET',
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: match.route.routeKey,
      stage: '$default',
      time: gatewayTime(receivedAt),
      timeEpoch: receivedAt.getTime(),
    },
    ...(Object.keys(match.pathParameters).length === 0
      ? {}
      : { pathParameters: { ...match.pathParameters } }),
    ...(body.length === 0 ? {} : { body: body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !text,
  };
}
