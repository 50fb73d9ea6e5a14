import * as z from 'zod/mini';
import type { SharedTopic } from '../own-topics/shared-topic.ts';
import type { SharedTopicStore } from '../own-topics/sharing-ports.ts';
import { changeItem } from './dynamo-change.ts';
import {
  copyTraceKey,
  ownTopicKey,
  sharedCopyKey,
  sharedTopicKey,
  shareTraceKey,
} from './dynamo-keys.ts';
import {
  beginOutside,
  keepOutside,
  leaveOutside,
  noteOutside,
  putOutside,
} from './dynamo-outside-rows.ts';
import { topicContent } from './dynamo-own-topics.ts';
import { findItem } from './dynamo-read.ts';
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
 * Shared topics: `SHARED#code` / `TOPIC`, and beside it `COPY#user#topic` for each copy, so that operators
 * find the copies. The notes of both lie beside the topic that they belong to.
 */
export function dynamoSharedTopics(table: Table): SharedTopicStore {
  return {
    async find(code) {
      const item = await findItem(table, sharedTopicKey(code), 'consistent');
      if (!item) return undefined;
      const { ownerId, topicId, ...rest } = sharedItem.parse(item);
      const owner = { userId: ownerId, lectureId: topicId };
      return { ...rest, owner, ...unpacked(item, sharedBody) };
    },

    async share(topic) {
      const { owner, validUntil, sharedAt } = topic;
      const noteKey = shareTraceKey(owner);
      const { code } = shareNote.parse(
        await noteOutside(table, {
          key: noteKey,
          outside: sharedTopicKey(topic.code),
          attributes: { code: topic.code },
        }),
      );
      const row = {
        key: sharedTopicKey(code),
        attributes: attributesOf({ ...topic, code }),
        expiresAt: Math.ceil(validUntil / 1000),
      };
      const isRenewed = code !== topic.code && (await keepOutside(table, row));
      if (!isRenewed) {
        // The code leads nowhere until its topic says that it is shared, because the topic may be deleted
        // meanwhile.
        const unseen = { ...row, attributes: { ...row.attributes, validUntil: 0 } };
        const begun = await beginOutside(table, owner.userId, noteKey, unseen, sharedAt);
        if (begun === 'gone') return undefined;
      }
      const share = { code, validUntil };
      const isNoted = await changeItem(table, ownTopicKey(owner), {
        set: { share },
        onlyIf: 'attribute_exists(#pk) AND attribute_not_exists(#takenDownAt)',
      });
      if (isNoted && (isRenewed || (await keepOutside(table, row)))) return share;
      // The topic was deleted or taken down meanwhile.
      await changeItem(table, row.key, {
        set: { validUntil: 0, expiresAt: Math.ceil(sharedAt / 1000) },
        onlyIf: 'attribute_exists(#pk)',
      });
      return undefined;
    },

    async stop(owner) {
      await leaveOutside(table, owner.userId, shareTraceKey(owner).sk);
      await changeItem(table, ownTopicKey(owner), {
        remove: ['share'],
        // A topic that was taken down keeps its share, by which operators find copies of copies.
        onlyIf: 'attribute_exists(#share) AND attribute_not_exists(#takenDownAt)',
      });
    },

    async noteCopy(copy, code, now) {
      const note = { key: copyTraceKey(copy), outside: sharedCopyKey(code, copy) };
      await noteOutside(table, { ...note, attributes: { code } });
      const { userId, lectureId } = copy;
      const row = { key: note.outside, attributes: { userId, lectureId } };
      return (await putOutside(table, userId, note.key, row, now)) !== 'gone';
    },
  };
}

function attributesOf({ code, owner, title, content, sharedAt, validUntil }: SharedTopic) {
  const { userId: ownerId, lectureId: topicId } = owner;
  return { code, ownerId, topicId, sharedAt, validUntil, ...packed({ title, content }) };
}
