import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { UserStore } from '../users/user.ts';
import { profileKey } from './dynamo-keys.ts';
import { type Table, unlessConditionFails } from './dynamo-table.ts';

const item = z.object({
  userId: z.number(),
  name: z.string(),
  tokenVersion: z.number(),
  createdAt: z.number(),
});

/** Profiles: `USER#id` / `PROFILE`. */
export function dynamoUsers(table: Table): UserStore {
  return {
    create: (user) =>
      unlessConditionFails(
        table.client.send(
          new PutCommand({
            TableName: table.name,
            Item: { ...profileKey(user.userId), ...user },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      ),

    async find(userId) {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: profileKey(userId), ConsistentRead: true }),
      );
      return Item && item.parse(Item);
    },

    rename: (userId, name) =>
      unlessConditionFails(
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: profileKey(userId),
            UpdateExpression: 'SET #name = :name',
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeNames: { '#name': 'name' },
            ExpressionAttributeValues: { ':name': name },
          }),
        ),
      ),
  };
}
