import * as z from 'zod/mini';
import { ownTopicsPlace } from '../contracts/own-topic-limits.ts';
import { lowestIdAt } from '../identifiers/json-safe-id.ts';
import type { StandingSources, StandingSourcesReader } from '../ranking/ports.ts';
import { lectureKey, standingKey, userPartition } from './dynamo-keys.ts';
import { inPartition, queryPages } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

const sourceItem = z.union([
  z.object({
    createdAt: z.number(),
    endedAt: z.number(),
    score: z.number(),
    topic: z.object({ topicId: z.number() }),
    etag: z.optional(z.string()),
  }),
  z.object({ revision: z.number() }),
  z.object({ deletedAt: z.number() }),
]);
const sourceItems = z.array(sourceItem);

/** A presigned key may wait this long for its submission, whose time counts. */
const submissionDelayMilliseconds = 24 * 3_600_000;

/**
 * All that a standing is made of, in one read. Lecture ids sort by time, so the window is one range of keys.
 * Behind it in the same partition lie the profile (perhaps a tombstone) and the standing itself. It is read
 * from the end, so that the revision comes before the results, as `rebuildStanding` needs it.
 */
export function dynamoStandingSources(table: Table): StandingSourcesReader {
  return async (userId, since) => {
    const first = lectureKey({
      userId,
      lectureId: lowestIdAt(since - submissionDelayMilliseconds),
    }).sk;
    const range = inPartition(userPartition(userId), { first, last: standingKey(userId).sk });
    const pages = queryPages(table, {
      ...range,
      FilterExpression:
        '(#status = :success AND kind = :recording AND attribute_not_exists(focus) AND attribute_not_exists(isSample) AND attribute_not_exists(isCanary) AND topic.majorId <> :own) OR attribute_exists(revision) OR attribute_exists(deletedAt)',
      ProjectionExpression: 'createdAt, endedAt, score, topic.topicId, etag, revision, deletedAt',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ...range.ExpressionAttributeValues,
        ':success': 'SUCCESS',
        ':recording': 'recording',
        ':own': ownTopicsPlace.majorId,
      },
      ScanIndexForward: false,
      ConsistentRead: true,
    });
    let sources: StandingSources = { revision: 0, isDeleted: false, results: [] };
    for await (const rows of pages) {
      sources = sourceItems.parse(rows).reduce(withSource, sources);
    }
    return sources;
  };
}

function withSource(sources: StandingSources, item: z.infer<typeof sourceItem>): StandingSources {
  if ('score' in item) {
    const { topic, ...result } = item;
    return { ...sources, results: [...sources.results, { ...result, topicId: topic.topicId }] };
  }
  return 'revision' in item
    ? { ...sources, revision: item.revision }
    : { ...sources, isDeleted: true };
}
