import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { keepOperatorAccess, readOperatorAccess } from '../../../infra/local/operator-access.ts';
import { run as redriveCommand } from '../../../infra/operate/redrive-command.ts';
import { callbackOf } from '../../e2e/reward-steps.ts';
import { patience, recordingNamed, runningStack } from '../../e2e/running-stack.ts';
import { commandSurroundings } from '../../support/command-surroundings.ts';
import { queueArnOf } from '../../support/local-queue.ts';
import type { AppLecture } from '../../support/published-app.ts';

const hashTable = 1001;
const stack = await runningStack();
const stateDirectory = await mkdtemp(join(tmpdir(), 'redrive-test-'));
const forget = await keepOperatorAccess(stateDirectory, stack.operator);
afterAll(() => rm(stateDirectory, { recursive: true, force: true }));

async function redrive(...argv: readonly string[]): Promise<string> {
  const surroundings = commandSurroundings([
    '--stage',
    'local',
    '--state',
    stateDirectory,
    ...argv,
  ]);
  expect(await redriveCommand(surroundings)).toBe(0);
  return surroundings.printed();
}

describe('a redrive on the local stack', () => {
  it('turns a failure that has passed into a success, and leaves what is final', async () => {
    const app = await stack.openApp();
    const submit = async (file: string) => {
      const uploadUrl = await app.presign();
      await app.upload(uploadUrl, await recordingNamed(file));
      return app.waitFor(await app.submit(hashTable, uploadUrl));
    };
    stack.standIn.misbehave({ kind: 'status', status: 429, code: 'insufficient_quota' });
    const failed = await submit('hash-table-good.webm');
    expect(failed).toMatchObject({ status: 'FAILURE', failureReason: 'PROVIDER_QUOTA' });
    const final = await submit('not-audio.webm');
    expect(final).toMatchObject({ status: 'FAILURE', failureReason: 'RECORDING_NOT_AUDIO' });

    expect(await redrive('--dry-run')).toMatch(/^failed lectures +PROVIDER_QUOTA +1 +1 +0$/m);
    expect(await redrive()).toMatch(/^total +1 +1 +0$/m);
    const isGraded = ({ status }: AppLecture) => status === 'SUCCESS';
    expect(await app.waitFor(failed, isGraded)).toMatchObject({ score: 84 });
    expect(await app.lecture(final.id)).toEqual(final);
    expect(await redrive()).toContain('There is nothing to send.');
  });

  it('credits a reward that was in the dead-letter queue', async () => {
    const app = await stack.openApp();
    const query = new URL(await callbackOf(stack, app, 'buried')).search.slice(1);
    const body = JSON.stringify({ query, receivedAt: Date.now() });
    await stack.aws.queues.send(queueArnOf(stack, 'DeadLetterQueueUrl'), body);
    expect(await redrive()).toMatch(/^dead-letter queue +reward +1 +1 +0$/m);
    const home = async () => (await app.call('GET', '/users/home')).json();
    await expect.poll(home, patience).toMatchObject({ allowance: { earned: 1 } });
  });

  it('reaches a stack only while it runs', async () => {
    expect(await readOperatorAccess(stateDirectory)).toEqual(stack.operator);
    await forget();
    expect(await readOperatorAccess(stateDirectory)).toBeUndefined();
    // A number that no process can have: the stack was killed and cleaned nothing up.
    await keepOperatorAccess(stateDirectory, { ...stack.operator, processId: 2 ** 31 - 1 });
    expect(await readOperatorAccess(stateDirectory)).toBeUndefined();
  });
});
