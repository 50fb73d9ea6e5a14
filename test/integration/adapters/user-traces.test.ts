import { S3Client } from '@aws-sdk/client-s3';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, it } from 'vitest';
import { dynamoLectureDetails } from '../../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoRewards } from '../../../shared/adapters/dynamo-rewards.ts';
import { dynamoStandings } from '../../../shared/adapters/dynamo-standings.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { s3Recordings } from '../../../shared/adapters/s3-recordings.ts';
import { s3UploadUrls } from '../../../shared/adapters/s3-upload-urls.ts';
import { userTraces } from '../../../shared/adapters/user-traces.ts';
import { rankingRule } from '../../../shared/ranking/counting-rule.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { lectureOf, transcriptOf } from '../../support/lecture-factory.ts';
import { testStart } from '../../support/manual-clock.ts';
import { allow, bucket, role, stackModel } from '../../support/stack-model.ts';
import { startEdge } from '../local-stack/aws-edge.ts';

const recordings = bucket('lectures');
const stack = stackModel({
  buckets: [recordings],
  roles: [
    role('Presigner', [allow(['s3:PutObject'], [`${recordings.arn}/recordings/*`])]),
    role('Eraser', [
      allow(['s3:DeleteObject', 's3:GetObject'], [`${recordings.arn}/recordings/*`]),
      allow(['s3:ListBucket'], [recordings.arn]),
    ]),
  ],
});

describeOnEachEngine('the traces of a user in table and bucket', (engine) => {
  let table: EngineTable;
  beforeEach(async () => {
    table = await engine.freshTable();
  });

  const leaveTraces = async (userId: number, presigner: S3Client, lectures: number) => {
    await dynamoUsers(table).create({ userId, name: '이름', tokenVersion: 1, createdAt: 0 });
    const reward = { earnedOn: 1, countsOn: 1, transaction: 't', at: 1 };
    await dynamoRewards(table).credit(userId, reward, 5);
    await dynamoStandings(table).replace(userId, { rule: rankingRule, days: [], recent: [] }, 0);
    for (let lectureId = 1; lectureId <= lectures; lectureId++) {
      const lecture = lectureOf({ userId, lectureId });
      await dynamoLectures(table).create(lecture);
      await dynamoLectureDetails(table).keepTranscript(lecture, transcriptOf());
      const url = await s3UploadUrls(presigner, recordings.name).sign({ userId, lectureId });
      expect((await fetch(url, { method: 'PUT', body: '소리' })).status).toBe(200);
    }
  };
  const keysOf = async (userId: number) => {
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
    return Items.filter(({ pk }) => String(pk).endsWith(String(userId))).map(({ sk }) => sk);
  };

  it('are all rows but the profile, and all recordings, and nobody else’s', async () => {
    const edge = await startEdge(stack);
    const as = (name: string) =>
      new S3Client({ ...edge.as(name), requestChecksumCalculation: 'WHEN_REQUIRED' });
    await leaveTraces(7_001, as('Presigner'), 30);
    // An id that begins with the other one's: a prefix must not be taken for an owner.
    await leaveTraces(70_011, as('Presigner'), 1);

    const eraser = as('Eraser');
    const traces = userTraces(table, eraser, recordings.name);
    expect(await traces.erase(7_001)).toBe(true);
    expect(await traces.erase(7_001)).toBe(true);

    expect(await keysOf(7_001)).toEqual(['PROFILE']);
    expect(await keysOf(70_011)).toHaveLength(5);
    const store = s3Recordings(eraser, recordings.name);
    expect(await store.inspect({ userId: 7_001, lectureId: 30 })).toBeUndefined();
    expect(await store.inspect({ userId: 70_011, lectureId: 1 })).toBeDefined();
  });

  it('are erased for as long as there is time, and the next run goes on', async () => {
    const edge = await startEdge(stack);
    const as = (name: string) =>
      new S3Client({ ...edge.as(name), requestChecksumCalculation: 'WHEN_REQUIRED' });
    await leaveTraces(7_001, as('Presigner'), 30);
    const traces = userTraces(table, as('Eraser'), recordings.name);
    const before = (await keysOf(7_001)).length;

    let steps = 0;
    const forSteps = (most: number) => () => {
      steps += 1;
      return steps <= most;
    };
    expect(await traces.erase(7_001, () => false)).toBe(false);
    expect(await traces.erase(7_001, forSteps(4))).toBe(false);
    const left = (await keysOf(7_001)).length;
    expect(left).toBeGreaterThan(1);
    expect(left).toBeLessThan(before);
    expect(await traces.erase(7_001)).toBe(true);
    expect(await keysOf(7_001)).toEqual(['PROFILE']);
  });

  it('end with a tombstone that the sweep finds, and that goes or stays as it is told', async () => {
    const users = dynamoUsers(table);
    const tombstones = async (before: number) => {
      const found: number[] = [];
      for await (const userId of users.listTombstones(before)) found.push(userId);
      return found;
    };
    await users.create({ userId: 7_001, name: '이름', tokenVersion: 3, createdAt: 5 });
    await users.leaveTombstone(7_001, 3, testStart);
    await users.leaveTombstone(7_001, 3, testStart + 60_000);
    expect(await users.find(7_001)).toMatchObject({
      name: '',
      tokenVersion: 3,
      deletedAt: testStart,
    });
    expect(await users.rename(7_001, '새 이름')).toBe(false);
    expect(await tombstones(testStart - 1)).toEqual([]);
    expect(await tombstones(testStart)).toEqual([7_001]);

    await users.postponeErasure(7_001, testStart + 5_000);
    expect(await tombstones(testStart)).toEqual([]);
    expect(await tombstones(testStart + 5_000)).toEqual([7_001]);
    expect(await users.find(7_001)).toMatchObject({ deletedAt: testStart });

    await users.removeTombstone(7_001, { keep: true });
    await users.postponeErasure(7_001, testStart);
    expect(await tombstones(testStart)).toEqual([]);
    expect(await users.find(7_001)).toMatchObject({ deletedAt: testStart });
    await users.removeTombstone(7_001, { keep: false });
    expect(await users.find(7_001)).toBeUndefined();
  });
});
