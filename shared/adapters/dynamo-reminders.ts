import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { reminderLanguages } from '../contracts/reminders.ts';
import { reminderShards, remindersIndex } from '../contracts/table.ts';
import { OwnError } from '../own-error.ts';
import type { Plan } from '../reminders/plan.ts';
import type {
  Due,
  LastTaught,
  PushKeyStore,
  ReminderStore,
  Reminders,
} from '../reminders/ports.ts';
import { type Change, changedItem, changeItem, isOfRevision, putItem } from './dynamo-change.ts';
import {
  lecturePrefix,
  pushKeyKey,
  reminderShardName,
  reminderShardOf,
  remindersKey,
  userOfPartition,
  userPartition,
} from './dynamo-keys.ts';
import { findItem, queryPages } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

const plan = {
  zone: z.string(),
  taughtAt: z.number(),
  sentAt: z.optional(z.number()),
  unanswered: z.number(),
};
const device = z.object({
  endpoint: z.string(),
  p256dh: z.string(),
  auth: z.string(),
  since: z.number(),
});
const row = z.object({
  ...plan,
  daily: z.boolean(),
  // A newer version may know more languages.
  language: z.catch(z.enum(reminderLanguages), 'en'),
  devices: z.array(device),
  remindAt: z.optional(z.number()),
  toldOf: z.optional(z.number()),
  again: z.optional(z.string()),
});
const revisionOf = z.object({ revision: z.number() });
const dueItem = z.object({ ...plan, pk: z.string(), remindAt: z.number() });
const lectureItem = z.object({ createdAt: z.number() });

const inIndex = (userId: number, remindAt: number | undefined) =>
  remindAt === undefined ? {} : { reminderShard: reminderShardOf(userId), remindAt };

/**
 * A learner's notifications: `USER#id` / `WEBPUSH`, with their devices. A write that claims a turn returns
 * everything that the sending needs. Learners who are to be reminded stand in a sparse index, sorted by when.
 */
export function dynamoReminders(table: Table): ReminderStore {
  const claimed = async (userId: number, change: Change): Promise<Reminders | undefined> => {
    const item = await changedItem(table, remindersKey(userId), {
      ...change,
      add: { revision: 1 },
    });
    return item && { userId, ...row.parse(item) };
  };

  return {
    async find(userId, read) {
      const found = await findItem(table, remindersKey(userId), read ?? 'consistent');
      return found
        ? { value: { userId, ...row.parse(found) }, revision: revisionOf.parse(found).revision }
        : { value: undefined, revision: 0 };
    },

    replace: ({ userId, remindAt, ...kept }, after) =>
      putItem(
        table,
        {
          ...remindersKey(userId),
          ...kept,
          ...inIndex(userId, remindAt),
          revision: after + 1,
        },
        isOfRevision(after),
      ),

    async *listDue(by) {
      let unreadable = 0;
      for (let shard = 0; shard < reminderShards; shard++) {
        const pages = queryPages(table, {
          IndexName: remindersIndex.name,
          KeyConditionExpression: 'reminderShard = :shard AND remindAt <= :by',
          ExpressionAttributeValues: { ':shard': reminderShardName(shard), ':by': by },
        });
        for await (const rows of pages) {
          const due = rows.flatMap(dueOf);
          unreadable += rows.length - due.length;
          yield due;
        }
      }
      // A row that cannot be read must not keep others from being reminded.
      if (unreadable > 0) throw new OwnError(`${unreadable} reminders cannot be read`);
    },

    takeTurn: ({ userId, remindAt: due }, next: Plan, remindAt) =>
      claimed(userId, {
        set: {
          taughtAt: next.taughtAt,
          sentAt: next.sentAt,
          unanswered: next.unanswered,
          ...inIndex(userId, remindAt),
        },
        ...(remindAt === undefined && { remove: ['reminderShard', 'remindAt'] }),
        onlyIf: '#remindAt = :due',
        values: { due },
      }),

    noteTold: (userId, lectureId) =>
      claimed(userId, {
        set: { toldOf: lectureId },
        onlyIf:
          'size(#devices) > :none AND (attribute_not_exists(#toldOf) OR #toldOf < :lectureId)',
        values: { none: 0, lectureId },
      }),

    leaveForRetry: (userId, id) =>
      changeItem(table, remindersKey(userId), {
        set: { again: id },
        add: { revision: 1 },
        onlyIf: 'attribute_exists(#pk)',
      }),

    takeForRetry: (userId, id) =>
      claimed(userId, { remove: ['again'], onlyIf: '#again = :id', values: { id } }),
  };
}

function dueOf(item: unknown): Due[] {
  const read = dueItem.safeParse(item);
  if (!read.success) return [];
  const { pk, ...due } = read.data;
  const userId = userOfPartition(pk);
  return userId === undefined ? [] : [{ userId, ...due }];
}

/**
 * When a learner last taught, by the newest row. Ids sort by the time of an upload's URL, which a
 * submission follows.
 */
export function dynamoLastTaught(table: Table): LastTaught {
  return async (userId) => {
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': userPartition(userId), ':prefix': lecturePrefix },
        ScanIndexForward: false,
        Limit: 1,
      }),
    );
    return Items[0] && lectureItem.parse(Items[0]).createdAt;
  };
}

const keyItem = z.object({ publicKey: z.string() });

/** The public key: `PUSH` / `KEY`. The function with the private key writes it. */
export function dynamoPushKey(table: Table): PushKeyStore {
  const find = async () => {
    const found = await findItem(table, pushKeyKey, 'eventual');
    return found && keyItem.parse(found).publicKey;
  };
  return {
    find,
    async keep(publicKey) {
      if ((await find()) === publicKey) return;
      await putItem(
        table,
        { ...pushKeyKey, publicKey },
        { onlyIf: 'attribute_not_exists(#pk) OR #publicKey <> :publicKey', values: { publicKey } },
      );
    },
  };
}
