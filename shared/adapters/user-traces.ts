import { DeleteObjectsCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { recordingsPrefix } from '../contracts/recordings.ts';
import { OwnError } from '../own-error.ts';
import type { UserTraces } from '../users/user.ts';
import { batchWrite } from './dynamo-batch.ts';
import { profileKey, userPartition } from './dynamo-keys.ts';
import { inPartition, queryPages } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

const keyItem = z.object({ pk: z.string(), sk: z.string() });
const notedItems = z.array(z.extend(keyItem, { outside: z.optional(keyItem) }));

/**
 * Everything in a user's partition but the profile, the rows outside that its notes name, and every recording
 * under the user's prefix.
 */
export function userTraces(table: Table, s3: S3Client, bucket: string): UserTraces {
  return {
    async erase(userId, hasTime = () => true) {
      return (
        (await eraseRecordings(s3, bucket, `${recordingsPrefix}${userId}/`, hasTime)) &&
        (await eraseRows(table, userId, hasTime))
      );
    },
  };
}

/** @returns whether none is left */
async function eraseRecordings(
  s3: S3Client,
  bucket: string,
  prefix: string,
  hasTime: () => boolean,
): Promise<boolean> {
  while (hasTime()) {
    const { Contents = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }),
    );
    if (Contents.length === 0) return true;
    const { Errors = [] } = await s3.send(
      new DeleteObjectsCommand({
        Bucket: bucket,
        Delete: { Objects: Contents.map(({ Key }) => ({ Key })), Quiet: true },
      }),
    );
    if (Errors.length > 0) throw new OwnError(`${Errors.length} recordings could not be deleted`);
  }
  return false;
}

/** @returns whether none is left */
async function eraseRows(table: Table, userId: number, hasTime: () => boolean): Promise<boolean> {
  const profile = profileKey(userId);
  const pages = queryPages(table, {
    ...inPartition(userPartition(userId)),
    ProjectionExpression: 'pk, sk, outside',
    ConsistentRead: true,
  });
  for await (const rows of pages) {
    const noted = notedItems.parse(rows);
    // Rows outside go before the notes by which they are found.
    const outside = noted.flatMap((item) => item.outside ?? []);
    const inside = noted.map(({ pk, sk }) => ({ pk, sk })).filter(({ sk }) => sk !== profile.sk);
    for (const keys of [outside, inside]) {
      const deletions = keys.map((Key) => ({ DeleteRequest: { Key } }));
      if (!(await batchWrite(table, deletions, hasTime))) return false;
    }
  }
  return true;
}
