import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Hash } from '@smithy/core/serde';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { escapeUri, firstValue, type RequestTarget } from './request-target.ts';
import {
  checkClock,
  header,
  headerClaim,
  presignedClaim,
  type SignatureClaim,
  SignatureFault,
} from './signature-claim.ts';

export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';

export interface VerifiedSignature {
  readonly accessKeyId: string;
  readonly service: string;
  readonly presigned: boolean;
  /**
   * The hash that the body must have: lowercase hex, `UNSIGNED-PAYLOAD`, or a `STREAMING-…` marker. It is
   * empty when the caller did not sign one, which S3 does not accept. When `verify` was given the body, it
   * has already checked it.
   */
  readonly payloadHash: string;
}

export const isHeaderSigned = (request: IncomingMessage): boolean =>
  request.headers.authorization?.startsWith('AWS4-HMAC-SHA256') === true;

export const isPresigned = (target: RequestTarget): boolean =>
  target.query.has('X-Amz-Algorithm') || target.query.has('X-Amz-Signature');

/** The service that a request claims to be signed for. It is not verified yet and serves routing only. */
export function claimedService(
  request: IncomingMessage,
  target: RequestTarget,
): string | undefined {
  const credential =
    /Credential=([^,\s]+)/.exec(request.headers.authorization ?? '')?.[1] ??
    firstValue(target, 'X-Amz-Credential');
  return credential?.split('/')[3];
}

/** Verifies AWS Signature Version 4, in the header or the query, by signing the request again. */
export class SignatureVerifier {
  readonly #secretOf: (accessKeyId: string) => string | undefined;
  readonly #region: string;
  readonly #clock: (() => number) | undefined;
  readonly #signers = new Map<string, SignatureV4>();

  /**
   * @param clock a clock that may be moved at any moment, even between a request's signature and its arrival.
   *   With it only presigned requests can be too old @default the machine's
   */
  constructor(
    secretOf: (accessKeyId: string) => string | undefined,
    region: string,
    clock?: () => number,
  ) {
    this.#secretOf = secretOf;
    this.#region = region;
    this.#clock = clock;
  }

  /**
   * @param body the whole body, for services that buffer it; S3 streams its body and checks `payloadHash`
   *   itself
   * @throws SignatureFault
   */
  async verify(
    request: IncomingMessage,
    target: RequestTarget,
    body?: Uint8Array,
  ): Promise<VerifiedSignature> {
    const presigned = isPresigned(target);
    if (presigned && request.headers.authorization !== undefined) {
      throw new SignatureFault(
        'TwoSignatures',
        'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
      );
    }
    const claim = presigned ? presignedClaim(target) : headerClaim(request);
    const secretAccessKey = this.#secretOf(claim.accessKeyId);
    if (secretAccessKey === undefined) {
      throw new SignatureFault(
        'UnknownAccessKey',
        'The AWS Access Key Id you provided does not exist in our records.',
      );
    }
    if (claim.region !== this.#region) {
      throw new SignatureFault(
        'WrongScope',
        `The region '${claim.region}' is wrong; expecting '${this.#region}'`,
      );
    }
    if (presigned || !this.#clock) checkClock(claim, (this.#clock ?? Date.now)());
    if (claim.service === 's3') refuseUnsignedHeaders(request, claim);
    if (!claim.signedHeaders.has('host')) {
      throw new SignatureFault('MalformedSignature', "'Host' must be a signed header.");
    }

    const signer = this.#signer(claim, secretAccessKey);
    const expected = presigned
      ? await presignAgain(signer, request, target, claim)
      : await signAgain(signer, request, target, claim, body);
    if (!equalInConstantTime(expected, claim.signature)) {
      throw new SignatureFault(
        'SignatureMismatch',
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      );
    }
    const payloadHash = presigned
      ? (firstValue(target, 'X-Amz-Content-Sha256') ?? UNSIGNED_PAYLOAD)
      : (signedHeadersOf(request, claim)['x-amz-content-sha256'] ?? '');
    if (body !== undefined && payloadHash !== '' && payloadHash !== sha256Hex(body)) {
      throw new SignatureFault(
        'PayloadMismatch',
        'The provided x-amz-content-sha256 header does not match what was computed.',
      );
    }
    return { accessKeyId: claim.accessKeyId, service: claim.service, presigned, payloadHash };
  }

  #signer(claim: SignatureClaim, secretAccessKey: string): SignatureV4 {
    const name = `${claim.accessKeyId}/${claim.service}`;
    const known = this.#signers.get(name);
    if (known) return known;
    const signer = new SignatureV4({
      credentials: { accessKeyId: claim.accessKeyId, secretAccessKey },
      region: this.#region,
      service: claim.service,
      sha256: Hash.bind(null, 'sha256'),
      // S3 signs the path as sent; every other service encodes it a second time.
      uriEscapePath: claim.service !== 's3',
      applyChecksum: false,
    });
    this.#signers.set(name, signer);
    return signer;
  }
}

/** S3 refuses an `x-amz-` header that the signature does not cover, e.g. an ACL on a presigned PUT. */
function refuseUnsignedHeaders(request: IncomingMessage, claim: SignatureClaim): void {
  for (const name of Object.keys(request.headers)) {
    if (!name.startsWith('x-amz-') || name === 'x-amz-content-sha256') continue;
    if (!claim.signedHeaders.has(name)) {
      throw new SignatureFault(
        'UnsignedHeader',
        `There were headers present in the request which were not signed: ${name}`,
      );
    }
  }
}

function signedHeadersOf(request: IncomingMessage, claim: SignatureClaim): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of claim.signedHeaders) {
    const value = header(request, name);
    if (value !== undefined) headers[name] = value;
  }
  return headers;
}

function canonicalPath(target: RequestTarget, claim: SignatureClaim): string {
  return claim.service === 's3' ? `/${target.segments.map(escapeUri).join('/')}` : target.rawPath;
}

function queryOf(target: RequestTarget, skip: ReadonlySet<string>): Record<string, string[]> {
  return Object.fromEntries(
    [...target.query]
      .filter(([name]) => !skip.has(name))
      .map(([name, values]) => [name, [...values]]),
  );
}

async function signAgain(
  signer: SignatureV4,
  request: IncomingMessage,
  target: RequestTarget,
  claim: SignatureClaim,
  body: Uint8Array | undefined,
): Promise<string> {
  const signed = await signer.sign(
    new HttpRequest({
      method: request.method ?? 'GET',
      path: canonicalPath(target, claim),
      query: queryOf(target, new Set()),
      headers: signedHeadersOf(request, claim),
      body,
    }),
    { signingDate: claim.signedAt, signableHeaders: new Set(claim.signedHeaders) },
  );
  return /Signature=([0-9a-f]{64})$/.exec(signed.headers['authorization'] ?? '')?.[1] ?? '';
}

const ADDED_BY_PRESIGN = new Set([
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  'X-Amz-Signature',
  'X-Amz-Content-Sha256',
]);

async function presignAgain(
  signer: SignatureV4,
  request: IncomingMessage,
  target: RequestTarget,
  claim: SignatureClaim,
): Promise<string> {
  const headers = signedHeadersOf(request, claim);
  // The signer takes the payload's hash from this header and moves it back into the query.
  const payloadHash = firstValue(target, 'X-Amz-Content-Sha256');
  if (payloadHash !== undefined) headers['X-Amz-Content-Sha256'] = payloadHash;
  const presigned = await signer.presign(
    new HttpRequest({
      method: request.method ?? 'GET',
      path: canonicalPath(target, claim),
      query: queryOf(target, ADDED_BY_PRESIGN),
      headers,
      // The signer hashes what is neither text nor bytes as UNSIGNED-PAYLOAD.
      body: {},
    }),
    {
      signingDate: claim.signedAt,
      ...(claim.expiresSeconds === undefined ? {} : { expiresIn: claim.expiresSeconds }),
      signableHeaders: new Set(claim.signedHeaders),
      unhoistableHeaders: new Set(claim.signedHeaders),
    },
  );
  const signature = presigned.query?.['X-Amz-Signature'];
  return typeof signature === 'string' ? signature : '';
}

const sha256Hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function equalInConstantTime(expected: string, given: string): boolean {
  const left = Buffer.from(expected);
  const right = Buffer.from(given);
  return left.length === right.length && timingSafeEqual(left, right);
}
