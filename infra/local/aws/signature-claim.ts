import type { IncomingMessage } from 'node:http';
import { firstValue, type RequestTarget } from './request-target.ts';

const CLOCK_SKEW_MS = 5 * 60_000;
const LONGEST_PRESIGN_SECONDS = 604_800;

export type SignatureFaultKind =
  | 'MissingSignature'
  | 'MalformedSignature'
  | 'UnknownAccessKey'
  | 'SignatureMismatch'
  | 'WrongScope'
  | 'Skewed'
  | 'NotYetValid'
  | 'Expired'
  | 'UnsignedHeader'
  | 'TwoSignatures'
  | 'PayloadMismatch';

/** The reason why a request's signature is not accepted. Each service says it in its own wire format. */
export class SignatureFault extends Error {
  readonly kind: SignatureFaultKind;

  constructor(kind: SignatureFaultKind, message: string) {
    super(message);
    this.name = 'SignatureFault';
    this.kind = kind;
  }
}

/** What a request says about its signature, before anything is verified. */
export interface SignatureClaim {
  readonly accessKeyId: string;
  readonly scopeDate: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: ReadonlySet<string>;
  readonly signature: string;
  readonly signedAt: Date;
  /** Seconds, for presigned URLs. */
  readonly expiresSeconds?: number;
}

export function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

/** @throws SignatureFault */
export function headerClaim(request: IncomingMessage): SignatureClaim {
  const authorization = request.headers.authorization;
  if (authorization === undefined) {
    throw new SignatureFault('MissingSignature', 'Request is missing Authentication Token');
  }
  const match =
    /^AWS4-HMAC-SHA256\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(
      authorization,
    );
  const [, credential, signedHeaders, signature] = match ?? [];
  if (credential === undefined || signedHeaders === undefined || signature === undefined) {
    throw new SignatureFault('MalformedSignature', 'The authorization header is malformed.');
  }
  return {
    ...parseCredential(credential),
    signedHeaders: new Set(signedHeaders.split(';')),
    signature,
    signedAt: parseDate(header(request, 'x-amz-date')),
  };
}

/** @throws SignatureFault */
export function presignedClaim(target: RequestTarget): SignatureClaim {
  const expires = firstValue(target, 'X-Amz-Expires') ?? '';
  const expiresSeconds = Number(expires);
  const signature = firstValue(target, 'X-Amz-Signature') ?? '';
  const valid =
    firstValue(target, 'X-Amz-Algorithm') === 'AWS4-HMAC-SHA256' &&
    /^\d{1,6}$/.test(expires) &&
    expiresSeconds <= LONGEST_PRESIGN_SECONDS &&
    /^[0-9a-f]{64}$/.test(signature);
  if (!valid) {
    throw new SignatureFault(
      'MalformedSignature',
      'X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires (at most 604800 seconds) must be given for a presigned request.',
    );
  }
  return {
    ...parseCredential(firstValue(target, 'X-Amz-Credential') ?? ''),
    signedHeaders: new Set((firstValue(target, 'X-Amz-SignedHeaders') ?? '').split(';')),
    signature,
    signedAt: parseDate(firstValue(target, 'X-Amz-Date')),
    expiresSeconds,
  };
}

function parseCredential(credential: string) {
  const [accessKeyId, scopeDate, region, service, terminator, ...rest] = credential.split('/');
  if (!accessKeyId || !scopeDate || !region || !service || terminator !== 'aws4_request' || rest[0])
    throw new SignatureFault('MalformedSignature', 'The Credential is malformed.');
  return { accessKeyId, scopeDate, region, service };
}

function parseDate(text: string | undefined): Date {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '');
  const [, year, month, day, hour, minute, second] = match ?? [];
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (match === null || Number.isNaN(date.getTime())) {
    throw new SignatureFault('MalformedSignature', 'X-Amz-Date must be in ISO-8601 basic format.');
  }
  return date;
}

/** @throws SignatureFault when the signature is too old, too new or past its expiry */
export function checkClock(claim: SignatureClaim, nowMs: number): void {
  const signedMs = claim.signedAt.getTime();
  if (claim.signedAt.toISOString().slice(0, 10).replaceAll('-', '') !== claim.scopeDate) {
    throw new SignatureFault('WrongScope', 'The date in the credential scope is not X-Amz-Date.');
  }
  if (claim.expiresSeconds === undefined) {
    if (Math.abs(nowMs - signedMs) > CLOCK_SKEW_MS) {
      throw new SignatureFault(
        'Skewed',
        'The difference between the request time and the current time is too large.',
      );
    }
    return;
  }
  if (signedMs > nowMs + CLOCK_SKEW_MS) {
    throw new SignatureFault('NotYetValid', 'Request is not yet valid');
  }
  if (nowMs > signedMs + claim.expiresSeconds * 1000) {
    throw new SignatureFault('Expired', 'Request has expired');
  }
}
