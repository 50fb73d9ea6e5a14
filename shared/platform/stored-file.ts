import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { APIGatewayProxyEventHeaders } from 'aws-lambda';

export interface FileAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** A whole file as an answer's body: what it says depends on the request's headers. */
export type StoredFile = (requestHeaders: APIGatewayProxyEventHeaders) => FileAnswer;

/**
 * A file kept compressed, as most clients take it: 304 where the client's copy is the same, gzip
 * as it lies where that is accepted, else unpacked. Its tag is weak, both being one file.
 *
 * @param mediaType without parameters; text is UTF-8
 */
export function storedFile(mediaType: string, gzipped: Uint8Array): StoredFile {
  const tag = `"${createHash('sha256').update(gzipped).digest('base64url').slice(0, 22)}"`;
  const headers = {
    'content-type': mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType,
    'cache-control': 'no-cache',
    etag: `W/${tag}`,
    vary: 'accept-encoding',
    'x-content-type-options': 'nosniff',
  };
  return (requestHeaders) => {
    if (isHeld(tag, requestHeaders['if-none-match'])) return { statusCode: 304, headers };
    const takesGzip = acceptsGzip(requestHeaders['accept-encoding']);
    return {
      statusCode: 200,
      headers: takesGzip ? { ...headers, 'content-encoding': 'gzip' } : headers,
      body: Buffer.from(takesGzip ? gzipped : gunzipSync(gzipped)).toString('base64'),
      isBase64Encoded: true,
    };
  };
}

const listed = (header = ''): readonly string[] => header.split(',').map((item) => item.trim());

/** Weak comparison, as RFC 9110 asks of If-None-Match. */
function isHeld(tag: string, ifNoneMatch: string | undefined): boolean {
  return listed(ifNoneMatch).some((held) => held === '*' || held.replace(/^W\//, '') === tag);
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
