import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { RecordingStore } from '../lectures/ports.ts';
import { recordingObjectKey } from './recording-keys.ts';

/** Recordings in the private bucket, as their worker and the API's HEAD see them. */
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
        const object = await client.send(
          new GetObjectCommand({
            Bucket: bucket,
            Key: recordingObjectKey(key),
            IfMatch: `"${etag}"`,
          }),
        );
        const body = object.Body;
        if (!body || !(Symbol.asyncIterator in body)) return 'missing';
        return { bytes: body, sizeBytes: object.ContentLength ?? 0 };
      } catch (error) {
        if (statusOf(error) === 404) return 'missing';
        if (statusOf(error) === 412) return 'changed';
        throw error;
      }
    },

    async delete(key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: recordingObjectKey(key) }));
    },
  };
}

function bareEtag(etag: string | undefined): string {
  return (etag ?? '').replaceAll('"', '');
}

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}
