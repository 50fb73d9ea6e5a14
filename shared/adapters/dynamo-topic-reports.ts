import * as z from 'zod/mini';
import { reportReasons } from '../contracts/shared-topics.ts';
import type { TopicReport, TopicReports } from '../own-topics/sharing-ports.ts';
import { reportKey, reportTraceKey, reportTracesPrefix } from './dynamo-keys.ts';
import { noteOutside, putOutside } from './dynamo-outside-rows.ts';
import { userRows } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

export const reportItem = z.object({
  id: z.number(),
  code: z.string(),
  reason: z.enum(reportReasons),
  createdAt: z.number(),
});

/**
 * Reports are kept long enough for operators to look at them, and to count them with others of the same
 * code.
 */
const keptSeconds = 180 * 24 * 3_600;
const expiryOf = ({ createdAt }: TopicReport) => Math.ceil(createdAt / 1000) + keptSeconds;

/**
 * Reports: `REPORTS` / id in one partition, without who made them. Each learner has a note of their report,
 * so that a second one on the same code is the first.
 */
export function dynamoTopicReports(table: Table): TopicReports {
  return {
    async keep(userId, report) {
      const noteKey = reportTraceKey(userId, report.code);
      // The note outlives the row that it names.
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
