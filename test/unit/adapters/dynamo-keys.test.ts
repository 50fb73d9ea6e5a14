import { describe, expect, it } from 'vitest';
import { matchesWildcard } from '../../../infra/local/aws/iam.ts';
import * as keys from '../../../shared/adapters/dynamo-keys.ts';
import { type TablePartition, tablePartitions } from '../../../shared/contracts/table.ts';

const lecture = { userId: 7, lectureId: 8 };

const partitions: Record<TablePartition, readonly string[]> = {
  users: [
    keys.profileKey(7).pk,
    keys.lectureKey(lecture).pk,
    keys.transcriptKey(lecture).pk,
    keys.feedbackKey(lecture).pk,
    keys.repeatKey({ userId: 7, topicId: 1, etag: 'e' }).pk,
    keys.userQuotaKey(7, 1).pk,
    keys.refusalsKey(7, 1).pk,
    keys.creditsKey(7, 1).pk,
    keys.standingKey(7).pk,
    keys.useCountKey(7, 1, 'shares').pk,
    keys.shareTraceKey(lecture).pk,
    keys.copyTraceKey(lecture).pk,
    keys.reportTraceKey(7, 'CODE').pk,
    keys.consentKey(7, { at: 1, purpose: 'PROCESSING_ABROAD' }).pk,
    keys.transferCodeKey(7).pk,
    keys.remindersKey(7).pk,
    keys.participationKey(7).pk,
    keys.seatTraceKey(7, 1).pk,
    keys.shownNameTraceKey(7).pk,
  ],
  catalogPointer: [keys.catalogPointerKey.pk],
  catalogVersions: [
    keys.majorsKey('v').pk,
    keys.subjectsKey('v', 1).pk,
    keys.topicsKey('v', 1).pk,
    keys.topicKey('v', 1).pk,
  ],
  serviceCounters: [keys.globalQuotaKey(1).pk, keys.globalQuotaKey(1, 9).pk],
  addressCounters: [keys.tokenCountKey('digest', 1).pk],
  transferCodes: [keys.transferOwnerKey('digest').pk],
  ranking: [keys.snapshotKey.pk],
  sharedTopics: [
    keys.sharedTopicKey('CODE').pk,
    keys.sharedCopyKey('CODE', lecture).pk,
    keys.shownNameKey('CODE').pk,
  ],
  leagues: [
    keys.leagueDoorKey(20_779, 2).pk,
    keys.leagueGroupKey(20_779, 'CODE').pk,
    keys.leagueMemberKey({ week: 20_779, group: 'CODE' }, 7).pk,
  ],
  topicReports: [keys.reportKey(9).pk],
  rewards: [keys.rewardKey('digest').pk],
  pushKey: [keys.pushKeyKey.pk],
  retention: [keys.countedDayKey(1).pk, keys.countedPartKey(1, 2).pk],
  webFiles: [keys.webFileKey('main-ABCDEFGH.js').pk],
};

const isTablePartition = (name: string): name is TablePartition => name in tablePartitions;

describe('the partitions of the table', () => {
  it.each(Object.entries(partitions))('are those that IAM knows, for %s', (name, its) => {
    for (const partition of its) {
      const matching = Object.keys(tablePartitions)
        .filter(isTablePartition)
        .filter((each) => matchesWildcard(tablePartitions[each], partition));
      expect(matching, partition).toEqual([name]);
    }
  });
});
