import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { Recording } from '../lectures/lecture.ts';
import type { OpenRecording, RecordingStore } from '../lectures/ports.ts';
import { RecordingGoneError } from '../recordings/recording.ts';
import { recordingObjectKey } from './recording-keys.ts';

/** Recordings in the private bucket, for the worker and for the API's check of an upload. */
export function s3Recordings(client: S3Client, bucket: string): RecordingStore {
  return {
    inspect: (key) => inspected(client, { Bucket: bucket, Key: recordingObjectKey(key) }),

    async open(key, etag) {
      try {
        return await openedObject(client, { Bucket: bucket, Key: recordingObjectKey(key) }, etag);
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

interface StoredObject {
  readonly Bucket: string;
  readonly Key: string;
}

async function inspected(client: S3Client, object: StoredObject): Promise<Recording | undefined> {
  try {
    const head = await client.send(new HeadObjectCommand({ ...object }));
    return { etag: bareEtag(head.ETag), sizeBytes: head.ContentLength ?? 0 };
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

/** This much tells every container, and is all of a short recording, which then needs no further read. */
const headBytes = 65_536;

/**
 * One object for as long as it has this ETag, or the one that its first bytes come with. These are read at once, which
 * also tells its size.
 */
async function openedObject(
  client: S3Client,
  object: StoredObject,
  etag?: string,
): Promise<OpenRecording> {
  let pinned = etag;
  const get = async (range?: string) => {
    try {
      const input = {
        ...object,
        ...(pinned !== undefined && { IfMatch: `"${pinned}"` }),
        ...(range && { Range: range }),
      };
      return await client.send(new GetObjectCommand(input));
    } catch (error) {
      if (statusOf(error) === 404) throw new RecordingGoneError('missing');
      if (statusOf(error) === 412) throw new RecordingGoneError('changed');
      throw error;
    }
  };
  const read = async (start: number, end: number) => {
    const { Body, ContentRange, ETag } = await get(`bytes=${start}-${end - 1}`);
    pinned ??= bareEtag(ETag);
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
  if (pinned === undefined) {
    const empty = await inspected(client, object);
    if (!empty) throw new RecordingGoneError('missing');
    return openedObject(client, object, empty.etag);
  }
  const { sizeBytes } = head;
  return {
    etag: pinned,
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
