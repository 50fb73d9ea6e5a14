import * as z from 'zod/mini';
import type { Topic } from '../catalog/topic.ts';
import type { LectureKey } from '../lectures/lecture.ts';
import type { TaughtTopics } from '../own-topics/ports.ts';
import { isNew, putItem } from './dynamo-change.ts';
import { taughtTopicKey } from './dynamo-keys.ts';
import { findItem } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';
import { packed, unpacked } from './packed-json.ts';
import { topicPathRow } from './topic-path-row.ts';

const topicBody = z.lazy(() =>
  z.object({
    path: topicPathRow,
    catalogVersion: z.string(),
    description: z.string(),
    keyPoints: z.array(z.object({ statement: z.string(), weight: z.number() })),
    misconceptions: z.array(z.object({ statement: z.string(), correction: z.string() })),
  }),
);

/** A lecture's own copy of its topic, beside its row, because an own topic may be edited or deleted. */
export function dynamoTaughtTopics(table: Table): TaughtTopics {
  const fetchCopy = async (key: LectureKey, topicId: number): Promise<Topic | undefined> => {
    const found = await findItem(table, taughtTopicKey(key, topicId), 'consistent');
    return found && unpacked(found, topicBody);
  };
  return {
    async keep(key, topic) {
      const { topicId } = topic.path;
      const item = { ...taughtTopicKey(key, topicId), ...packed(topic) };
      if (await putItem(table, item, isNew)) return topic;
      return (await fetchCopy(key, topicId)) ?? topic;
    },
    find: (lecture) => fetchCopy(lecture, lecture.topic.topicId),
  };
}
