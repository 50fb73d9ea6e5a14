import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { SignatureFault, type SignatureFaultKind } from './signature-claim.ts';

/** Above DynamoDB's largest request (16 MB). */
const LARGEST_BODY_BYTES = 17 * 1024 * 1024;

export interface JsonReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An error in AWS's JSON protocols. `queryCode` goes to the header SQS clients take names from. */
export class JsonServiceError extends Error {
  readonly type: string;
  readonly status: number;
  readonly queryCode: string | undefined;

  constructor(type: string, message: string, status = 400, queryCode?: string) {
    super(message);
    this.name = 'JsonServiceError';
    this.type = type;
    this.status = status;
    this.queryCode = queryCode;
  }
}

const CORAL = 'com.amazon.coral.service#';

/** Type in the JSON body, and the code SQS's query-compatible clients are told. */
const SIGNATURE_FAULTS: Readonly<Record<SignatureFaultKind, readonly [string, string]>> = {
  MissingSignature: ['MissingAuthenticationTokenException', 'MissingAuthenticationToken'],
  MalformedSignature: ['IncompleteSignatureException', 'IncompleteSignature'],
  UnknownAccessKey: ['UnrecognizedClientException', 'InvalidClientTokenId'],
  SignatureMismatch: ['InvalidSignatureException', 'SignatureDoesNotMatch'],
  PayloadMismatch: ['InvalidSignatureException', 'SignatureDoesNotMatch'],
  WrongScope: ['InvalidSignatureException', 'SignatureDoesNotMatch'],
  Skewed: ['InvalidSignatureException', 'RequestExpired'],
  NotYetValid: ['InvalidSignatureException', 'RequestExpired'],
  Expired: ['InvalidSignatureException', 'RequestExpired'],
  UnsignedHeader: ['InvalidSignatureException', 'SignatureDoesNotMatch'],
  TwoSignatures: ['InvalidSignatureException', 'SignatureDoesNotMatch'],
};

export function asJsonServiceError(error: unknown): JsonServiceError | undefined {
  if (error instanceof JsonServiceError) return error;
  if (!(error instanceof SignatureFault)) return undefined;
  const [type, queryCode] = SIGNATURE_FAULTS[error.kind];
  return new JsonServiceError(`${CORAL}${type}`, error.message, 400, queryCode);
}

export function accessDenied(message: string): JsonServiceError {
  return new JsonServiceError(`${CORAL}AccessDeniedException`, message);
}

export function unknownOperation(message: string): JsonServiceError {
  return new JsonServiceError(`${CORAL}UnknownOperationException`, message);
}

const jsonObject = z.record(z.string(), z.unknown());

/** @throws JsonServiceError when the body is not a JSON object */
export function parseJsonObject(body: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(body).toString('utf8') || '{}');
  } catch {
    throw new JsonServiceError(`${CORAL}SerializationException`, 'The body is not JSON.');
  }
  const parsed = jsonObject.safeParse(value);
  if (!parsed.success) {
    throw new JsonServiceError(`${CORAL}SerializationException`, 'The body is not an object.');
  }
  return parsed.data;
}

/** Parses a call's parameters. @throws JsonServiceError of the given type, naming the field */
export function parseParameters<T>(
  schema: z.ZodType<T>,
  parameters: Record<string, unknown>,
  errorType: string,
): T {
  const parsed = schema.safeParse(parameters);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new JsonServiceError(errorType, `${issue?.path.join('.')}: ${issue?.message}`);
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > LARGEST_BODY_BYTES) {
      request.resume();
      throw new JsonServiceError('RequestEntityTooLarge', 'The request is too large.', 413);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function sendReply(response: ServerResponse, reply: JsonReply): void {
  response.writeHead(reply.status, {
    'x-amzn-requestid': randomUUID(),
    ...reply.headers,
    'content-length': Buffer.byteLength(reply.body),
  });
  response.end(reply.body);
}

/** @param version of AWS's JSON protocol */
export const jsonReply = (body: unknown, version: '1.0' | '1.1'): JsonReply => ({
  status: 200,
  headers: { 'content-type': `application/x-amz-json-${version}` },
  body: JSON.stringify(body),
});

export function errorReply(error: JsonServiceError, contentType: string): JsonReply {
  return {
    status: error.status,
    headers: {
      'content-type': contentType,
      ...(error.queryCode === undefined
        ? {}
        : { 'x-amzn-query-error': `${error.queryCode};Sender` }),
    },
    body: JSON.stringify({ __type: error.type, message: error.message, Message: error.message }),
  };
}
