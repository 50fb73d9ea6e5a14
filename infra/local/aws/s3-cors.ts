import type { IncomingMessage } from 'node:http';
import type { CorsRule } from '../template/model.ts';
import { matchesWildcard } from './iam.ts';
import { S3Error } from './s3-errors.ts';

const REFUSED =
  'CORSResponse: This CORS request is not allowed. This is usually because the evaluation of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource CORS spec.';

/**
 * The headers of the answer to a preflight.
 * @throws S3Error 403 AccessForbidden when no rule allows the origin, method and headers
 */
export function preflightHeaders(
  rules: readonly CorsRule[],
  request: IncomingMessage,
): Record<string, string> {
  const { origin } = request.headers;
  const method = request.headers['access-control-request-method'];
  if (origin === undefined || method === undefined) {
    throw new S3Error(400, 'BadRequest', 'Insufficient information. Origin request header needed.');
  }
  const wanted = (request.headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const rule = rules.find(
    (candidate) =>
      lets(candidate, origin, method) &&
      wanted.every((name) =>
        candidate.allowedHeaders.some((pattern) => matchesWildcard(pattern.toLowerCase(), name)),
      ),
  );
  if (rule === undefined) throw new S3Error(403, 'AccessForbidden', REFUSED);
  return {
    ...ruleHeaders(rule, origin),
    ...(wanted.length === 0 ? {} : { 'access-control-allow-headers': wanted.join(', ') }),
    ...(rule.maxAgeSeconds !== undefined && {
      'access-control-max-age': String(rule.maxAgeSeconds),
    }),
  };
}

/**
 * The headers of the answer to an actual request. There are none when no rule matches, and the browser then
 * hides the answer.
 */
export function corsHeaders(
  rules: readonly CorsRule[],
  request: IncomingMessage,
): Record<string, string> {
  const { origin } = request.headers;
  if (origin === undefined) return {};
  const rule = rules.find((candidate) => lets(candidate, origin, request.method ?? ''));
  return rule === undefined ? {} : ruleHeaders(rule, origin);
}

function lets(rule: CorsRule, origin: string, method: string): boolean {
  return (
    rule.allowedMethods.includes(method) &&
    rule.allowedOrigins.some((pattern) => matchesWildcard(pattern, origin))
  );
}

function ruleHeaders(rule: CorsRule, origin: string): Record<string, string> {
  const everyone = rule.allowedOrigins.includes('*');
  return {
    'access-control-allow-origin': everyone ? '*' : origin,
    'access-control-allow-methods': rule.allowedMethods.join(', '),
    ...(rule.exposedHeaders.length === 0
      ? {}
      : { 'access-control-expose-headers': rule.exposedHeaders.join(', ') }),
    ...(everyone ? {} : { 'access-control-allow-credentials': 'true' }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}
