import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { RecordingStore } from '../lectures/ports.ts';
import { RecordingGoneError, type RecordingSource } from '../recordings/recording.ts';
import { recordingObjectKey } from './recording-keys.ts';

/** Recordings in the private bucket, for the worker and for the API's check of an upload. */
export function s3Recordings(client: S3Client, bucket: string): RecordingStore {
  return {
    async inspect(key) {
      try {
        const head = await client.send(
          new HeadObjectCommand({ Bucket: bucket, Key: recordingObjectKey(key) }),
        );
        return { etag: bareEtag(head.ETag), sizeBytes: head.ContentLength ?? 0 };
      } catch (error) {
        if (statusOf(error) === 404) return undefined;
        throw error;
      }
    },

    async open(key, etag) {
      try {
        return await pinnedObject(client, { Bucket: bucket, Key: recordingObjectKey(key) }, etag);
      } catch (error) {
        if (error instanceof RecordingGoneError) return error.kind;
        throw error;
      }
    },

    async delete(key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: recordingObjectKey(key) }));
    },
  };
}

/** This much tells every container, and is all of a short recording, which then needs no further read. */
const headBytes = 65_536;

/**
 * One object for as long as it has this ETag. Its first bytes are read at once, which also tells its size.
 */
async function pinnedObject(
  client: S3Client,
  object: { readonly Bucket: string; readonly Key: string },
  etag: string,
): Promise<RecordingSource> {
  const get = async (range?: string) => {
    try {
      const input = { ...object, IfMatch: `"${etag}"`, ...(range && { Range: range }) };
      return await client.send(new GetObjectCommand(input));
    } catch (error) {
      if (statusOf(error) === 404) throw new RecordingGoneError('missing');
      if (statusOf(error) === 412) throw new RecordingGoneError('changed');
      throw error;
    }
  };
  const read = async (start: number, end: number) => {
    const { Body, ContentRange } = await get(`bytes=${start}-${end - 1}`);
    return {
      bytes: (await Body?.transformToByteArray()) ?? new Uint8Array(),
      sizeBytes: Number(ContentRange?.split('/')[1] ?? 0),
    };
  };
  const head = await read(0, headBytes).catch((error: unknown) => {
    // S3 answers 416 for an empty object, because it has no byte to ask for.
    if (statusOf(error) === 416) return { bytes: new Uint8Array(), sizeBytes: 0 };
    throw error;
  });
  const { sizeBytes } = head;
  return {
    sizeBytes,
    async read(start, end) {
      const last = Math.min(end, sizeBytes);
      if (last <= head.bytes.byteLength) return head.bytes.subarray(start, last);
      return (await read(start, last)).bytes;
    },
    async open() {
      if (sizeBytes === head.bytes.byteLength) return onePiece(head.bytes);
      const { Body } = await get();
      if (Body && Symbol.asyncIterator in Body) return Body;
      throw new RecordingGoneError('missing');
    },
  };
}

async function* onePiece(bytes: Uint8Array) {
  yield bytes;
}

function bareEtag(etag: string | undefined): string {
  return (etag ?? '').replaceAll('"', '');
}

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}
