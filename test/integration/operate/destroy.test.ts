import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { bucket } from '../../support/stack-model.ts';
import { type FakeAccountOptions, fakeAccount } from './fake-account.ts';
import { operatedStack } from './operated-stack.ts';
import { runOperator } from './run-operator.ts';

const resources = [
  { logicalId: 'Table', type: 'AWS::DynamoDB::GlobalTable', physicalId: 'lectures' },
  { logicalId: 'Bucket', type: 'AWS::S3::Bucket', physicalId: 'recordings' },
] as const;

/** More than S3 lists, or deletes, at once. */
const manyRecordings = 1_100;

/** A deployed stage with some recordings. */
async function deployed(
  stage: 'dev' | 'prod',
  { recordings = 3, ...options }: Partial<FakeAccountOptions> & { recordings?: number } = {},
) {
  const stack = await operatedStack({ buckets: [bucket('recordings')] });
  const s3 = new S3Client({ ...stack.edge.as('Operator'), forcePathStyle: true });
  const names = Array.from({ length: recordings }, (_, index) => `r/${index}`);
  for (let first = 0; first < recordings; first += 100) {
    await Promise.all(
      names
        .slice(first, first + 100)
        .map((Key) => s3.send(new PutObjectCommand({ Bucket: 'recordings', Key, Body: 'a' }))),
    );
  }
  const name = `LearningMate-${stage}`;
  const account = await fakeAccount({
    stacks: { [name]: {} },
    resources: { [name]: resources },
    edge: stack.origin,
    ...options,
  });
  const count = async () =>
    (await s3.send(new ListObjectsV2Command({ Bucket: 'recordings' }))).KeyCount;
  return { ...account, count };
}

const destroy = (stage: string, environment: Record<string, string>, input: string) =>
  runOperator('destroy', ['--stage', stage], { environment, input });

it('a dev stage is removed with everything in it, once its name was typed', async () => {
  const { environment, calls, count } = await deployed('dev', { recordings: manyRecordings });
  const { code, out } = await destroy('dev', environment, 'LearningMate-dev\n');
  expect({ code, left: await count() }).toEqual({ code: 0, left: 0 });
  expect(out).toContain('2 resources go, with everything in them.');
  expect(out).toContain('Emptied the bucket of 1100 objects');
  expect(out).toContain('LearningMate-dev is gone.');
  expect(calls.filter((call) => call === 'DeleteStack')).toHaveLength(1);
});

it('recordings that were uploaded in between are deleted as well, and the stack is tried once more', async () => {
  const { environment, calls } = await deployed('dev', { failedDeletions: 1 });
  expect(await destroy('dev', environment, 'LearningMate-dev\n')).toMatchObject({ code: 0 });
  expect(calls.filter((call) => call === 'DeleteStack')).toHaveLength(2);
});

it('a stack that is not deleted is reported after three tries', async () => {
  const { environment } = await deployed('dev', { failedDeletions: 9 });
  expect(await destroy('dev', environment, 'LearningMate-dev\n')).toMatchObject({
    code: 1,
    err: expect.stringContaining('LearningMate-dev is DELETE_FAILED after 3 tries'),
  });
});

it.each(['LearningMate-prod', 'yes', ''])('nothing is removed if %j was typed', async (typed) => {
  const { environment, calls, count } = await deployed('dev');
  const { code, err } = await destroy('dev', environment, `${typed}\n`);
  expect(code).toBe(1);
  expect(err).toContain('Not taken away; nothing was changed.');
  expect(await count()).toBe(3);
  expect(calls).not.toContain('DeleteStack');
});

it('a dev stage that somebody protected by hand keeps everything in it', async () => {
  const { environment, calls, count } = await deployed('dev', { areProtected: true });
  const { code, err } = await destroy('dev', environment, 'LearningMate-dev\n');
  expect(code).toBe(1);
  expect(err).toContain('Somebody has protected LearningMate-dev from being deleted');
  expect(await count()).toBe(3);
  expect(calls).not.toContain('DeleteStack');
});

it('prod is refused, and the command lists what its stack would keep, with the reasons', async () => {
  const { environment, calls, count } = await deployed('prod', {
    resources: {
      'LearningMate-prod': resources.map((one) => ({
        ...one,
        deletionPolicy: 'RetainExceptOnCreate',
      })),
    },
  });
  const { code, out, err } = await destroy('prod', environment, 'LearningMate-prod\n');
  expect(code).toBe(1);
  expect(out).toContain('Kept: 1 × AWS::DynamoDB::GlobalTable: what learners have taught');
  expect(out).toContain('      lectures\n');
  expect(err).toContain('Stage prod protects its data');
  expect(await count()).toBe(3);
  expect(calls).not.toContain('DeleteStack');
});
