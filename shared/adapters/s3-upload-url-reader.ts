import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getEndpointFromInstructions } from '@smithy/core/endpoints';
import type { UploadUrlReader } from '../lectures/ports.ts';
import { readRecordingObjectKey } from './recording-keys.ts';

/**
 * Reads the key from an upload URL without its query, if the URL points into our bucket in exactly the way
 * the signer writes it. The URL is only compared, never fetched.
 */
export function s3UploadUrlReader(client: S3Client, bucket: string): UploadUrlReader {
  let base: Promise<string> | undefined;
  return async (audioUrl) => {
    base ??= bucketUrl(client, bucket);
    const prefix = `${await base}/`;
    return audioUrl.startsWith(prefix)
      ? readRecordingObjectKey(audioUrl.slice(prefix.length))
      : undefined;
  };
}

/** The URL to which the SDK itself would send requests for this bucket: virtual host or path style. */
async function bucketUrl(client: S3Client, bucket: string): Promise<string> {
  const { url } = await getEndpointFromInstructions(
    { Bucket: bucket },
    HeadObjectCommand,
    client.config,
  );
  return url.href.replace(/\/$/, '');
}
