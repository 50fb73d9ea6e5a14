import { S3Client } from '@aws-sdk/client-s3';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { profileKey } from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { s3Deletions } from '../../../shared/adapters/s3-deletions.ts';
import { bucket } from '../../support/stack-model.ts';
import { fakeAccount } from './fake-account.ts';
import { fakeBackups } from './fake-backups.ts';
import { operatedStack } from './operated-stack.ts';
import { runOperator } from './run-operator.ts';

/** A second some minutes ago. */
const at = Math.floor(Date.now() / 1000) * 1000 - 600_000;
const second = (milliseconds: number) => new Date(milliseconds).toISOString().replace('.000', '');
const name = `LearningMate-prod-restored-${second(at).replaceAll(/[-:]/g, '')}`;
const backup = 'arn:aws:dynamodb:ap-northeast-2:123456789012:table/Lectures/backup/0148-73d8';

/** The stage prod with two learners, one of whom was deleted since. */
async function prod() {
  const stack = await operatedStack({ buckets: [bucket('recordings')] });
  const backups = await fakeBackups(at);
  const account = await fakeAccount({
    stacks: { 'LearningMate-prod': { TableName: 'Lectures', RecordingsBucketName: 'recordings' } },
    edge: stack.origin,
  });
  for (const userId of [7_000_000_001, 7_000_000_002]) {
    const row = { ...profileKey(userId), userId, name: '이름', tokenVersion: 1, createdAt: 1 };
    await backups.client.send(new PutCommand({ TableName: 'Lectures', Item: row }));
  }
  const s3 = new S3Client({ ...stack.edge.as('Operator'), forcePathStyle: true });
  const { note } = s3Deletions(s3, 'recordings');
  await note(7_000_000_001);
  const environment = { ...account.environment, AWS_ENDPOINT_URL_DYNAMODB: backups.endpoint };
  const restore = (...argv: string[]) =>
    runOperator('restore', ['--stage', 'prod', ...argv], { environment });
  return { backups, note, restore, users: dynamoUsers({ client: backups.client, name }) };
}

const settings = ['UpdateTimeToLive', 'TagResource', 'UpdateTable', 'UpdateContinuousBackups'];

// Each test starts processes of its own, which take time on a busy machine.
describe('npm run restore --at', { timeout: 120_000 }, () => {
  it('makes a table beside the one in use, without deleted users, and sets what it lacks', async () => {
    const { backups, restore, users } = await prod();
    const { code, out, err } = await restore('--at', second(at));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`${name} is being made.`);
    expect(out).toContain('Erased from it: 1 learners who were deleted since.');
    expect(backups.changes).toEqual(['RestoreTableToPointInTime', ...settings]);
    expect(await users.find(7_000_000_001)).toMatchObject({
      name: '',
      deletedAt: expect.anything(),
    });
    expect(await users.find(7_000_000_002)).toMatchObject({ name: '이름' });
  });

  it('goes on with the same table when it is called again, and erases users who were deleted meanwhile', async () => {
    const { backups, note, restore, users } = await prod();
    await restore('--at', second(at));
    await note(7_000_000_002);
    const { code, out } = await restore('--at', second(at));
    expect(code).toBe(0);
    expect(out).toContain(`${name} is there already: going on with it.`);
    expect(backups.changes).toEqual(['RestoreTableToPointInTime', ...settings]);
    expect((await users.find(7_000_000_002))?.deletedAt).toBeDefined();
  });

  it('makes a table without indexes and settings if it is only copied from', async () => {
    const { backups, restore } = await prod();
    const { code, out } = await restore('--at', second(at), '--rows-only');
    expect(code).toBe(0);
    expect(out).toContain(`aws dynamodb delete-table --region ap-northeast-2 --table-name ${name}`);
    expect(backups.changes).toEqual(['RestoreTableToPointInTime']);
    expect(await restore('--at', second(at))).toMatchObject({
      code: 1,
      err: expect.stringContaining('made with --rows-only'),
    });
  });

  it('accepts a backup as well, even without its stack if its bucket is named', async () => {
    const { backups, restore } = await prod();
    const { code, out } = await restore('--backup', backup, '--bucket', 'recordings');
    expect(code).toBe(0);
    expect(out).toContain('LearningMate-prod-restored-0148-73d8 is there.');
    // The table whose tags they were is not known.
    const known = settings.filter((change) => change !== 'TagResource');
    expect(backups.changes).toEqual(['RestoreTableFromBackup', ...known]);
  });

  it('refuses a second that is not available, before anything is made', async () => {
    const { backups, restore } = await prod();
    const { code, err } = await restore('--at', second(at + 1_000));
    expect(code).toBe(1);
    expect(err).toContain(`is outside of what Lectures can be restored to`);
    expect(err).toContain(`to ${second(at)}.`);
    expect(backups.changes).toEqual([]);
  });
});

describe('a command line of npm run restore', () => {
  it.each([
    [[], 'Either --at or --backup.'],
    [['--at', '2026-11-22T03:00:00Z', '--backup', backup], 'Either --at or --backup.'],
    [['--at', 'yesterday'], '--at takes a second like'],
    [['--backup', 'arn:aws:s3:::x'], '--backup takes a backup’s ARN'],
    [['--bucket', 'b', '--at', '2026-11-22T03:00:00Z'], '--bucket goes with --backup'],
    [['--user', '7'], 'What is to be copied comes --from TABLE.'],
    [['--from', 'T', '--rows-only', '--all'], '--from copies rows'],
    [['--from', 'Restored'], 'Either --user or --all.'],
    [['--from', 'Restored', '--user', '7', '--all'], 'Either --user or --all.'],
    [['--from', 'Restored', '--user', 'me'], '--user takes a user’s id'],
    [['--from', 'a/b', '--all'], '--from takes the name of a table'],
    [['--from', 'Restored', '--all', '--only', 'LECTUR'], 'There are no rows of kind "LECTUR"'],
    [['--from', 'Restored', '--all', '--wirte'], "Unknown option '--wirte'"],
  ])('is refused before anything is asked of AWS: %j', async (argv, problem) => {
    const { run: restoreCommand } = await import('../../../infra/operate/restore-command.ts');
    const { commandSurroundings } = await import('../../support/command-surroundings.ts');
    const surroundings = commandSurroundings(['--stage', 'prod', ...argv]);
    await expect(restoreCommand(surroundings)).rejects.toMatchObject({
      name: 'CommandTrouble',
      message: expect.stringContaining(problem),
      exitCode: 2,
    });
  });
});
