import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { UserStore } from '../users/user.ts';
import {
  buriedShardName,
  profileKey,
  userOfPartition,
  userPartition,
  userQuotaKey,
} from './dynamo-keys.ts';
import { openKeys } from './dynamo-open-index.ts';
import { type Table, unlessConditionFails } from './dynamo-table.ts';

const item = z.object({
  userId: z.number(),
  name: z.string(),
  tokenVersion: z.number(),
  createdAt: z.number(),
  lastActiveDay: z.optional(z.number()),
  hasReturned: z.optional(z.boolean()),
  deletedAt: z.optional(z.number()),
});

const quotaItem = z.object({ lectureIds: z.set(z.number()) });

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

    async findCaller(userId, day, consistency) {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          // The profile and the day's allowance lie side by side.
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :profile AND :quota',
          ExpressionAttributeValues: {
            ':pk': userPartition(userId),
            ':profile': profileKey(userId).sk,
            ':quota': userQuotaKey(userId, day).sk,
          },
          ConsistentRead: consistency === 'consistent',
        }),
      );
      const bySortKey = new Map(Items.map((each) => [each['sk'], each]));
      const profile = bySortKey.get(profileKey(userId).sk);
      const quota = bySortKey.get(userQuotaKey(userId, day).sk);
      return (
        profile && {
          user: item.parse(profile),
          lecturesToday: quota ? quotaItem.parse(quota).lectureIds.size : 0,
        }
      );
    },

    noteActiveDay: (userId, { day, hasReturned }) =>
      unlessConditionFails(
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: profileKey(userId),
            UpdateExpression: 'SET lastActiveDay = :day, hasReturned = :returned',
            ConditionExpression:
              'attribute_exists(pk) AND attribute_not_exists(deletedAt) AND (attribute_not_exists(lastActiveDay) OR lastActiveDay < :day)',
            ExpressionAttributeValues: { ':day': day, ':returned': hasReturned },
          }),
        ),
      ),

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
