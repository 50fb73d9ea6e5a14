import type { IncomingMessage } from 'node:http';
import { ApiError } from './api-error.ts';
import { nowMilliseconds, type OpenRecord } from './request-log.ts';

/** This is well above any body that is accepted. A larger body is not read to its end. */
const MAXIMUM_BODY_BYTES = 64 * 1024 * 1024;

/**
 * The body's chunks, noted in the record as they arrive. Leaving the loop early leaves the rest
 * unread and the connection open, so that an error can still be answered.
 * @throws ApiError 413 beyond 64 MiB.
 */
export async function* watchedBody(
  request: IncomingMessage,
  record: OpenRecord,
): AsyncGenerator<Buffer> {
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue;
    record.firstBodyByteAtMilliseconds ??= nowMilliseconds();
    record.bytes += chunk.length;
    if (record.bytes > MAXIMUM_BODY_BYTES) throw tooLarge(MAXIMUM_BODY_BYTES);
    yield chunk;
  }
}

/** @throws ApiError 413 beyond the limit. */
export async function readBody(body: AsyncIterable<Buffer>, limitBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > limitBytes) throw tooLarge(limitBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const tooLarge = (limitBytes: number): ApiError =>
  new ApiError(413, `Maximum content size limit (${limitBytes}) exceeded`, {
    type: 'server_error',
  });

/** Reads and drops the rest of a body, within limits, so that its sender gets the answer. */
export function drain(request: IncomingMessage): void {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAXIMUM_BODY_BYTES) request.destroy();
  });
  request.resume();
}
