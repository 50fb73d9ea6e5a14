import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { RepeatGuard } from '../lectures/ports.ts';
import { repeatKey } from './dynamo-keys.ts';
import { type Table, unlessConditionFails } from './dynamo-table.ts';

const guardSeconds = 3600;

const item = z.object({ lectureId: z.number() });

/** Which lecture a recording's bytes became, for an hour. `expiresAt` counts, TTL deletion not. */
export function dynamoRepeats(table: Table): RepeatGuard {
  return {
    async hold(bytes, lectureId, now, insteadOf) {
      const key = repeatKey(bytes);
      const nowSeconds = Math.floor(now / 1000);
      const isOurs = await unlessConditionFails(
        table.client.send(
          new PutCommand({
            TableName: table.name,
            Item: { ...key, lectureId, expiresAt: nowSeconds + guardSeconds },
            ConditionExpression:
              'attribute_not_exists(pk) OR expiresAt <= :now OR lectureId = :given',
            ExpressionAttributeValues: { ':now': nowSeconds, ':given': insteadOf ?? lectureId },
          }),
        ),
      );
      if (isOurs) return lectureId;
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true }),
      );
      return Item ? item.parse(Item).lectureId : lectureId;
    },
  };
}
