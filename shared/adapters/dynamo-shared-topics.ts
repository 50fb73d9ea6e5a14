import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { LectureKey } from '../lectures/lecture.ts';
import type { SharedTopic } from '../own-topics/shared-topic.ts';
import type { SharedTopicStore } from '../own-topics/sharing-ports.ts';
import { changeItem, isNew, putItem } from './dynamo-change.ts';
import {
  copyTraceKey,
  type Key,
  ownTopicKey,
  sharedCopyKey,
  sharedTopicKey,
  shareTraceKey,
  topicTracesPrefix,
} from './dynamo-keys.ts';
import { leaveOutside, noteOf, putOutside } from './dynamo-outside-rows.ts';
import { topicContent } from './dynamo-own-topics.ts';
import type { Table } from './dynamo-table.ts';
import { packed, unpacked } from './packed-json.ts';

const sharedItem = z.object({
  code: z.string(),
  ownerId: z.number(),
  topicId: z.number(),
  sharedAt: z.number(),
  validUntil: z.number(),
});
const shareNote = z.object({ code: z.string() });
const sharedBody = z.object({ title: z.string(), content: topicContent });

/**
 * Shared topics: `SHARED#code` / `TOPIC`, and `COPY#user#topic` beside it for each copy, so that
 * operators find the copies. The note of either lies beside the topic that it belongs to.
 */
export function dynamoSharedTopics(table: Table): SharedTopicStore {
  const fetchItem = async (key: Key) =>
    (
      await table.client.send(
        new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true }),
      )
    ).Item;

  /** The code that is noted for this topic: the first one, for as long as it is shared. */
  const noteCode = async (owner: LectureKey, code: string): Promise<string> => {
    const key = shareTraceKey(owner);
    const note = { ...key, code, ...noteOf(sharedTopicKey(code)) };
    if (await putItem(table, note, isNew)) return code;
    const there = await fetchItem(key);
    return there ? shareNote.parse(there).code : noteCode(owner, code);
  };

  return {
    async find(code) {
      const item = await fetchItem(sharedTopicKey(code));
      if (!item) return undefined;
      const { ownerId, topicId, ...rest } = sharedItem.parse(item);
      const owner = { userId: ownerId, lectureId: topicId };
      return { ...rest, owner, ...unpacked(item, sharedBody) };
    },

    async share(topic) {
      const { owner, validUntil, sharedAt } = topic;
      const code = await noteCode(owner, topic.code);
      const key = sharedTopicKey(code);
      const attributes = attributesOf({ ...topic, code });
      const expiresAt = Math.ceil(validUntil / 1000);
      const isRenewed = await changeItem(table, key, {
        set: { ...attributes, expiresAt },
        onlyIf: 'attribute_exists(#pk)',
      });
      const row = { key, attributes, expiresAt };
      if (!isRenewed && (await putOutside(table, owner.userId, row, sharedAt)) === 'gone') {
        return undefined;
      }
      const share = { code, validUntil };
      const isNoted = await changeItem(table, ownTopicKey(owner), {
        set: { share },
        onlyIf: 'attribute_exists(#pk) AND attribute_not_exists(#takenDownAt)',
      });
      if (isNoted) return share;
      // Its topic was deleted or taken down meanwhile, maybe before its note was there.
      await changeItem(table, key, {
        set: { validUntil: 0, expiresAt: Math.ceil(sharedAt / 1000) },
        onlyIf: 'attribute_exists(#pk)',
      });
      return undefined;
    },

    async stop(owner) {
      await leaveOutside(table, owner.userId, `${topicTracesPrefix(owner)}SHARE`);
      await changeItem(table, ownTopicKey(owner), {
        remove: ['share'],
        onlyIf: 'attribute_exists(#share)',
      });
    },

    async noteCopy(copy, code, now) {
      const key = sharedCopyKey(code, copy);
      await putItem(table, { ...copyTraceKey(copy), code, ...noteOf(key) }, isNew);
      const { userId, lectureId } = copy;
      const row = { key, attributes: { userId, lectureId } };
      return (await putOutside(table, userId, row, now)) !== 'gone';
    },
  };
}

function attributesOf({ code, owner, title, content, sharedAt, validUntil }: SharedTopic) {
  const { userId: ownerId, lectureId: topicId } = owner;
  return { code, ownerId, topicId, sharedAt, validUntil, ...packed({ title, content }) };
}
