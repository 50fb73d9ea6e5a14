import * as z from 'zod/mini';
import { seoulDay } from '../calendar/seoul-day.ts';
import { ownTopicsPlace } from '../contracts/own-topic-limits.ts';
import { lowestIdAt } from '../identifiers/json-safe-id.ts';
import type { JudgedReader } from '../lectures/count-judged.ts';
import type { StandingSources, StandingSourcesReader } from '../ranking/ports.ts';
import { lectureKey, standingKey, userPartition } from './dynamo-keys.ts';
import { isKnownKind, lectureOfRow } from './dynamo-lecture-row.ts';
import { inPartition, queryAll } from './dynamo-read.ts';
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
 * Everything that a standing is made of, in one read. Lecture ids sort by time, so the window is one range of keys.
 * Behind it in the same partition lie the profile (perhaps a tombstone) and the standing itself. It is read
 * from the end, so that the revision comes before the results, as `rebuildStanding` needs it.
 */
const windowOf = (userId: number, since: number) => {
  const lectureId = lowestIdAt(since - submissionDelayMilliseconds);
  return {
    ...inPartition(userPartition(userId), {
      first: lectureKey({ userId, lectureId }).sk,
      last: standingKey(userId).sk,
    }),
    ExpressionAttributeNames: { '#status': 'status' },
    ScanIndexForward: false,
    ConsistentRead: true,
  };
};
const isOther = 'attribute_exists(revision) OR attribute_exists(deletedAt)';

export function dynamoStandingSources(table: Table): StandingSourcesReader {
  return async (userId, since) => {
    const range = windowOf(userId, since);
    const rows = await queryAll(table, {
      ...range,
      FilterExpression: `(#status = :success AND kind = :recording AND attribute_not_exists(focus) AND attribute_not_exists(isSample) AND attribute_not_exists(isCanary) AND topic.majorId <> :own) OR ${isOther}`,
      ProjectionExpression: 'createdAt, endedAt, score, topic.topicId, etag, revision, deletedAt',
      ExpressionAttributeValues: {
        ...range.ExpressionAttributeValues,
        ':success': 'SUCCESS',
        ':recording': 'recording',
        ':own': ownTopicsPlace.majorId,
      },
    });
    return sourcesOf(rows);
  };
}

/** The same read, with the lectures of a day that count in no standing. */
export function dynamoJudged(table: Table): JudgedReader {
  return async (userId, day, since) => {
    const range = windowOf(userId, since);
    const rows = await queryAll(table, {
      ...range,
      FilterExpression: `(#status = :success AND attribute_not_exists(isSample)) OR ${isOther}`,
      ExpressionAttributeValues: { ...range.ExpressionAttributeValues, ':success': 'SUCCESS' },
    });
    const judged = rows.filter((row) => 'status' in row);
    const others = rows.filter((row) => !('status' in row));
    return {
      lectures: judged
        .filter((row) => isKnownKind(row) && seoulDay(Number(row['createdAt'])) === day)
        .map(lectureOfRow),
      sources: sourcesOf([...others, ...judged.filter((row) => ranked.safeParse(row).success)]),
    };
  };
}

/** What the filter above says. */
const missing = z.optional(z.undefined());
const ranked = z.object({
  kind: z.literal('recording'),
  topic: z.object({
    majorId: z.number().check(z.refine((majorId) => majorId !== ownTopicsPlace.majorId)),
  }),
  focus: missing,
  isCanary: missing,
});

const sourcesOf = (rows: readonly unknown[]): StandingSources =>
  sourceItems
    .parse(rows)
    .reduce(withSource, { revision: 0, isDeleted: false, results: [] } as StandingSources);

function withSource(sources: StandingSources, item: z.infer<typeof sourceItem>): StandingSources {
  if ('score' in item) {
    const { topic, ...result } = item;
    return { ...sources, results: [...sources.results, { ...result, topicId: topic.topicId }] };
  }
  return 'revision' in item
    ? { ...sources, revision: item.revision }
    : { ...sources, isDeleted: true };
}
