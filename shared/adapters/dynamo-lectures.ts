import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { openLectureShards } from '../contracts/table.ts';
import type { LectureKey } from '../lectures/lecture.ts';
import type { LectureStore } from '../lectures/ports.ts';
import {
  lectureKey,
  lectureOfKey,
  lecturePrefix,
  openShardName,
  openShardOf,
  userPartition,
} from './dynamo-keys.ts';
import { lectureOfRow } from './dynamo-lecture-row.ts';
import { openKeys } from './dynamo-open-index.ts';
import { type Table, unlessConditionFails } from './dynamo-table.ts';

/** Nobody has claimed or ended it since it was read. */
const unchangedSinceRead = '#status = :status AND attempt = :attempt';
const notClaimed = '(attribute_not_exists(leaseUntil) OR leaseUntil <= :now)';
const closed = 'REMOVE openShard, openSince, leaseUntil, leaseMessageId';

/**
 * Lecture rows: `USER#id` / `LECTURE#id`. Open ones stand in the sparse index of open lectures;
 * status changes touch none of its keys, so they cost no index write.
 */
export function dynamoLectures(table: Table): LectureStore {
  const update = (
    key: LectureKey,
    expression: { set: string; condition: string; values: Record<string, unknown> },
  ) =>
    table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: lectureKey(key),
        UpdateExpression: expression.set,
        ConditionExpression: expression.condition,
        // Both names are DynamoDB's own words; an expression must use all it is given.
        ExpressionAttributeNames: {
          '#status': 'status',
          ...(expression.set.includes('#stage') && { '#stage': 'stage' }),
        },
        ExpressionAttributeValues: expression.values,
      }),
    );

  return {
    create: (lecture) =>
      unlessConditionFails(
        table.client.send(
          new PutCommand({
            TableName: table.name,
            Item: {
              ...lectureKey(lecture),
              ...lecture,
              openShard: openShardOf(lecture.lectureId),
              openSince: lecture.createdAt,
            },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      ),

    async find(key, consistency) {
      const { Item } = await table.client.send(
        new GetCommand({
          TableName: table.name,
          Key: lectureKey(key),
          ConsistentRead: consistency === 'consistent',
        }),
      );
      return Item && lectureOfRow(Item);
    },

    async list(userId, { limit, before }) {
      // ':' sorts right after the digits.
      const last =
        before === undefined
          ? `${lecturePrefix}:`
          : lectureKey({ userId, lectureId: before - 1 }).sk;
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
          ExpressionAttributeValues: {
            ':pk': userPartition(userId),
            ':first': lecturePrefix,
            ':last': last,
          },
          ScanIndexForward: false,
          Limit: limit,
        }),
      );
      return Items.map(lectureOfRow);
    },

    async claim(lecture, claim) {
      const attempt = lecture.attempt + 1;
      const isRedrive = lecture.status === 'FAILURE';
      const values: Record<string, unknown> = {
        ':status': lecture.status,
        ':attempt': lecture.attempt,
        ':open': 'IN_PROGRESS',
        ':stage': 'TRANSCRIBING',
        ':next': attempt,
        ':until': claim.leaseUntil,
        ':message': claim.messageId,
        ':deadline': claim.deadlineAt,
        ':true': true,
        ...(claim.etag !== undefined && { ':etag': claim.etag }),
        ...(isRedrive && {
          ':shard': openShardOf(lecture.lectureId),
          ':since': lecture.createdAt,
        }),
      };
      const isTaken = await unlessConditionFails(
        update(lecture, {
          set: `SET #status = :open, #stage = :stage, attempt = :next, isCharged = :true, leaseUntil = :until, leaseMessageId = :message, deadlineAt = :deadline${
            claim.etag === undefined ? '' : ', etag = if_not_exists(etag, :etag)'
          }${isRedrive ? ', openShard = :shard, openSince = :since REMOVE failureReason' : ''}`,
          // The attempt number alone tells whether anybody claimed it since: every claim adds one.
          condition: unchangedSinceRead,
          values,
        }),
      );
      if (!isTaken) return undefined;
      return {
        ...lecture,
        status: 'IN_PROGRESS',
        stage: 'TRANSCRIBING',
        attempt,
        isCharged: true,
        lease: { until: claim.leaseUntil, messageId: claim.messageId },
        deadlineAt: claim.deadlineAt,
        etag: lecture.etag ?? claim.etag,
        failureReason: undefined,
      };
    },

    markAssessing: (claimed) =>
      unlessConditionFails(
        update(claimed, {
          set: 'SET #stage = :stage',
          condition: unchangedSinceRead,
          values: { ':stage': 'ASSESSING', ':status': 'IN_PROGRESS', ':attempt': claimed.attempt },
        }),
      ),

    release: (claimed, until) =>
      unlessConditionFails(
        update(claimed, {
          set: 'SET leaseUntil = :until',
          condition: unchangedSinceRead,
          values: { ':until': until, ':status': 'IN_PROGRESS', ':attempt': claimed.attempt },
        }),
      ),

    finish(lecture, ending, now) {
      const nextAllowanceAt = ending.status === 'FAILURE' ? ending.nextAllowanceAt : undefined;
      return unlessConditionFails(
        update(lecture, {
          set: `SET #status = :ended, #stage = :done, endedAt = :now${
            ending.status === 'SUCCESS' ? ', score = :score' : ''
          }${ending.status === 'FAILURE' ? ', failureReason = :reason' : ''}${
            nextAllowanceAt === undefined ? '' : ', nextAllowanceAt = :next'
          } ${closed}`,
          condition: `${unchangedSinceRead} AND deadlineAt > :now`,
          values: {
            ':ended': ending.status,
            ':done': 'DONE',
            ':status': 'IN_PROGRESS',
            ':attempt': lecture.attempt,
            ':now': now,
            ...(ending.status === 'SUCCESS' && { ':score': ending.score }),
            ...(ending.status === 'FAILURE' && { ':reason': ending.reason }),
            ...(nextAllowanceAt !== undefined && { ':next': nextAllowanceAt }),
          },
        }),
      );
    },

    expire: (lecture, now) =>
      unlessConditionFails(
        update(lecture, {
          set: `SET #status = :ended, #stage = :done, endedAt = :now, failureReason = :reason ${closed}`,
          condition: '#status = :status AND deadlineAt <= :now',
          values: {
            ':ended': 'FAILURE',
            ':done': 'DONE',
            ':reason': 'DEADLINE_EXCEEDED',
            ':status': 'IN_PROGRESS',
            ':now': now,
          },
        }),
      ),

    rate: (key, rating) =>
      unlessConditionFails(
        update(key, {
          set: 'SET helpfulnessRating = :rating',
          condition: 'attribute_exists(pk) AND #status <> :open',
          values: { ':rating': rating, ':open': 'IN_PROGRESS' },
        }),
      ),

    async *listOpen(before) {
      for (let shard = 0; shard < openLectureShards; shard++) {
        for await (const item of openKeys(table, openShardName(shard), before)) {
          const key = lectureOfKey(item);
          if (key) yield key;
        }
      }
    },

    markResent: (lecture, now) =>
      unlessConditionFails(
        update(lecture, {
          set: 'SET resentAt = :now',
          condition: `${unchangedSinceRead} AND ${notClaimed}`,
          values: { ':now': now, ':status': 'IN_PROGRESS', ':attempt': lecture.attempt },
        }),
      ),
  };
}
