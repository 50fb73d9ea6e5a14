import { S3Client } from '@aws-sdk/client-s3';
import { DeleteCommand, GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { dynamoDailyCounts } from '../../../shared/adapters/dynamo-daily-counts.ts';
import { shareTraceKey } from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoOwnTopics } from '../../../shared/adapters/dynamo-own-topics.ts';
import { dynamoSharedTopics } from '../../../shared/adapters/dynamo-shared-topics.ts';
import { dynamoSharingOverview } from '../../../shared/adapters/dynamo-sharing-overview.ts';
import { dynamoTopicReports } from '../../../shared/adapters/dynamo-topic-reports.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { userTraces } from '../../../shared/adapters/user-traces.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import type { LectureKey } from '../../../shared/lectures/lecture.ts';
import { newCopy } from '../../../shared/own-topics/own-topic.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { testStart } from '../../support/manual-clock.ts';
import { allow, bucket, role, stackModel } from '../../support/stack-model.ts';
import { preparedAnswer } from '../../support/topic-answer.ts';
import { startEdge } from '../local-stack/aws-edge.ts';

const owner = { userId: 7_001, lectureId: newId(testStart, 0.5) };
const copy = { userId: 7_002, lectureId: newId(testStart + 1_000, 0.5) };
const { keyPoints, misconceptions, openingQuestion, words, thinkFirst } = preparedAnswer;
const content = { keyPoints, misconceptions, card: { openingQuestion, words, thinkFirst } };
const title = '확산';
const code = '7QF39M0KV2TAXE5D';
const validUntil = testStart + 1_000_000;
const topic = { code, owner, title, content, sharedAt: testStart, validUntil };
const report = { id: newId(testStart, 0.25), code, reason: 'SPAM', createdAt: testStart } as const;

const recordings = bucket('lectures');
const stack = stackModel({
  buckets: [recordings],
  roles: [role('Eraser', [allow(['s3:ListBucket'], [recordings.arn])])],
});

/** The same table, where something happens before each call. */
function beforeCall(table: EngineTable, happens: (command: object) => Promise<void>): EngineTable {
  const client = new Proxy(table.client, {
    get: (target, property) =>
      property === 'send'
        ? async (command: Parameters<typeof target.send>[0]) => {
            await happens(command);
            return target.send(command);
          }
        : Reflect.get(target, property),
  });
  return { ...table, client };
}

const rowSchema = z.looseObject({ pk: z.string(), sk: z.string() });

describeOnEachEngine('shared topics in the table', (engine) => {
  const open = (table: EngineTable) => ({
    table,
    topics: dynamoOwnTopics(table),
    shared: dynamoSharedTopics(table),
    reports: dynamoTopicReports(table),
    overview: dynamoSharingOverview(table),
    users: dynamoUsers(table),
    erase: async (userId: number) => {
      const s3 = new S3Client((await startEdge(stack)).as('Eraser'));
      await userTraces(table, s3, recordings.name).erase(userId);
    },
  });
  type Stores = ReturnType<typeof open>;
  const putTopic = async ({ topics }: Stores, key: LectureKey) => {
    await topics.create(newCopy(key, { title, content, code: 'OTHER' }, 'request-1', testStart));
  };
  const fresh = async () => {
    const stores = open(await engine.freshTable());
    await putTopic(stores, owner);
    return stores;
  };
  const rowsOutside = async ({ table }: Stores) => {
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
    return z
      .array(rowSchema)
      .parse(Items)
      .filter(({ pk }) => !pk.startsWith('USER#'));
  };

  it('are found by their code, keep it, and show what was shared', async () => {
    const stores = await fresh();
    expect(await stores.shared.share(topic)).toEqual({ code, validUntil });
    expect(await stores.shared.find(code)).toEqual(topic);
    const later = { ...topic, code: 'ANOTHER', title: '삼투', validUntil: validUntil + 1 };
    expect(await stores.shared.share(later)).toEqual({ code, validUntil: validUntil + 1 });
    expect(await stores.shared.find(code)).toEqual({ ...later, code });
    expect(await stores.shared.find('ANOTHER')).toBeUndefined();
    expect(await stores.topics.find(owner, 'consistent')).toMatchObject({
      share: { code, validUntil: validUntil + 1 },
    });
    expect(await rowsOutside(stores)).toMatchObject([{ expiresAt: (validUntil + 1_000) / 1_000 }]);
  });

  it('are gone with their code, and with their topic', async () => {
    const stores = await fresh();
    await stores.shared.share(topic);
    await stores.shared.stop(owner);
    await stores.shared.stop(owner);
    expect(await rowsOutside(stores)).toEqual([]);
    expect((await stores.topics.find(owner, 'consistent'))?.share).toBeUndefined();
    await stores.shared.share(topic);
    await stores.topics.delete(owner);
    expect(await rowsOutside(stores)).toEqual([]);
  });

  it('are not shared for a topic that is gone or was taken down: what was put leads nowhere', async () => {
    const stores = await fresh();
    await stores.overview.markTakenDown(owner, testStart);
    expect(await stores.shared.share(topic)).toBeUndefined();
    expect(await stores.shared.find(code)).toMatchObject({ validUntil: 0 });
    await stores.shared.stop(owner);
    const gone = { ...topic, code: 'GONE', owner: copy };
    expect(await stores.shared.share(gone)).toBeUndefined();
    expect(await stores.shared.find('GONE')).toMatchObject({ validUntil: 0 });
    expect(await stores.overview.markTakenDown(copy, testStart)).toBe(false);
  });

  it('keep their code when they are taken down, by which their copies are found', async () => {
    const stores = await fresh();
    await stores.shared.share(topic);
    await stores.overview.markTakenDown(owner, testStart);
    await stores.shared.stop(owner);
    expect(await stores.shared.find(code)).toBeUndefined();
    expect(await stores.topics.find(owner, 'consistent')).toMatchObject({ share: { code } });
  });

  it.each(['stop', 'delete'] as const)(
    'leave no row without a note after a %s at any moment of sharing them',
    async (removal) => {
      for (let calls = 0; calls < 8; calls += 1) {
        const stores = await fresh();
        let left = calls;
        const table = beforeCall(stores.table, async () => {
          left -= 1;
          if (left !== 0) return;
          if (removal === 'stop') await stores.shared.stop(owner);
          else await stores.topics.delete(owner);
        });
        await dynamoSharedTopics(table).share(topic);
        const note = shareTraceKey(owner);
        const { Item } = await stores.table.client.send(
          new GetCommand({ TableName: table.name, Key: note }),
        );
        const isThere = (await stores.topics.find(owner, 'consistent')) !== undefined;
        for (const row of await rowsOutside(stores)) {
          const isProvisional = Number(row['expiresAt']) <= testStart / 1_000 + 3_600 + 1;
          expect([Item?.['outside'], isProvisional]).toContainEqual(
            Item ? { pk: row.pk, sk: row.sk } : true,
          );
          if (!Item || !isThere) expect(row['validUntil']).toBe(0);
        }
      }
    },
  );

  it('get another code if an earlier removal had broken off', async () => {
    const stores = await fresh();
    await stores.shared.share(topic);
    let deletions = 0;
    const table = beforeCall(stores.table, async (command) => {
      if (command instanceof DeleteCommand && ++deletions === 1) throw new Error('crash');
    });
    await expect(dynamoSharedTopics(table).stop(owner)).rejects.toThrow('crash');
    const next = { ...topic, code: 'ANOTHER' };
    expect(await stores.shared.share(next)).toEqual({ code: 'ANOTHER', validUntil });
    expect(await stores.shared.find(code)).toBeUndefined();
    expect(await rowsOutside(stores)).toHaveLength(1);
  });

  it('name their copies, whose names go when the copy is deleted', async () => {
    const stores = await fresh();
    await stores.shared.share(topic);
    expect(await stores.shared.noteCopy(copy, code, testStart)).toBe(true);
    // As often as it is asked for.
    expect(await stores.shared.noteCopy(copy, code, testStart)).toBe(true);
    expect(await stores.overview.listCopies(code)).toEqual([copy]);
    expect(await rowsOutside(stores)).not.toEqual([
      expect.objectContaining({ sk: expect.stringMatching(/^COPY/), expiresAt: expect.anything() }),
      expect.anything(),
    ]);
    await stores.topics.delete(copy);
    expect(await stores.overview.listCopies(code)).toEqual([]);
  });

  it('are reported once by each learner, without a word about who it was, newest first', async () => {
    const stores = await fresh();
    expect(await stores.reports.keep(7_002, report)).toBe(true);
    expect(await stores.reports.keep(7_002, { ...report, id: report.id + 1 })).toBe(false);
    const second = { ...report, id: report.id + 2, reason: 'WRONG' } as const;
    expect(await stores.reports.keep(7_003, second)).toBe(true);
    expect(await stores.overview.listReports(10)).toEqual([second, report]);
    expect(await stores.overview.listReports(1)).toEqual([second]);
    expect(await stores.reports.listOf(7_002)).toEqual([report]);
    expect(JSON.stringify(await rowsOutside(stores))).not.toMatch(/7002|7003/);
  });

  it('leave nothing of a learner who is erased, while copies elsewhere stay', async () => {
    const stores = await fresh();
    await stores.shared.share(topic);
    await stores.shared.noteCopy(copy, code, testStart);
    await putTopic(stores, copy);
    await stores.reports.keep(owner.userId, report);
    await stores.erase(owner.userId);
    expect(await rowsOutside(stores)).toMatchObject([{ userId: copy.userId }]);
    expect(await stores.topics.find(copy, 'consistent')).toMatchObject({ content });
    await stores.erase(copy.userId);
    expect(await rowsOutside(stores)).toEqual([]);
  });

  it('put after a deletion expire by themselves within hours, and are not answered', async () => {
    const stores = await fresh();
    await stores.users.leaveTombstone(owner.userId, 1, testStart);
    expect(await stores.shared.share(topic)).toBeUndefined();
    expect(await stores.shared.noteCopy(owner, code, testStart)).toBe(false);
    expect(await stores.reports.keep(owner.userId, report)).toBe(false);
    for (const row of await rowsOutside(stores)) {
      expect(row['expiresAt']).toBeLessThanOrEqual(testStart / 1_000 + 3_600 + 1);
    }
    // And what the notes name is gone at once if the deletion goes by them.
    await stores.erase(owner.userId);
    expect(await rowsOutside(stores)).toEqual([]);
  });
});

describeOnEachEngine('the counts of a day in the table', (engine) => {
  it('go up to the limit, for each use, user and day separately', async () => {
    const counts = dynamoDailyCounts(await engine.freshTable());
    for (const expected of [true, true, false]) {
      expect(await counts.count(1, 'shares', 20_000, 2)).toBe(expected);
    }
    expect(await counts.countOf(1, 'shares', 20_000)).toBe(2);
    expect(await counts.countOf(1, 'reports', 20_000)).toBe(0);
    expect(await counts.countOf(2, 'shares', 20_000)).toBe(0);
    expect(await counts.countOf(1, 'shares', 20_001)).toBe(0);
  });
});
