import { expect, it } from 'vitest';
import { dynamoConsents } from '../../../shared/adapters/dynamo-consents.ts';
import { dynamoDailyCounts } from '../../../shared/adapters/dynamo-daily-counts.ts';
import { dynamoLectures, preparationRows } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoOwnTopics } from '../../../shared/adapters/dynamo-own-topics.ts';
import { dynamoRepeats } from '../../../shared/adapters/dynamo-repeats.ts';
import { dynamoSharedTopics } from '../../../shared/adapters/dynamo-shared-topics.ts';
import { dynamoShownNames } from '../../../shared/adapters/dynamo-shown-names.ts';
import { dynamoTopicReports } from '../../../shared/adapters/dynamo-topic-reports.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import { copySharedTopic } from '../../../shared/own-topics/copy-shared-topic.ts';
import { findSharedTopic } from '../../../shared/own-topics/find-shared-topic.ts';
import { newCopy } from '../../../shared/own-topics/own-topic.ts';
import { reportSharedTopic } from '../../../shared/own-topics/report-shared-topic.ts';
import { shareTopic } from '../../../shared/own-topics/share-topic.ts';
import { measured } from '../../bench/costs/assumptions.ts';
import { capacityMeter, unitsOf } from '../../support/capacity-meter.ts';
import { describeOnEngine, hasDynoxide } from '../../support/dynamo-engines.ts';
import { userOf } from '../../support/in-memory-users.ts';
import { testStart } from '../../support/manual-clock.ts';
import { preparedAnswer } from '../../support/topic-answer.ts';

const owner = { userId: 7_001, topicId: newId(testStart, 0.5) };
const friend = 7_002;
const code = '7QF39M0KV2TAXE5D';
const { misconceptions, openingQuestion, words, thinkFirst } = preparedAnswer;
/** As many and as long texts as topics mostly have, no two sentences the same. */
const keyPoints = Array.from({ length: 5 }, (_, index) => ({
  statement: `${index}번째로 알아 둘 것은 농도가 높은 곳에서 낮은 곳으로 입자가 퍼진다는 점이다.`,
  weight: 3,
}));
const content = { keyPoints, misconceptions, card: { openingQuestion, words, thinkFirst } };

if (hasDynoxide) {
  describeOnEngine('dynoxide', 'a topic of five key points', (engine) => {
    it('costs the units that docs/costs.md assumes for sharing, copying and reporting', async () => {
      const table = await engine.freshTable();
      const clock = () => testStart;
      const topics = dynamoOwnTopics(table);
      for (const userId of [owner.userId, friend]) {
        await dynamoUsers(table).create(userOf({ userId }));
      }
      const key = { userId: owner.userId, lectureId: owner.topicId };
      await topics.create(newCopy(key, { title: '확산', content, code: 'OTHER' }, 'r', testStart));
      const ports = {
        ...{ clock, topics, random: Math.random, newCode: () => code },
        consents: dynamoConsents(table),
        shared: dynamoSharedTopics(table),
        counts: dynamoDailyCounts(table),
        reports: dynamoTopicReports(table),
        preparations: dynamoLectures(table, preparationRows),
        repeats: dynamoRepeats(table, 3_600),
        fingerprint: (parts: readonly string[]) => JSON.stringify(parts).slice(0, 64),
        moderator: { firstFlagged: async () => undefined },
      };
      const correlationId = 'Root=1-67891233-abcdef0123456789';
      const meter = capacityMeter(table.client);
      const unitsFor = async (work: () => Promise<unknown>) => {
        meter.reset();
        await work();
        return { writes: unitsOf(meter.writes), reads: unitsOf(meter.reads) };
      };
      expect({
        share: await unitsFor(() => shareTopic(ports, owner)),
        look: await unitsFor(() => findSharedTopic(ports, friend, code)),
        copy: await unitsFor(() => copySharedTopic(ports, { userId: friend, code, correlationId })),
        report: await unitsFor(() =>
          reportSharedTopic(
            { ...ports, names: dynamoShownNames(table) },
            { userId: friend, code, reason: 'WRONG' },
          ),
        ),
      }).toEqual(measured.unitsOfSharing);
    });
  });
}
