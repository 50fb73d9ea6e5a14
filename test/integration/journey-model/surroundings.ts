import { dynamoOwnTopics } from '../../../shared/adapters/dynamo-own-topics.ts';
import type { LectureQueue } from '../../../shared/lectures/ports.ts';
import type { OwnTopicStore } from '../../../shared/own-topics/ports.ts';
import type { EngineTable } from '../../support/dynamo-engines.ts';
import { topicOf } from '../../support/lecture-factory.ts';
import type { MemoryBucket } from './memory-bucket.ts';

/** Two devices of today and one whose token the first backend made. */
export const userIds = [2_000_000_000_001, 2_000_000_000_002, 7] as const;
export const topicIds = [1001, 1002] as const;

export const bucketName = 'recordings';
const topics = topicIds.map((topicId) => topicOf({ path: { ...topicOf().path, topicId } }));

/** What a call of the API works with. */
export interface Surroundings {
  readonly table: EngineTable;
  readonly queue: LectureQueue;
  readonly s3: MemoryBucket['client'];
  readonly newId: () => number;
}

/** The catalog as the habits look at it. */
export const smallCatalog = {
  currentVersion: async () => topicOf().catalogVersion,
  findTopic,
  listTopics: async () => [],
};

/** Topics of the catalog. */
export async function findTopic(topicId: number) {
  return topics.find(({ path }) => path.topicId === topicId);
}

/** Own topics with fewer slots than in truth, so that a schedule can fill them. */
export function topicPorts(
  { limits }: { readonly limits: { readonly slots: number } },
  table: EngineTable,
): OwnTopicStore {
  const topics = dynamoOwnTopics(table);
  return {
    ...topics,
    holdSlot: (key, most) => topics.holdSlot(key, Math.min(most, limits.slots)),
  };
}
