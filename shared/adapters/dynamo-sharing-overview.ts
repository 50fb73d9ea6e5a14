import * as z from 'zod/mini';
import type { LectureKey } from '../lectures/lecture.ts';
import type { SharingOverview, TopicReport } from '../own-topics/sharing-ports.ts';
import { changeItem } from './dynamo-change.ts';
import { ownTopicKey, reportsPartition, sharedCopyPrefix, sharedPartition } from './dynamo-keys.ts';
import { inPartition, queryPages } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';
import { reportItem } from './dynamo-topic-reports.ts';

const copyItem = z.object({ userId: z.number(), lectureId: z.number() });

/** What operators see of sharing. No function of the service uses it. */
export function dynamoSharingOverview(table: Table): SharingOverview {
  /**
   * Reads keys that end in digits, the newest or highest first. The character ':' sorts right after digits.
   */
  const rows = (pk: string, first: string, last: string) =>
    queryPages(table, {
      ...inPartition(pk, { first, last }),
      ScanIndexForward: false,
      ConsistentRead: true,
    });
  return {
    async listReports(most) {
      const found: TopicReport[] = [];
      for await (const page of rows(reportsPartition, '0', ':')) {
        found.push(...z.array(reportItem).parse(page));
        if (found.length >= most) break;
      }
      return found.slice(0, most);
    },

    async listCopies(code) {
      const found: LectureKey[] = [];
      const copies = rows(sharedPartition(code), sharedCopyPrefix, `${sharedCopyPrefix}:`);
      for await (const page of copies) found.push(...z.array(copyItem).parse(page));
      return found;
    },

    markTakenDown: (topic, now) =>
      changeItem(table, ownTopicKey(topic), {
        set: { takenDownAt: now },
        onlyIf: 'attribute_exists(#pk)',
      }),
  };
}
