import { S3Error } from './s3-errors.ts';

const LONGEST_LINE_BYTES = 4096;

/**
 * Decodes an `aws-chunked` body (`hex-size CRLF bytes CRLF … 0 CRLF trailers CRLF`); trailers are
 * put into `trailers` by lower-case name. Chunk signatures are not expected.
 * @throws S3Error when the framing is broken
 */
export async function* decodeAwsChunks(
  source: AsyncIterable<Uint8Array>,
  trailers: Record<string, string>,
): AsyncGenerator<Uint8Array> {
  let pending: Buffer = Buffer.alloc(0);
  let state: 'size' | 'data' | 'dataEnd' | 'trailers' = 'size';
  let left = 0;
  let ended = false;

  for await (const part of source) {
    pending = pending.length === 0 ? Buffer.from(part) : Buffer.concat([pending, part]);
    for (;;) {
      if (state === 'data') {
        if (pending.length === 0) break;
        const bytes = pending.subarray(0, left);
        pending = pending.subarray(bytes.length);
        left -= bytes.length;
        yield bytes;
        if (left === 0) state = 'dataEnd';
        continue;
      }
      const lineEnd = pending.indexOf('\r\n');
      if (lineEnd < 0) {
        if (pending.length > LONGEST_LINE_BYTES) throw broken();
        break;
      }
      const line = pending.subarray(0, lineEnd).toString('latin1');
      pending = pending.subarray(lineEnd + 2);
      if (state === 'dataEnd') {
        if (line !== '') throw broken();
        state = 'size';
      } else if (state === 'size') {
        const size = /^([0-9a-fA-F]{1,8})(?:;|$)/.exec(line)?.[1];
        if (size === undefined) throw broken();
        left = Number.parseInt(size, 16);
        ended = left === 0;
        state = ended ? 'trailers' : 'data';
      } else {
        const colon = line.indexOf(':');
        if (colon > 0) trailers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
      }
    }
  }
  if (!ended) throw broken();
}

const broken = () =>
  new S3Error(400, 'IncompleteBody', 'The aws-chunked body is not well-formed or not complete.');
