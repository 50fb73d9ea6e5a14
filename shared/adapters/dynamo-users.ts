import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { User, UserStore } from '../users/user.ts';
import { changeItem, isNew, putItem } from './dynamo-change.ts';
import { creditsOn } from './dynamo-credits.ts';
import {
  profileKey,
  tombstoneShardName,
  userOfPartition,
  userPartition,
  userQuotaKey,
} from './dynamo-keys.ts';
import { openKeys } from './dynamo-open-index.ts';
import { firstFeedbackAttributes, presenceAttributes, presenceOf } from './dynamo-presence.ts';
import { findItem, inPartition } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

const item = z.object({
  userId: z.number(),
  name: z.string(),
  tokenVersion: z.number(),
  createdAt: z.number(),
  lastActiveDay: z.optional(z.number()),
  isCanary: z.optional(z.boolean()),
  deletedAt: z.optional(z.number()),
});

const quotaItem = z.object({ lectureIds: z.set(z.number()) });

const isThere = 'attribute_exists(#pk)';
const isAlive = `${isThere} AND attribute_not_exists(#deletedAt)`;

function userOf(row: unknown): User {
  return { ...item.parse(row), ...presenceOf(row) };
}

/**
 * Profiles: `USER#id` / `PROFILE`. A profile stands in the index of the standings for as long as its presence
 * is counted. A tombstone stands in the index of open work until it is gone.
 */
export function dynamoUsers(table: Table): UserStore {
  return {
    create: ({ presence, ...user }) =>
      putItem(
        table,
        {
          ...profileKey(user.userId),
          ...user,
          ...(presence && presenceAttributes(user.userId, presence)),
        },
        isNew,
      ),

    async find(userId) {
      const found = await findItem(table, profileKey(userId), 'consistent');
      return found && userOf(found);
    },

    async findCaller(userId, day, consistency) {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          // The profile, the credits and the day's allowance lie side by side.
          ...inPartition(userPartition(userId), {
            first: profileKey(userId).sk,
            last: userQuotaKey(userId, day).sk,
          }),
          ConsistentRead: consistency === 'consistent',
        }),
      );
      const bySortKey = new Map(Items.map((each) => [each['sk'], each]));
      const profile = bySortKey.get(profileKey(userId).sk);
      const quota = bySortKey.get(userQuotaKey(userId, day).sk);
      return (
        profile && {
          user: userOf(profile),
          lecturesToday: quota ? quotaItem.parse(quota).lectureIds.size : 0,
          creditsToday: creditsOn(Items, day).count,
        }
      );
    },

    noteActiveDay: (userId, presence, after) =>
      changeItem(table, profileKey(userId), {
        set: { lastActiveDay: presence.lastDay, ...presenceAttributes(userId, presence) },
        onlyIf: `${isAlive} AND ${after === undefined ? 'attribute_not_exists(#lastActiveDay)' : '#lastActiveDay = :after'}`,
        ...(after !== undefined && { values: { after } }),
      }),

    async noteFirstFeedback(userId, day) {
      await changeItem(table, profileKey(userId), {
        set: firstFeedbackAttributes(day),
        onlyIf: `${isAlive} AND attribute_exists(#days)`,
      });
    },

    rename: (userId, name) =>
      changeItem(table, profileKey(userId), { set: { name }, onlyIf: isAlive }),

    async leaveTombstone(userId, tokenVersion, now) {
      const tombstone = { userId, name: '', tokenVersion, createdAt: 0, deletedAt: now };
      await putItem(
        table,
        {
          ...profileKey(userId),
          ...tombstone,
          openShard: tombstoneShardName,
          openSince: now,
        },
        { onlyIf: 'attribute_not_exists(#deletedAt)' },
      );
    },

    async *listTombstones(before) {
      for await (const { pk } of openKeys(table, tombstoneShardName, before)) {
        const userId = userOfPartition(pk);
        if (userId !== undefined) yield userId;
      }
    },

    async postponeErasure(userId, to) {
      await changeItem(table, profileKey(userId), {
        set: { openSince: to },
        onlyIf: '#openShard = :tombstones',
        values: { tombstones: tombstoneShardName },
      });
    },

    async removeTombstone(userId, { keep }) {
      const key = profileKey(userId);
      if (keep) {
        await changeItem(table, key, { remove: ['openShard', 'openSince'], onlyIf: isThere });
      } else {
        await table.client.send(new DeleteCommand({ TableName: table.name, Key: key }));
      }
    },
  };
}
