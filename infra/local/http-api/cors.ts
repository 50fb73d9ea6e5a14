import type { IncomingMessage } from 'node:http';
import type { CorsRule } from '../template/model.ts';
import type { GatewayAnswer } from './answer.ts';

function allowedOrigin(cors: CorsRule, origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined;
  if (cors.allowedOrigins.includes('*')) return '*';
  const scheme = `${origin.split('://', 1)[0]}://*`;
  return cors.allowedOrigins.some((allowed) => allowed === origin || allowed === scheme)
    ? origin
    : undefined;
}

function sharedHeaders(cors: CorsRule, request: IncomingMessage): Record<string, string> {
  const origin = allowedOrigin(cors, request.headers.origin);
  if (origin === undefined) return {};
  return {
    'access-control-allow-origin': origin,
    ...(cors.allowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(origin === '*' ? {} : { vary: 'Origin' }),
  };
}

/** Recognizes a preflight, which the gateway answers itself, whatever routes there are. */
export function isPreflight(request: IncomingMessage): boolean {
  return (
    request.method === 'OPTIONS' &&
    request.headers.origin !== undefined &&
    request.headers['access-control-request-method'] !== undefined
  );
}

export function preflightAnswer(cors: CorsRule, request: IncomingMessage): GatewayAnswer {
  const shared = sharedHeaders(cors, request);
  const allowed = Object.keys(shared).length > 0;
  return {
    status: 204,
    headers: allowed
      ? {
          ...shared,
          'access-control-allow-methods': cors.allowedMethods.join(','),
          'access-control-allow-headers': cors.allowedHeaders.join(','),
          ...(cors.maxAgeSeconds !== undefined && {
            'access-control-max-age': String(cors.maxAgeSeconds),
          }),
        }
      : {},
    body: Buffer.alloc(0),
  };
}

/** Replaces a function's CORS headers by the API's own, as the gateway does. */
export function withCors(
  answer: GatewayAnswer,
  cors: CorsRule,
  request: IncomingMessage,
): GatewayAnswer {
  const kept = Object.entries(answer.headers).filter(
    ([name]) => !name.startsWith('access-control-'),
  );
  const shared = sharedHeaders(cors, request);
  if (shared['access-control-allow-origin'] !== undefined && cors.exposedHeaders.length > 0) {
    shared['access-control-expose-headers'] = cors.exposedHeaders.join(',');
  }
  const own = answer.headers['vary']?.toString();
  if (shared['vary'] !== undefined && own !== undefined) {
    shared['vary'] = /\borigin\b/i.test(own) ? own : `${own}, ${shared['vary']}`;
  }
  return { ...answer, headers: { ...Object.fromEntries(kept), ...shared } };
}
