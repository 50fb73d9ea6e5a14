import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { UserStore } from '../users/user.ts';
import { buriedShardName, profileKey, userOfPartition } from './dynamo-keys.ts';
import { openKeys } from './dynamo-open-index.ts';
import { type Table, unlessConditionFails } from './dynamo-table.ts';

const item = z.object({
  userId: z.number(),
  name: z.string(),
  tokenVersion: z.number(),
  createdAt: z.number(),
  deletedAt: z.number().optional(),
});

/** Profiles: `USER#id` / `PROFILE`. A tombstone stands in the index of open work until it is gone. */
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
            ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(deletedAt)',
            ExpressionAttributeNames: { '#name': 'name' },
            ExpressionAttributeValues: { ':name': name },
          }),
        ),
      ),

    async bury(userId, tokenVersion, now) {
      await unlessConditionFails(
        table.client.send(
          new PutCommand({
            TableName: table.name,
            Item: {
              ...profileKey(userId),
              userId,
              name: '',
              tokenVersion,
              createdAt: 0,
              deletedAt: now,
              openShard: buriedShardName,
              openSince: now,
            },
            ConditionExpression: 'attribute_not_exists(deletedAt)',
          }),
        ),
      );
    },

    async *listBuried(before) {
      for await (const { pk } of openKeys(table, buriedShardName, before)) {
        const userId = userOfPartition(pk);
        if (userId !== undefined) yield userId;
      }
    },

    async forget(userId, { keep }) {
      const key = { TableName: table.name, Key: profileKey(userId) };
      await table.client.send(
        keep
          ? new UpdateCommand({ ...key, UpdateExpression: 'REMOVE openShard, openSince' })
          : new DeleteCommand(key),
      );
    },
  };
}
