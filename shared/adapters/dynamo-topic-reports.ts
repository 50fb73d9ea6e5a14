import * as z from 'zod/mini';
import { reportReasons } from '../contracts/shared-topics.ts';
import type { TopicReport, TopicReports } from '../own-topics/sharing-ports.ts';
import { reportKey, reportTraceKey, reportTracesPrefix } from './dynamo-keys.ts';
import { noteOutside, putOutside } from './dynamo-outside-rows.ts';
import type { Table } from './dynamo-table.ts';
import { userRows } from './dynamo-user-rows.ts';

export const reportItem = z.object({
  id: z.number(),
  code: z.string(),
  reason: z.enum(reportReasons),
  createdAt: z.number(),
});

/** Long enough to be looked at, and to be counted with others of the same code. */
const keptSeconds = 180 * 24 * 3_600;
const expiryOf = ({ createdAt }: TopicReport) => Math.ceil(createdAt / 1000) + keptSeconds;

/**
 * Reports: one partition of all of them, `REPORTS` / id, without who made them, and a note with each
 * learner, which makes a second one of the same code the first.
 */
export function dynamoTopicReports(table: Table): TopicReports {
  return {
    async keep(userId, report) {
      const noteKey = reportTraceKey(userId, report.code);
      // It outlives the row that it names.
      const expiresAt = expiryOf(report) + keptSeconds;
      const noted = await noteOutside(table, {
        key: noteKey,
        outside: reportKey(report.id),
        attributes: { ...report, expiresAt },
      });
      const first = reportItem.parse(noted);
      const row = {
        key: reportKey(first.id),
        attributes: { ...first },
        expiresAt: expiryOf(first),
      };
      return (await putOutside(table, userId, noteKey, row, first.createdAt)) === 'put';
    },

    async listOf(userId) {
      const found: TopicReport[] = [];
      for await (const item of userRows(table, userId, reportTracesPrefix)) {
        found.push(reportItem.parse(item));
      }
      return found.toSorted((one, other) => other.id - one.id);
    },
  };
}
