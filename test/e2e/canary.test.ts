import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { lectureKey, profileKey, standingKey } from '../../shared/adapters/dynamo-keys.ts';
import { type RunningStack, runningStack } from './running-stack.ts';
import { withoutWorkerSource, withVariable } from './template-changes.ts';

const resultSchema = z.object({ lectureId: z.int(), score: z.number(), seconds: z.number() });

/** Sends the canary as its schedule does, but less patiently. */
const send = (stack: RunningStack, waitSeconds = 20) =>
  stack.runtime.invoke(stack.functionOf('send-canary').arn, { waitSeconds });

const failureOf = async (stack: RunningStack, waitSeconds?: number): Promise<string> => {
  const result = await send(stack, waitSeconds);
  if (result.succeeded) throw new Error('the canary came back');
  return result.errorMessage;
};

const metricsIn = ({ lines }: RunningStack): readonly string[] =>
  lines.flatMap(({ line }) => /"Metrics":\[\{"Name":"(\w+)"/.exec(line)?.[1] ?? []);

describe('the canary on a stage that works', async () => {
  const stack = await runningStack();
  const result = await send(stack);
  if (!result.succeeded) throw new Error(result.errorMessage);
  const held = resultSchema.parse(JSON.parse(result.payload));

  it('comes back with a score, having asked speech, the finding and the judging', async () => {
    expect(held.score).toBeGreaterThan(0);
    const asked = stack.standIn.requests.map(({ endpoint }) => endpoint);
    expect(asked.filter((endpoint) => endpoint === 'speech')).toHaveLength(1);
    expect(asked.filter((endpoint) => endpoint === 'chat').length).toBeGreaterThan(1);
  });

  it('leaves the tombstone of its user, and no lecture or standing', async () => {
    const keys = stack.aws.calls.flatMap(({ leadingKeys }) => leadingKeys);
    const userId = Number(keys.find((key) => key.startsWith('USER#'))?.slice('USER#'.length));
    await expect(stack.readItem(profileKey(userId))).resolves.toMatchObject({
      deletedAt: expect.any(Number),
    });
    for (const key of [lectureKey({ userId, lectureId: held.lectureId }), standingKey(userId)]) {
      await expect(stack.readItem(key)).rejects.toThrow();
    }
  });

  it('counts as no install, no active learner and no lecture, but with what it cost', () => {
    const measured = metricsIn(stack);
    for (const name of ['Installs', 'DailyActives', 'LecturesStarted', 'LecturesEnded']) {
      expect(measured).not.toContain(name);
    }
    expect(measured.join()).toContain('Seconds');
  });

  describe('whose providers fail', () => {
    afterEach(() => stack.standIn.behave());

    it.each([
      ['a dead key', { status: 401 }],
      ['a missing model', { status: 404, code: 'model_not_found' }],
    ])('notices %s', async (_, answer) => {
      stack.standIn.misbehave({ kind: 'status', ...answer }, { times: Number.POSITIVE_INFINITY });
      expect(await failureOf(stack, 3)).toMatch(/^result/);
    });
  });
});

describe('the canary on a stage whose queue nobody reads', async () => {
  const stack = await runningStack({ changeTemplate: withoutWorkerSource() });

  it('notices that nothing comes, and where it stopped', async () => {
    expect(await failureOf(stack, 2)).toBe(
      'result (its last stage was QUEUED): nothing within 2 s',
    );
  });
});

describe('the canary on a stage whose day is used up', async () => {
  const stack = await runningStack({
    changeTemplate: withVariable('process-lecture', 'DAILY_LECTURES_GLOBAL', '1'),
  });

  it('is the first to be turned away', async () => {
    expect((await send(stack)).succeeded).toBe(true);
    expect(await failureOf(stack)).toMatch(/^result: lecture \d+ ended as QUOTA_EXCEEDED$/);
  });
});
