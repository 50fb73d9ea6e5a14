import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { SignatureFault, type SignatureFaultKind } from './signature-claim.ts';

/** An error in S3's words; `headers` are added to the response's. */
export class S3Error extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'S3Error';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

const SIGNATURE_FAULTS: Readonly<Record<SignatureFaultKind, readonly [number, string]>> = {
  MissingSignature: [403, 'AccessDenied'],
  MalformedSignature: [400, 'AuthorizationHeaderMalformed'],
  UnknownAccessKey: [403, 'InvalidAccessKeyId'],
  SignatureMismatch: [403, 'SignatureDoesNotMatch'],
  PayloadMismatch: [400, 'XAmzContentSHA256Mismatch'],
  WrongScope: [400, 'AuthorizationHeaderMalformed'],
  Skewed: [403, 'RequestTimeTooSkewed'],
  NotYetValid: [403, 'AccessDenied'],
  Expired: [403, 'AccessDenied'],
  UnsignedHeader: [403, 'AccessDenied'],
  TwoSignatures: [400, 'InvalidArgument'],
};

export function asS3Error(error: unknown): S3Error | undefined {
  if (error instanceof S3Error) return error;
  if (!(error instanceof SignatureFault)) return undefined;
  const [status, code] = SIGNATURE_FAULTS[error.kind];
  return new S3Error(status, code, error.message);
}

/** Answers with the error's XML; an answer to HEAD, or with 304, has the status alone. */
export function sendS3Error(
  request: IncomingMessage,
  response: ServerResponse,
  error: S3Error,
): void {
  // The rest of the request is read and dropped, so that the client gets to the answer.
  request.resume();
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const requestId = newRequestId();
  const bodyless = request.method === 'HEAD' || error.status === 304;
  const body = bodyless
    ? ''
    : `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message><RequestId>${requestId}</RequestId><HostId>local</HostId></Error>`;
  response.writeHead(error.status, {
    'x-amz-request-id': requestId,
    ...(bodyless
      ? {}
      : { 'content-type': 'application/xml', 'content-length': Buffer.byteLength(body) }),
    ...error.headers,
  });
  response.end(body);
}

export const newRequestId = () => randomBytes(8).toString('hex').toUpperCase();

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

export function escapeXml(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => ENTITIES[character] ?? character);
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

export function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));/g, (whole, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return NAMED[name] ?? whole;
  });
}
