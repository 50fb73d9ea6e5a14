import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { APIGatewayProxyEventHeaders, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** A whole file as an answer's body, kept compressed: most clients take it as it is. */
export class StoredFile {
  /** Without parameters; text is UTF-8. */
  readonly mediaType: string;
  readonly gzipped: Uint8Array;

  constructor(mediaType: string, gzipped: Uint8Array) {
    this.mediaType = mediaType;
    this.gzipped = gzipped;
  }
}

/**
 * Answers a file by what the client accepts and already has: 304 where its copy is the same,
 * gzip as it lies where it takes that, else unpacked. The tag is weak since both are one file.
 */
export function fileAnswer(
  { mediaType, gzipped }: StoredFile,
  requestHeaders: APIGatewayProxyEventHeaders,
): APIGatewayProxyStructuredResultV2 {
  const tag = createHash('sha256').update(gzipped).digest('base64url').slice(0, 22);
  const headers = {
    'content-type': mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType,
    'cache-control': 'no-cache',
    etag: `W/"${tag}"`,
    vary: 'accept-encoding',
    'x-content-type-options': 'nosniff',
  };
  if (isHeld(tag, requestHeaders['if-none-match'])) return { statusCode: 304, headers };
  const asItLies = acceptsGzip(requestHeaders['accept-encoding']);
  const bytes = asItLies ? gzipped : gunzipSync(gzipped);
  return {
    statusCode: 200,
    headers: asItLies ? { ...headers, 'content-encoding': 'gzip' } : headers,
    body: Buffer.from(bytes).toString('base64'),
    isBase64Encoded: true,
  };
}

const listed = (header = ''): readonly string[] => header.split(',').map((item) => item.trim());

/** Weak comparison, as RFC 9110 asks of If-None-Match. */
function isHeld(tag: string, ifNoneMatch: string | undefined): boolean {
  return listed(ifNoneMatch).some(
    (held) => held === '*' || held.replace(/^W\//, '') === `"${tag}"`,
  );
}

/** A weight of zero refuses the coding, even where `*` would take it. */
function acceptsGzip(acceptEncoding: string | undefined): boolean {
  const weights = new Map(
    listed(acceptEncoding).map((item) => {
      const [coding = '', weight] = item.toLowerCase().split(/\s*;\s*q=/);
      return [coding, weight === undefined ? 1 : Number(weight)];
    }),
  );
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
}
