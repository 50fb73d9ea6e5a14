import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { idMilliseconds } from '../identifiers/json-safe-id.ts';
import { firstVersion, type OwnTopic } from '../own-topics/own-topic.ts';
import type { OwnTopicStore } from '../own-topics/ports.ts';
import { changeItem, isNew, putItem } from './dynamo-change.ts';
import {
  type Key,
  ownTopicKey,
  shareTraceKey,
  topicNotesKey,
  topicSlotsKey,
  topicTracesPrefix,
} from './dynamo-keys.ts';
import { lectureOfRow } from './dynamo-lecture-row.ts';
import { newestRows, preparationRows } from './dynamo-lectures.ts';
import { leaveOutside } from './dynamo-outside-rows.ts';
import { findItem } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';
import { packed, unpacked } from './packed-json.ts';

/** What an own topic's row has beside the lecture row of its preparation. */
const topicRow = z.object({
  version: z._default(z.number(), firstVersion),
  packed: z.optional(z.instanceof(Uint8Array)),
  share: z.optional(z.object({ code: z.string(), validUntil: z.number() })),
  copiedFrom: z.optional(z.string()),
  takenDownAt: z.optional(z.number()),
});

const text = z.string();
export const topicContent = z.object({
  keyPoints: z.array(z.object({ statement: text, weight: z.number() })),
  misconceptions: z.array(z.object({ statement: text, correction: text })),
  card: z.object({ openingQuestion: text, words: z.array(text), thinkFirst: text }),
});

const notesBody = z.object({ notes: text });
const slotsItem = z.object({ topicIds: z.optional(z.set(z.number())) });

function topicOfRow(item: Record<string, unknown>): OwnTopic {
  const { packed: content, ...beside } = topicRow.parse(item);
  return {
    ...beside,
    preparation: lectureOfRow(item),
    content: content && unpacked(item, topicContent),
  };
}

/** This is more than a learner may have. */
const allRows = 1_000;

/**
 * Own topics: `USER#id` / `TOPIC#id`. The row of the preparation has the topic's content packed into it. The
 * notes lie beside it, because no list and no change of a status should read or write them.
 */
export function dynamoOwnTopics(table: Table): OwnTopicStore {
  const deleteItem = async (key: Key) => {
    await table.client.send(new DeleteCommand({ TableName: table.name, Key: key }));
  };
  const heldSlots = async (userId: number): Promise<ReadonlySet<number>> => {
    const item = await findItem(table, topicSlotsKey(userId), 'consistent');
    return (item && slotsItem.parse(item).topicIds) ?? new Set<number>();
  };
  const leaveSlots = async (userId: number, topicIds: readonly number[]) => {
    await changeItem(table, topicSlotsKey(userId), {
      take: { topicIds: new Set(topicIds) },
      onlyIf: 'attribute_exists(#topicIds)',
    });
  };

  return {
    async find(key, consistency) {
      const item = await findItem(table, ownTopicKey(key), consistency);
      return item && topicOfRow(item);
    },

    list: async (userId, page) =>
      (await newestRows(table, preparationRows, userId, page)).map(topicOfRow),

    heldSlots,

    holdSlot: ({ userId, lectureId }, most) =>
      changeItem(table, topicSlotsKey(userId), {
        add: { topicIds: new Set([lectureId]) },
        onlyIf:
          'attribute_not_exists(#topicIds) OR contains(#topicIds, :id) OR size(#topicIds) < :most',
        values: { id: lectureId, most },
      }),

    async freeUnusedSlots(userId, before) {
      const topicIds = await heldSlots(userId);
      const rows = await newestRows(table, preparationRows, userId, { limit: allRows });
      const there = new Set(rows.map((row) => topicOfRow(row).preparation.lectureId));
      const left = [...topicIds].filter((id) => !there.has(id) && idMilliseconds(id) < before);
      if (left.length > 0) await leaveSlots(userId, left);
    },

    create: ({ preparation, content, version: _, ...beside }) =>
      putItem(
        table,
        { ...ownTopicKey(preparation), ...preparation, ...beside, ...(content && packed(content)) },
        isNew,
      ),

    async keepNotes(key, notes) {
      await putItem(table, { ...topicNotesKey(key), ...packed({ notes }) }, isNew);
    },

    async findNotes(key) {
      const item = await findItem(table, topicNotesKey(key), 'consistent');
      return item && unpacked(item, notesBody).notes;
    },

    keepContent: ({ attempt, ...key }, content) =>
      changeItem(table, ownTopicKey(key), {
        set: packed(content),
        onlyIf: '#status = :status AND #attempt = :attempt',
        values: { status: 'IN_PROGRESS', attempt },
      }),

    edit: ({ preparation, version }, { title, content }) =>
      changeItem(table, ownTopicKey(preparation), {
        set: {
          topic: { ...preparation.topic, topicName: title },
          version: version + 1,
          ...packed(content),
        },
        onlyIf: `#status = :ready AND ${version === firstVersion ? 'attribute_not_exists(#version)' : '#version = :version'}`,
        values: { ready: 'SUCCESS', ...(version !== firstVersion && { version }) },
      }),

    async delete(key) {
      await leaveOutside(table, key.userId, shareTraceKey(key).sk);
      await deleteItem(topicNotesKey(key));
      await deleteItem(ownTopicKey(key));
      // From here on nothing of the topic can be shared, so this removes what was shared meanwhile. The rows
      // by which operators find copies go only now, because a deletion that broke off earlier would hide from
      // them what the learner still has.
      await leaveOutside(table, key.userId, topicTracesPrefix(key));
      await leaveSlots(key.userId, [key.lectureId]);
    },
  };
}
