import { uploadMissing } from '../contracts/lecture.ts';
import { openLectureShards } from '../contracts/table.ts';
import type { Ending, Lecture, LectureKey } from '../lectures/lecture.ts';
import type { LectureStore, LecturesPage } from '../lectures/ports.ts';
import { type Change, changedItem, changeItem, isNew, putItem } from './dynamo-change.ts';
import {
  lectureKey,
  lecturePrefix,
  openShardName,
  openShardOf,
  openWorkOfKey,
  ownTopicKey,
  topicPrefix,
  userPartition,
} from './dynamo-keys.ts';
import { isKnownKind, labelsText, lectureOfRow } from './dynamo-lecture-row.ts';
import { openKeys } from './dynamo-open-index.ts';
import { findItem, inPartition, queryPages } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

/** The condition that nobody has claimed or ended the lecture since it was read. */
const unchangedSinceRead = '#status = :status AND #attempt = :attempt';
const stateOf = ({ status, attempt }: Pick<Lecture, 'status' | 'attempt'>) => ({ status, attempt });
/** A worker holds a lecture in progress under its own attempt. */
const heldState = ({ attempt }: Lecture) => ({ status: 'IN_PROGRESS', attempt });

const indexAttributes = ['openShard', 'openSince'];
const leaseAttributes = ['leaseUntil', 'leaseMessageId'];
const openAttributes = [...indexAttributes, ...leaseAttributes];
const reservationAttributes = [
  'reservedDay',
  'reservedMicroDollars',
  'reservedPart',
  'spentMicroDollars',
];
/** The attributes that are of no use after the lecture has ended. */
const workAttributes = [...reservationAttributes, 'askedInVain'];

/** What a charge has added to a lecture. The next write notes it, whichever that is. */
const chargeOf = ({ isCharged, reservation }: Lecture) => ({
  isCharged,
  reservedDay: reservation?.day,
  reservedMicroDollars: reservation?.microDollars,
  reservedPart: reservation?.part,
});

/** These attributes also go when the lecture ends. A claim that reopens the lecture sets them anew. */
const expectedAttributes = ['saidSeconds', 'partsAt', 'endsAt'];
const expectedOf = ({ expected }: Pick<Lecture, 'expected'>) => ({
  partsAt: expected && Math.round(expected.partsAt),
  endsAt: expected && Math.round(expected.endsAt),
});

/** Whether the upload may still come. The row stays in the index until it no longer can. */
const awaitsLateUpload = ({ etag }: Lecture, ending: Ending) =>
  ending.status === 'FAILURE' && ending.reason === uploadMissing && etag === undefined;

/** Which of a user's items are meant. */
export interface Rows {
  readonly prefix: string;
  readonly key: (key: LectureKey) => { readonly pk: string; readonly sk: string };
}

const lectureRows: Rows = { prefix: lecturePrefix, key: lectureKey };
/** A topic's preparation is a lecture row under the topic's own key. */
export const preparationRows: Rows = { prefix: topicPrefix, key: ownTopicKey };

/** A user's rows as they are stored, newest first. Later judgements come only if they are asked for. */
export async function newestRows(
  table: Table,
  { prefix, key }: Rows,
  userId: number,
  { limit, before, withLater = false }: LecturesPage,
): Promise<Record<string, unknown>[]> {
  // The character ':' sorts right after the digits.
  const last = before === undefined ? `${prefix}:` : key({ userId, lectureId: before - 1 }).sk;
  const query = {
    ...inPartition(userPartition(userId), { first: prefix, last }),
    ...(!withLater && { FilterExpression: 'attribute_not_exists(later)' }),
    ScanIndexForward: false,
    Limit: limit,
  };
  const found: Record<string, unknown>[] = [];
  // DynamoDB limits a page before other items than lectures are filtered out.
  for await (const rows of queryPages(table, query)) {
    found.push(...rows);
    if (found.length >= limit) break;
  }
  return found.slice(0, limit);
}

/**
 * Lecture rows: `USER#id` / `LECTURE#id`. Open ones stand in the sparse index of open lectures. A change of
 * status touches none of its keys, so it costs no write to the index.
 */
export function dynamoLectures(table: Table, rows: Rows = lectureRows): LectureStore {
  const changed = (key: LectureKey, change: Change) => changeItem(table, rows.key(key), change);

  return {
    create: (lecture) =>
      putItem(
        table,
        {
          ...rows.key(lecture),
          ...lecture,
          ...(lecture.status === 'IN_PROGRESS' && {
            openShard: openShardOf(lecture.lectureId),
            openSince: lecture.createdAt,
          }),
        },
        isNew,
      ),

    async find(key, consistency) {
      const found = await findItem(table, rows.key(key), consistency);
      return found && lectureOfRow(found);
    },

    list: async (userId, page) =>
      (await newestRows(table, rows, userId, page)).filter(isKnownKind).map(lectureOfRow),

    async claim(lecture, { messageId, leaseUntil, deadlineAt, etag, expected }) {
      const isRedrive = lecture.status === 'FAILURE';
      const row = await changedItem(table, rows.key(lecture), {
        set: {
          ...{ status: 'IN_PROGRESS', stage: 'TRANSCRIBING', attempt: lecture.attempt + 1 },
          ...{ deadlineAt, etag: lecture.etag ?? etag },
          ...{ leaseUntil, leaseMessageId: messageId, ...expectedOf({ expected }) },
          ...(isRedrive && {
            openShard: openShardOf(lecture.lectureId),
            openSince: lecture.createdAt,
          }),
        },
        // While it had failed, the same bytes may have become another lecture. What was spent is kept from one
        // attempt to the next, because a killed attempt cannot report it.
        remove: isRedrive
          ? ['failureReason', 'heldEtag', ...workAttributes]
          : ['spentMicroDollars'],
        // Every claim adds one to the attempt number, so it alone tells whether anybody has claimed since.
        onlyIf: unchangedSinceRead,
        values: stateOf(lecture),
      });
      const { spentMicroDollars } = isRedrive ? {} : lecture;
      return row && { ...lectureOfRow(row), spentMicroDollars };
    },

    markAssessing: (claimed) =>
      changed(claimed, {
        set: { stage: 'ASSESSING', ...chargeOf(claimed), ...expectedOf(claimed) },
        onlyIf: unchangedSinceRead,
        values: heldState(claimed),
      }),

    release: (claimed, until) =>
      changed(claimed, {
        set: {
          leaseUntil: until,
          ...chargeOf(claimed),
          ...(claimed.expected && expectedOf({ expected: { partsAt: until, endsAt: until } })),
          spentMicroDollars: claimed.spentMicroDollars,
          askedInVain: claimed.askedInVain,
        },
        onlyIf: unchangedSinceRead,
        values: heldState(claimed),
      }),

    finish: (lecture, ending, now) =>
      changed(lecture, {
        set: {
          status: ending.status,
          stage: 'DONE',
          endedAt: now,
          isCharged: lecture.isCharged,
          ...(ending.status === 'SUCCESS' && {
            score: ending.score,
            labels: ending.labels && labelsText(ending.labels),
            isSample: ending.isSample,
          }),
          ...(ending.status === 'FAILURE' && {
            failureReason: ending.reason,
            nextAllowanceAt: ending.nextAllowanceAt,
          }),
        },
        remove: [
          ...(awaitsLateUpload(lecture, ending) ? leaseAttributes : openAttributes),
          ...workAttributes,
          ...expectedAttributes,
        ],
        onlyIf: `${unchangedSinceRead} AND #deadlineAt > :now`,
        values: { ...heldState(lecture), now },
      }),

    expire: (lecture, now) =>
      changed(lecture, {
        set: {
          status: 'FAILURE',
          stage: 'DONE',
          endedAt: now,
          failureReason: 'DEADLINE_EXCEEDED',
        },
        remove: openAttributes,
        onlyIf: '#status = :open AND #deadlineAt <= :now',
        values: { open: 'IN_PROGRESS', now },
      }),

    closeUpload: (lecture) =>
      changed(lecture, {
        remove: indexAttributes,
        onlyIf: unchangedSinceRead,
        values: stateOf(lecture),
      }),

    rate: (key, helpfulnessRating) =>
      changed(key, {
        set: { helpfulnessRating },
        onlyIf: 'attribute_exists(#pk) AND #status <> :open',
        values: { open: 'IN_PROGRESS' },
      }),

    noteLater: (key) =>
      changed(key, {
        set: { hasLater: true },
        onlyIf: '#status = :graded',
        values: { graded: 'SUCCESS' },
      }),

    noteAnswersSeen: (key, answersSeenAt) =>
      changed(key, {
        set: { answersSeenAt },
        onlyIf: '#status = :graded AND attribute_not_exists(#answersSeenAt)',
        values: { graded: 'SUCCESS' },
      }),

    async *listOpen(before) {
      for (let shard = 0; shard < openLectureShards; shard++) {
        for await (const item of openKeys(table, openShardName(shard), before)) {
          const key = openWorkOfKey(item);
          if (key) yield key;
        }
      }
    },

    markResent: (lecture, now) =>
      changed(lecture, {
        set: { resentAt: now },
        onlyIf: `${unchangedSinceRead} AND (attribute_not_exists(#leaseUntil) OR #leaseUntil <= :now)`,
        values: { ...stateOf(lecture), now },
      }),
  };
}
