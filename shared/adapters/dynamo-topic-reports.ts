import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { reportReasons } from '../contracts/shared-topics.ts';
import type { TopicReport, TopicReports } from '../own-topics/sharing-ports.ts';
import { isNew, putItem } from './dynamo-change.ts';
import { type Key, reportKey, reportTraceKey, reportTracesPrefix } from './dynamo-keys.ts';
import { noteOf, putOutside } from './dynamo-outside-rows.ts';
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
  const fetchReport = async (Key: Key): Promise<TopicReport | undefined> => {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key, ConsistentRead: true }),
    );
    return Item && reportItem.parse(Item);
  };
  return {
    async keep(userId, report) {
      const noteKey = reportTraceKey(userId, report.code);
      // It outlives the row that it names.
      const expiresAt = expiryOf(report) + keptSeconds;
      const note = { ...noteKey, ...report, ...noteOf(reportKey(report.id)), expiresAt };
      const first = (await putItem(table, note, isNew)) ? report : await fetchReport(noteKey);
      if (!first) return false;
      const row = {
        key: reportKey(first.id),
        attributes: { ...first },
        expiresAt: expiryOf(first),
      };
      return (await putOutside(table, userId, row, first.createdAt)) === 'put';
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
