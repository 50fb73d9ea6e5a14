import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { StoredObject } from './s3-bodies.ts';
import { newRequestId, S3Error } from './s3-errors.ts';
import type { ObjectStore } from './s3-objects.ts';

/** Answers GET and HEAD of an object that exists. @throws S3Error 304, 412, 416 or 404 */
export async function sendObject(
  request: IncomingMessage,
  response: ServerResponse,
  store: ObjectStore,
  bucket: string,
  object: StoredObject,
): Promise<void> {
  checkConditions(request, object);
  const range = parseRange(request.headers.range, object.sizeBytes);
  const start = range?.start ?? 0;
  const end = range?.end ?? object.sizeBytes - 1;
  const length = end - start + 1;
  const body =
    request.method === 'HEAD' || length === 0 ? null : await store.read(bucket, object, start, end);
  if (body === undefined) {
    throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.');
  }
  const { headers } = object;
  response.writeHead(range === undefined ? 200 : 206, {
    'x-amz-request-id': newRequestId(),
    'x-amz-server-side-encryption': 'AES256',
    ...(range === undefined ? headers : withoutChecksums(headers)),
    etag: `"${object.etag}"`,
    'last-modified': new Date(object.lastModified).toUTCString(),
    'accept-ranges': 'bytes',
    'content-length': length,
    ...(range && { 'content-range': `bytes ${start}-${end}/${object.sizeBytes}` }),
  });
  if (body === null) {
    response.end();
    return;
  }
  // A client that leaves in the middle is not an error.
  await pipeline(body, response).catch(() => {});
}

/** @throws S3Error 412 or 304 */
function checkConditions(request: IncomingMessage, object: StoredObject): void {
  const ifMatch = request.headers['if-match'];
  if (ifMatch !== undefined && !etagMatches(ifMatch, object.etag)) throw preconditionFailed();
  const ifNoneMatch = request.headers['if-none-match'];
  if (ifNoneMatch !== undefined && etagMatches(ifNoneMatch, object.etag)) {
    throw new S3Error(304, 'NotModified', 'Not Modified', {
      etag: `"${object.etag}"`,
      'last-modified': new Date(object.lastModified).toUTCString(),
    });
  }
}

export function etagMatches(header: string, etag: string): boolean {
  return header
    .split(',')
    .map((one) => one.trim().replace(/^W\//, '').replaceAll('"', ''))
    .some((one) => one === '*' || one === etag);
}

export const preconditionFailed = () =>
  new S3Error(
    412,
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
  );

/**
 * Reads a single range. Several ranges, or a header that is not a range, give the whole object. @throws
 * S3Error 416
 */
function parseRange(
  header: string | undefined,
  sizeBytes: number,
): { start: number; end: number } | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  if (start >= sizeBytes || (first === '' && last === '0')) {
    throw new S3Error(416, 'InvalidRange', 'The requested range is not satisfiable', {
      'content-range': `bytes */${sizeBytes}`,
    });
  }
  return { start, end };
}

/** Checksums cover the whole object, and clients would check a part against them. */
function withoutChecksums(headers: StoredObject['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !name.startsWith('x-amz-checksum-')),
  );
}
