import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { canaryProofHeader } from '../contracts/canary.ts';
import type { FieldError } from '../contracts/problem.ts';
import type { Route } from '../contracts/route.ts';
import { DomainError } from '../domain-error.ts';
import { fieldErrors } from './field-errors.ts';

/** This is far above any body of ours; the gateway's own limit is 10 MB. */
const bodyMaximumBytes = 64 * 1024;

const noQuery = z.strictObject({});

/** Says which request fields are wrong, and how. */
export class InvalidRequest extends DomainError {
  readonly errors: readonly FieldError[];

  constructor(errors: readonly FieldError[]) {
    super('INVALID_REQUEST', errors.map(({ field, message }) => `${field}: ${message}`).join('; '));
    this.errors = errors;
  }
}

/** Reads an event by its route's schemas. @throws InvalidRequest, DomainError */
export function readRequest(route: Route, event: APIGatewayProxyEventV2) {
  return {
    path: route.pathParameters && checked(route.pathParameters, event.pathParameters ?? {}, 'path'),
    query: route.ignoresQuery
      ? undefined
      : checked(route.query ?? noQuery, event.queryStringParameters ?? {}, 'query'),
    rawQuery: event.rawQueryString,
    body: route.body && checked(route.body, jsonBody(event), 'body'),
    requestId: event.requestContext.requestId,
    idempotencyKey: route.body && idempotencyKey(event.headers['idempotency-key']),
    language: /^en\b/i.test(event.headers['accept-language'] ?? '') ? 'en' : 'ko',
    canaryProof: event.headers[canaryProofHeader],
    sourceAddress: event.requestContext.http.sourceIp,
    url: `https://${event.requestContext.domainName}${event.rawPath}`,
  };
}

function checked(schema: z.core.$ZodType, value: unknown, where: string): unknown {
  const read = z.safeParse(schema, value);
  if (read.success) return read.data;
  throw new InvalidRequest(read.error.issues.flatMap((issue) => fieldErrors(issue, value, where)));
}

function idempotencyKey(value: string | undefined): string | undefined {
  if (value === undefined || /^[\x21-\x7e]{1,100}$/.test(value)) return value;
  throw new InvalidRequest([
    {
      field: 'Idempotency-Key',
      code: 'WRONG_FORMAT',
      message: 'must be 1 to 100 visible ASCII characters',
    },
  ]);
}

function jsonBody({ body, isBase64Encoded }: APIGatewayProxyEventV2): unknown {
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.byteLength > bodyMaximumBytes) {
    throw new DomainError('BODY_TOO_LARGE', `The body must not exceed ${bodyMaximumBytes} bytes.`);
  }
  try {
    return withoutNulls(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    throw new DomainError('MALFORMED_JSON', 'The body must be JSON in UTF-8.', 'body');
  }
}

/** Leaves out fields that are null, because many clients send null for what they leave out. */
function withoutNulls(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}
