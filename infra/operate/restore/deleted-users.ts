import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { readDeletions } from '../../../shared/adapters/s3-deletions.ts';
import { userTraces } from '../../../shared/adapters/user-traces.ts';
import { eraseRestoredUsers } from '../../../shared/users/erase-restored-users.ts';
import { tableNamed } from '../stage-table.ts';
import { interrupted, type Surroundings } from '../surroundings.ts';

/** Deletes again, by the product's own deletion, whoever the ledger names and a table has. */
export async function eraseDeletedFrom(
  { dynamo, s3, bucket }: { dynamo: DynamoDBClient; s3: S3Client; bucket: string },
  name: string,
  { now, interrupt }: Pick<Surroundings, 'now' | 'interrupt'>,
): Promise<number> {
  const table = tableNamed(dynamo, name);
  const revived = await eraseRestoredUsers(
    { users: dynamoUsers(table), traces: userTraces(table, s3, bucket), clock: now },
    await readDeletions(s3, bucket),
    () => interrupt.aborted,
  );
  // What has yet to be erased must not be taken for done.
  if (interrupt.aborted) throw interrupted();
  return revived;
}
