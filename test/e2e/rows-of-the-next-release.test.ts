import { afterAll, describe, expect, it } from 'vitest';
import { addedKinds, dynamoOfTheNextRelease } from './dynamo-of-the-next-release.ts';
import { deletion } from './every-path.ts';
import { runningStack, startPatience, untilQueueIsEmpty } from './running-stack.ts';
import { wholeJourney } from './whole-journey.ts';

const dynamo = await dynamoOfTheNextRelease();
afterAll(() => dynamo.stop());
const stack = await runningStack({ dynamoDbEndpoint: dynamo.before });

/** The calls for users' rows that functions have made. */
const partitions = () => {
  const keys = stack.aws.calls.flatMap(({ leadingKeys }) => leadingKeys);
  return new Set(keys.filter((key) => key.startsWith('USER#')));
};

describe('a release, once the one after it has written every row', () => {
  it(
    'goes with a learner through everything, and does what is due by the clock',
    async () => {
      await wholeJourney(stack);
      await deletion(stack);
      for (const { functionArn } of stack.stack.schedules) await stack.runSchedule(functionArn);
      const canary = await stack.runtime.invoke(stack.functionOf('send-canary').arn, {});
      expect(canary).toMatchObject({ succeeded: true });
      expect(dynamo.widened()).toBeGreaterThan(100);
    },
    startPatience,
  );

  it('has met rows of kinds that it does not know', async () => {
    const kept = await Promise.all(
      [...partitions()].map((pk) =>
        stack.readItem({ pk, sk: addedKinds[0] ?? '' }).catch(() => {}),
      ),
    );
    expect(kept.filter((row) => row !== undefined).length).toBeGreaterThan(0);
  });

  it('has met nothing that it could not read', () => {
    const errors = stack.lines.filter(({ line }) => line.includes('"level":"error"'));
    expect(errors.map(({ line }) => line)).toEqual([]);
  });

  it('deletes with a user what it does not know of them', async () => {
    await untilQueueIsEmpty(stack);
    const left: string[] = [];
    const gone: string[] = [];
    for (const pk of partitions()) {
      const profile = await stack.readItem({ pk, sk: 'PROFILE' }).catch(() => ({}));
      if (!('deletedAt' in profile)) continue;
      gone.push(pk);
      for (const sk of addedKinds) {
        const isThere = await stack.readItem({ pk, sk }).then(
          () => true,
          () => false,
        );
        if (isThere) left.push(`${pk} ${sk}`);
      }
    }
    expect(gone.length).toBeGreaterThan(0);
    expect(left).toEqual([]);
  });
});
