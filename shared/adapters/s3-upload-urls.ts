import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { uploadUrlSeconds } from '../contracts/recordings.ts';
import type { UploadUrlSigner } from '../lectures/ports.ts';
import { recordingObjectKey } from './recording-keys.ts';

/**
 * Presigned PUTs. Only the key is signed, because the app sends a Content-Type of its own. The client must
 * have `requestChecksumCalculation: 'WHEN_REQUIRED'`; otherwise the URL would demand the checksum of an empty
 * body.
 */
export function s3UploadUrls(client: S3Client, bucket: string): UploadUrlSigner {
  return {
    sign: (key) =>
      getSignedUrl(client, new PutObjectCommand({ Bucket: bucket, Key: recordingObjectKey(key) }), {
        expiresIn: uploadUrlSeconds,
      }),
  };
}
