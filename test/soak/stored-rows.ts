import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { OperatorAccess } from '../../infra/local/operator-access.ts';
import { lecturePrefix } from '../../shared/adapters/dynamo-keys.ts';

const rowSchema = z.object({
  userId: z.int(),
  lectureId: z.int(),
  status: z.string(),
  /** Claims by workers. */
  attempt: z.int(),
  /** Epoch milliseconds. */
  deadlineAt: z.number(),
  /** Whether it is in the index of open lectures. */
  openShard: z.string().optional(),
});

export type StoredRow = z.infer<typeof rowSchema>;

/** Every lecture's row, as it is stored. */
export async function readStoredRows(operator: OperatorAccess): Promise<StoredRow[]> {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: operator.endpoint,
      region: operator.region,
      credentials: operator,
    }),
  );
  const rows: StoredRow[] = [];
  const pages = paginateScan(
    { client },
    {
      TableName: operator.outputs['TableName'],
      FilterExpression: 'begins_with(sk, :lecture)',
      ExpressionAttributeValues: { ':lecture': lecturePrefix },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) rows.push(...z.array(rowSchema).parse(Items));
  client.destroy();
  return rows;
}
