import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { APIGatewayProxyEventHeaders } from 'aws-lambda';

export interface FileAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** A whole file as an answer's body. The answer depends on the request's headers. */
export type StoredFile = (requestHeaders: APIGatewayProxyEventHeaders) => FileAnswer;

/** One file, compressed in each way that clients may accept. */
export interface PackedFile {
  readonly gzip: Uint8Array;
  readonly brotli?: Uint8Array;
}

/** The client caches the file, but asks each time whether it has changed. */
const askEachTime = 'no-cache';
/** A file whose name changes with its content is cached for a year. */
export const keepForEver = 'public, max-age=31536000, immutable';

/**
 * A file that is stored compressed, as most clients take it. The answer is 304 where the client's copy is
 * the same, brotli or gzip where the client accepts it, and unpacked elsewhere. The tag is weak, because
 * it is the same for all three.
 *
 * @param mediaType without parameters; text is UTF-8
 */
export function storedFile(
  mediaType: string,
  { gzip, brotli }: PackedFile,
  cacheControl = askEachTime,
): StoredFile {
  const tag = `"${createHash('sha256').update(gzip).digest('base64url').slice(0, 22)}"`;
  const headers = {
    'content-type': mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType,
    'cache-control': cacheControl,
    etag: `W/${tag}`,
    vary: 'accept-encoding',
    'x-content-type-options': 'nosniff',
  };
  return (requestHeaders) => {
    if (isHeld(tag, requestHeaders['if-none-match'])) return { statusCode: 304, headers };
    const takes = codingsTaken(requestHeaders['accept-encoding']);
    const whole = (bytes: Uint8Array, coding?: string): FileAnswer => ({
      statusCode: 200,
      headers: coding === undefined ? headers : { ...headers, 'content-encoding': coding },
      body: Buffer.from(bytes).toString('base64'),
      isBase64Encoded: true,
    });
    if (brotli && takes('br')) return whole(brotli, 'br');
    return takes('gzip') ? whole(gzip, 'gzip') : whole(gunzipSync(gzip));
  };
}

const listed = (header = ''): readonly string[] => header.split(',').map((item) => item.trim());

/** Weak comparison, as RFC 9110 asks of If-None-Match. */
function isHeld(tag: string, ifNoneMatch: string | undefined): boolean {
  return listed(ifNoneMatch).some((held) => held === '*' || held.replace(/^W\//, '') === tag);
}

/** A weight of zero refuses the coding, even where `*` would accept it. */
function codingsTaken(acceptEncoding: string | undefined): (coding: string) => boolean {
  const weights = new Map(
    listed(acceptEncoding).map((item) => {
      const [coding = '', weight] = item.toLowerCase().split(/\s*;\s*q=/);
      return [coding, weight === undefined ? 1 : Number(weight)];
    }),
  );
  return (coding) => (weights.get(coding) ?? weights.get('*') ?? 0) > 0;
}
