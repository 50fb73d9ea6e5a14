import { PutObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { deletionsPrefix } from '../contracts/deletions.ts';
import type { DeletionLedger } from '../users/user.ts';

/** Which users were deleted: `deleted/{userId}`, for as long as a backup may still hold them. */
export function s3Deletions(client: S3Client, bucket: string): DeletionLedger {
  return {
    async note(userId) {
      const Key = `${deletionsPrefix}${userId}`;
      await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: '' }));
    },
  };
}

/** All users who are noted. Ids are given only once, so none of them belongs to somebody else by now. */
export async function readDeletions(
  client: S3Client,
  bucket: string,
): Promise<ReadonlySet<number>> {
  const ids = new Set<number>();
  const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: deletionsPrefix });
  for await (const { Contents = [] } of pages) {
    for (const { Key = '' } of Contents) {
      const id = Number(Key.slice(deletionsPrefix.length));
      // What somebody else has put there is nobody.
      if (Number.isSafeInteger(id) && id > 0) ids.add(id);
    }
  }
  return ids;
}
