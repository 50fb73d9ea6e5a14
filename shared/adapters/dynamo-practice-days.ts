import { seoulDayStart } from '../calendar/seoul-day.ts';
import { submissionMarginSeconds, submissionSeconds } from '../contracts/recordings.ts';
import type { DayReader } from '../habits/ports.ts';
import { lowestIdAt } from '../identifiers/json-safe-id.ts';
import { lectureKey, userPartition } from './dynamo-keys.ts';
import { isKnownKind, lectureOfRow } from './dynamo-lecture-row.ts';
import { inPartition, queryAll } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

const marginMilliseconds = submissionMarginSeconds * 1000;

/**
 * The judged lectures of one day, read consistently. Ids sort by the time of the presigned URL. A submission
 * follows that by at most {@link submissionSeconds}, so the range begins that much earlier. Both ends have a
 * margin, because clocks differ.
 */
export function dynamoPracticeDays(table: Table): DayReader {
  return async (userId, day) => {
    const keyAt = (milliseconds: number) =>
      lectureKey({ userId, lectureId: lowestIdAt(milliseconds) }).sk;
    const range = inPartition(userPartition(userId), {
      first: keyAt(seoulDayStart(day) - submissionSeconds * 1000 - marginMilliseconds),
      last: keyAt(seoulDayStart(day + 1) + marginMilliseconds),
    });
    const rows = await queryAll(table, {
      ...range,
      FilterExpression: '#status = :success AND attribute_not_exists(isSample)',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ...range.ExpressionAttributeValues, ':success': 'SUCCESS' },
      ConsistentRead: true,
    });
    return rows.filter(isKnownKind).map(lectureOfRow);
  };
}
