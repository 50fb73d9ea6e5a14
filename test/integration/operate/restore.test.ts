import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { run as restoreCommand } from '../../../infra/operate/restore-command.ts';
import { dynamoCatalogLoader } from '../../../shared/adapters/dynamo-catalog.ts';
import {
  profileKey,
  sharedPartition,
  userPartition,
} from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoLeagueGroups } from '../../../shared/adapters/dynamo-league-groups.ts';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoOwnTopics } from '../../../shared/adapters/dynamo-own-topics.ts';
import { dynamoSharedTopics } from '../../../shared/adapters/dynamo-shared-topics.ts';
import { dynamoStandings } from '../../../shared/adapters/dynamo-standings.ts';
import { dynamoTopicReports } from '../../../shared/adapters/dynamo-topic-reports.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { s3Deletions } from '../../../shared/adapters/s3-deletions.ts';
import { parseCatalog } from '../../../shared/catalog/catalog.ts';
import { catalogData } from '../../../shared/catalog/catalog-data.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import { weekAt } from '../../../shared/league/week.ts';
import { newCopy } from '../../../shared/own-topics/own-topic.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { lectureTableInput } from '../../support/lecture-table.ts';
import { bucket, table } from '../../support/stack-model.ts';
import { preparedAnswer } from '../../support/topic-answer.ts';
import { finish, type OperatedStack, operatedStack } from './operated-stack.ts';

const now = Date.now();
const holds = now - 86_400_000;
const at = new Date(holds).toISOString().replace(/\.\d+Z$/, 'Z');
const one = 7_000_000_001;
const other = 7_000_000_002;
const copied = ['--from', 'Restored', '--at', at];

/** A stage with a second table beside its own, as a backup of yesterday would have made it. */
async function stageWithCopy() {
  const named = (name: string) => ({
    ...table(name),
    createTable: { ...lectureTableInput(name) },
  });
  const stack = await operatedStack({
    tables: [named('Lectures'), named('Restored')],
    buckets: [bucket('recordings')],
  });
  const s3 = new S3Client({ ...stack.edge.as('Operator'), forcePathStyle: true });
  const restored = { ...stack.table, name: 'Restored' };
  await dynamoCatalogLoader(stack.table).load(parseCatalog(catalogData));
  return { stack, s3, restored, ledger: s3Deletions(s3, 'recordings') };
}

type Table = OperatedStack['table'];

/** All that a learner has: a lecture, a standing, a shared topic, a report and a seat in the league. */
async function putLearner(where: Table, userId: number) {
  const createdAt = holds - 3_600_000;
  const lecture = lectureOf({ userId, createdAt, lectureId: newId(createdAt, 0.5) });
  await dynamoUsers(where).create({ userId, name: `이름 ${userId}`, tokenVersion: 1, createdAt });
  await dynamoLectures(where).create(lecture);
  await dynamoLectures(where).finish(lecture, { status: 'SUCCESS', score: 80 }, createdAt + 1_000);
  await dynamoStandings(where).replace(userId, { rule: 2, days: [], recent: [] }, 0);
  const topic = { userId, lectureId: newId(createdAt, 0.25) };
  const code = `7QF39M0KV2TA${String(userId).slice(-4)}`;
  const { keyPoints, misconceptions, openingQuestion, words, thinkFirst } = preparedAnswer;
  const content = { keyPoints, misconceptions, card: { openingQuestion, words, thinkFirst } };
  await dynamoOwnTopics(where).create(
    newCopy(topic, { title: '확산', content, code: 'OTHER' }, 'request-1', createdAt),
  );
  const validUntil = now + 1_000_000_000;
  const sharing = { code, owner: topic, title: '확산', content, sharedAt: createdAt, validUntil };
  await dynamoSharedTopics(where).share(sharing);
  const report = { id: newId(createdAt, 0.125), code: 'OTHER', reason: 'SPAM', createdAt } as const;
  await dynamoTopicReports(where).keep(userId, report);
  const groups = dynamoLeagueGroups(where);
  const seat = { week: weekAt(now), group: 'GROUP', seat: userId % 10 };
  await groups.claim(userId, seat);
  await groups.sit(userId, seat, undefined, now);
  return {
    code,
    lecture,
    outside: [sharedPartition(code), 'REPORTS', `LEAGUE#${seat.week}#GROUP#GROUP`],
  };
}

const userRow = z.object({ userId: z.number() });
const rowSchema = z.looseObject({ pk: z.string(), sk: z.string() });

async function rowsOf({ client, name }: Table) {
  const rows: z.infer<typeof rowSchema>[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: name })) {
    rows.push(...z.array(rowSchema).parse(Items));
  }
  return rows.filter(({ pk }) => !pk.startsWith('CATALOG'));
}
const partitionsOf = async (where: Table) => new Set((await rowsOf(where)).map(({ pk }) => pk));

const restore = (stack: OperatedStack, argv: readonly string[]) =>
  finish(restoreCommand, stack.surroundings([...copied, ...argv], { startsAt: now }));

// One of them starts a process of its own, which takes time on a busy machine.
describe('npm run restore --from', { timeout: 120_000 }, () => {
  it('counts in a dry run and writes nothing, and then brings back one learner with their rows outside', async () => {
    const { stack, restored } = await stageWithCopy();
    const { outside } = await putLearner(restored, one);
    await putLearner(restored, other);

    const counted = await restore(stack, ['--user', String(one)]);
    expect(counted.code).toBe(0);
    expect(counted.printed).toMatch(/LECTURE +1 +0 +0 +0 +0/);
    expect(counted.printed).toMatch(/service SHARED +1 +0 +0 +0 +0/);
    expect(counted.printed).toContain('Nothing was written.');
    expect(await rowsOf(stack.table)).toEqual([]);

    const { code } = await restore(stack, ['--user', String(one), '--write']);
    expect(code).toBe(0);
    expect(await partitionsOf(stack.table)).toEqual(new Set([userPartition(one), ...outside]));
    const mine = (rows: readonly z.infer<typeof rowSchema>[]) =>
      rows
        .filter(({ pk, sk }) => pk === userPartition(one) && !/^(?:STANDING|HABITS)/.test(sk))
        .toSorted((a, b) => (a.sk < b.sk ? -1 : 1));
    expect(mine(await rowsOf(stack.table))).toEqual(mine(await rowsOf(restored)));
    // Rows that are made from lectures are made from those that are there.
    expect(await dynamoStandings(stack.table).find(one)).toMatchObject({
      days: [expect.objectContaining({ sum: 80, count: 1 })],
    });
  });

  it('keeps what a learner has changed since, until it is told otherwise', async () => {
    const { stack, restored } = await stageWithCopy();
    await putLearner(restored, one);
    await putLearner(stack.table, one);
    await dynamoUsers(stack.table).rename(one, '새 이름');
    const nameNow = async () => (await dynamoUsers(stack.table).find(one))?.name;

    const kept = await restore(stack, ['--all', '--write']);
    expect(kept).toMatchObject({ code: 0, printed: expect.stringMatching(/PROFILE +0 +0 +1 +0/) });
    expect(await nameNow()).toBe('새 이름');
    await restore(stack, ['--all', '--overwrite']);
    expect(await nameNow()).toBe('새 이름');
    await restore(stack, ['--all', '--write', '--overwrite', '--only', 'LECTURE']);
    expect(await nameNow()).toBe('새 이름');
    await restore(stack, ['--all', '--write', '--overwrite']);
    expect(await nameNow()).toBe(`이름 ${one}`);
  });

  it('never brings back a deleted user, nor what names them outside', async () => {
    const { stack, restored, ledger } = await stageWithCopy();
    await putLearner(restored, one);
    const { outside } = await putLearner(restored, other);
    await ledger.note(one);

    const refused = await restore(stack, ['--user', String(one), '--write']);
    expect(refused).toMatchObject({
      code: 1,
      trouble: `User ${one} was deleted: nothing of theirs comes back.`,
    });
    const { printed } = await restore(stack, ['--all', '--write', '--overwrite']);
    expect(printed).toContain('1 deleted users are noted in recordings');
    expect(printed).toMatch(/Left out: \d+ of deleted users/);
    expect(await partitionsOf(stack.table)).toEqual(new Set([userPartition(other), ...outside]));
    const members = (await rowsOf(stack.table)).filter(({ pk }) => pk.includes('#GROUP#'));
    expect(members.map(({ sk }) => Number(sk))).toEqual([other]);
  });

  it('erases users who were deleted since, with their recordings', async () => {
    const { stack, s3, restored, ledger } = await stageWithCopy();
    await putLearner(restored, one);
    const recording = { Bucket: 'recordings', Key: `recordings/${one}/1` };
    await s3.send(new PutObjectCommand({ ...recording, Body: 'audio' }));
    await restore(stack, ['--all', '--write']);
    expect((await rowsOf(stack.table)).length).toBeGreaterThan(5);
    await ledger.note(one);

    const { code, printed } = await restore(stack, ['--all', '--write']);
    expect(code).toBe(0);
    expect(printed).toContain('1 were deleted meanwhile, and are erased again.');
    const rows = await rowsOf(stack.table);
    expect(rows).toEqual([
      expect.objectContaining({ ...profileKey(one), deletedAt: now, name: '' }),
    ]);
    await expect(s3.send(new GetObjectCommand(recording))).rejects.toThrow();
  });

  it('goes on after it was killed, and leaves alone what was changed since it wrote that', async () => {
    const { stack, restored } = await stageWithCopy();
    const learners = Array.from({ length: 40 }, (_, index) => one + index);
    for (const userId of learners) {
      // More than a page of a scan holds.
      const padding = 'x'.repeat(100_000);
      const row = {
        ...profileKey(userId),
        userId,
        name: '이름',
        tokenVersion: 1,
        createdAt: 1,
        padding,
      };
      await restored.client.send(new PutCommand({ TableName: restored.name, Item: row }));
    }
    const argv = [
      '--stage',
      'local',
      '--state',
      stack.stateDirectory,
      ...copied,
      '--all',
      '--write',
    ];
    const child = spawn(
      process.execPath,
      [
        '--import',
        './infra/local/require-node-24.mjs',
        'infra/operate/operate.ts',
        'restore',
        ...argv,
      ],
      { env: { PATH: process.env['PATH'], HOME: '/nonexistent' }, stdio: 'ignore' },
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    await vi.waitFor(async () => expect((await rowsOf(stack.table)).length).toBeGreaterThan(0), {
      interval: 5,
      timeout: 100_000,
    });
    child.kill('SIGKILL');
    await once(child, 'close');
    const [written] = z.array(userRow).parse(await rowsOf(stack.table));
    const userId = written?.userId ?? 0;
    await dynamoUsers(stack.table).rename(userId, '새 이름');

    const { code } = await restore(stack, ['--all', '--write']);
    expect(code).toBe(0);
    const rows = await rowsOf(stack.table);
    expect(rows.map(({ pk }) => pk).toSorted()).toEqual(learners.map(userPartition));
    expect((await dynamoUsers(stack.table).find(userId))?.name).toBe('새 이름');
  });

  it('can be interrupted between two pages, and says that it goes on', async () => {
    const { stack, restored } = await stageWithCopy();
    for (let userId = 1; userId <= 20; userId++) {
      const row = { ...profileKey(userId), padding: 'x'.repeat(100_000) };
      await restored.client.send(new PutCommand({ TableName: restored.name, Item: row }));
    }
    const surroundings = stack.surroundings([...copied, '--all', '--write'], { startsAt: now });
    surroundings.pressControlC();
    const { code, printed } = await finish(restoreCommand, surroundings);
    expect(code).toBe(130);
    expect(printed).toContain('the same command goes on');
    const begun = (await rowsOf(stack.table)).length;
    expect(begun).toBeGreaterThan(0);
    expect(begun).toBeLessThan(20);
    const { printed: then } = await restore(stack, ['--all', '--write']);
    expect(then).toContain('An earlier run broke off; this one goes on where it was.');
    expect(then).toMatch(new RegExp(`PROFILE +${20 - begun} +0 +0 +0`));
    expect(await rowsOf(stack.table)).toHaveLength(20);
  });

  it('refuses by name what is impossible, before anything is written', async () => {
    const { stack, restored } = await stageWithCopy();
    await putLearner(restored, one);
    const tried = (argv: readonly string[]) =>
      finish(restoreCommand, stack.surroundings(argv, { startsAt: now }));
    expect(await tried(['--from', 'Nothing', '--all'])).toMatchObject({
      code: 1,
      trouble: 'There is no table Nothing.',
    });
    expect((await tried(['--from', 'Restored', '--all'])).trouble).toContain('say it by --at');
    expect((await tried(['--from', 'Lectures', '--all'])).trouble).toContain('the table in use');
    expect((await tried([...copied, '--user', '9'])).trouble).toBe(
      'Restored has no rows of user 9.',
    );
    const long = ['--at', '2026-01-01T00:00:00Z'];
    expect((await tried(['--from', 'Restored', '--all', ...long])).trouble).toContain(
      'who was deleted is known for 35 days only',
    );
    expect(await rowsOf(stack.table)).toEqual([]);
  });
});
