import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { crc32 } from 'node:zlib';
import { decodeAwsChunks } from './aws-chunked.ts';
import { firstValue, type RequestTarget } from './request-target.ts';
import { S3Error } from './s3-errors.ts';
import { UNSIGNED_PAYLOAD } from './sigv4.ts';

/** S3 itself takes 5 GB; this guards the laptop's disk, not the service's rules. */
const LARGEST_OBJECT_BYTES = 200 * 1024 * 1024;
const SHA256_HEADER = 'x-amz-checksum-sha256';
const STREAMING_TRAILER = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

export interface Intake {
  /** The object's own bytes, decoded. They must be read once and to the end. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /**
   * To be called after the last chunk. It returns the size, the MD5 (hex) and the checksum headers of S3's
   * answer.
   * @throws S3Error when the body does not match its headers
   */
  finish(): { sizeBytes: number; md5: string; checksums: Record<string, string> };
}

/** @throws S3Error for a body that the local stack cannot take */
export function openIntake(
  request: IncomingMessage,
  target: RequestTarget,
  payloadHash: string,
): Intake {
  const streaming = payloadHash.startsWith('STREAMING-');
  if (streaming && payloadHash !== STREAMING_TRAILER) {
    throw new S3Error(501, 'NotImplemented', `The local stack does not take ${payloadHash}.`);
  }
  const declared = streaming
    ? request.headers['x-amz-decoded-content-length']
    : request.headers['content-length'];
  if (typeof declared !== 'string' || !/^\d+$/.test(declared)) {
    throw new S3Error(
      411,
      'MissingContentLength',
      'You must provide the Content-Length HTTP header.',
    );
  }
  if (Number(declared) > LARGEST_OBJECT_BYTES) {
    throw new S3Error(
      400,
      'EntityTooLarge',
      'Your proposed upload exceeds the maximum allowed size',
    );
  }

  /** Reads a checksum from a header or, in a presigned URL, from a query parameter. */
  function promisedAtFirst(name: string): string | undefined {
    const value = request.headers[name] ?? firstValue(target, name);
    return typeof value === 'string' ? value : undefined;
  }

  const md5 = createHash('md5');
  const sha256 = createHash('sha256');
  // SHA-256 takes a third of a large upload's time, so it is computed only where somebody checks it.
  const sha256Wanted =
    /^[0-9a-f]{64}$/.test(payloadHash) ||
    request.headers['x-amz-trailer'] === SHA256_HEADER ||
    promisedAtFirst(SHA256_HEADER) !== undefined;
  const trailers: Record<string, string> = {};
  let crc = 0;
  let sizeBytes = 0;

  async function* measured(): AsyncGenerator<Uint8Array> {
    const raw = request.iterator({ destroyOnReturn: false });
    for await (const chunk of streaming ? decodeAwsChunks(raw, trailers) : raw) {
      sizeBytes += chunk.length;
      if (sizeBytes > Number(declared)) throw incomplete();
      md5.update(chunk);
      if (sha256Wanted) sha256.update(chunk);
      crc = crc32(chunk, crc);
      yield chunk;
    }
  }

  return {
    chunks: measured(),
    finish() {
      if (sizeBytes !== Number(declared)) throw incomplete();
      const sha256Digest = sha256.digest();
      const md5Digest = md5.digest();
      if (!streaming && payloadHash !== UNSIGNED_PAYLOAD) {
        if (sha256Digest.toString('hex') !== payloadHash) {
          throw new S3Error(
            400,
            'XAmzContentSHA256Mismatch',
            "The provided 'x-amz-content-sha256' header does not match what was computed.",
          );
        }
      }
      const contentMd5 = request.headers['content-md5'];
      if (typeof contentMd5 === 'string' && contentMd5 !== md5Digest.toString('base64')) {
        throw new S3Error(400, 'BadDigest', 'The Content-MD5 you specified did not match.');
      }
      const crcBytes = Buffer.alloc(4);
      crcBytes.writeUInt32BE(crc);
      const computed = {
        'x-amz-checksum-crc32': crcBytes.toString('base64'),
        [SHA256_HEADER]: sha256Digest.toString('base64'),
      };
      const checksums: Record<string, string> = {};
      for (const [name, value] of Object.entries(computed)) {
        const given = promisedAtFirst(name) ?? trailers[name];
        if (given === undefined) continue;
        if (given !== value) {
          throw new S3Error(
            400,
            'BadDigest',
            `The ${name.slice('x-amz-checksum-'.length).toUpperCase()} you specified did not match the calculated checksum.`,
          );
        }
        checksums[name] = value;
      }
      return { sizeBytes, md5: md5Digest.toString('hex'), checksums };
    },
  };
}

const incomplete = () =>
  new S3Error(
    400,
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header.',
  );
