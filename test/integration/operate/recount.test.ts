import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { run as recountCommand } from '../../../infra/operate/recount-command.ts';
import { standingKey, standingShardName } from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import {
  dynamoOutdatedStandings,
  dynamoStandings,
} from '../../../shared/adapters/dynamo-standings.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { standingShards } from '../../../shared/contracts/table.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import { rankingRule } from '../../../shared/ranking/counting-rule.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { testStart } from '../../support/manual-clock.ts';
import { finish, type OperatedStack, operatedStack } from './operated-stack.ts';

const today = seoulDay(testStart);

/** As the first rule left it: every graded recording counted, and without the rule's number. */
async function putOldStanding({ table }: OperatedStack, userId: number): Promise<void> {
  await table.client.send(
    new PutCommand({
      TableName: table.name,
      Item: {
        ...standingKey(userId),
        standingShard: standingShardName(userId % standingShards, 1),
        revision: 4,
        days: [today, 300, 3],
        recent: [],
      },
    }),
  );
}

/** Three recordings on one topic: by the new rule the first one counts. */
async function putLectures({ table }: OperatedStack, userId: number): Promise<void> {
  const lectures = dynamoLectures(table);
  for (const minutesAgo of [30, 20, 10]) {
    const createdAt = testStart - minutesAgo * 60_000;
    const lecture = lectureOf({ userId, createdAt, lectureId: newId(createdAt, 0.5) });
    await lectures.create(lecture);
    await lectures.finish(lecture, { status: 'SUCCESS', score: minutesAgo }, createdAt + 1_000);
  }
}

async function outdatedOf({ table }: OperatedStack): Promise<number[]> {
  const userIds: number[] = [];
  for await (const userId of dynamoOutdatedStandings(table)()) userIds.push(userId);
  return userIds.sort((a, b) => a - b);
}

it('npm run recount makes standings of the old rule again, and goes on where it was interrupted', async () => {
  const stack = await operatedStack();
  const standings = dynamoStandings(stack.table);
  const learners = [1, 2, 8, 9];
  for (const userId of learners) {
    await putOldStanding(stack, userId);
    await putLectures(stack, userId);
  }
  expect(await outdatedOf(stack)).toEqual(learners);
  for await (const standing of standings.all()) expect.unreachable(JSON.stringify(standing));

  const interrupted = stack.surroundings([], { startsAt: testStart });
  interrupted.pressControlC();
  expect(await finish(recountCommand, interrupted)).toMatchObject({ code: 130 });
  expect(await outdatedOf(stack)).toEqual(learners);

  const { code, printed } = await finish(
    recountCommand,
    stack.surroundings([], { startsAt: testStart }),
  );
  expect(code).toBe(0);
  expect(printed).toContain('4 made anew');
  expect(await outdatedOf(stack)).toEqual([]);
  for (const userId of learners) {
    expect(await standings.find(userId)).toMatchObject({
      rule: rankingRule,
      days: [{ day: today, sum: 30, count: 1 }],
    });
  }

  const again = await finish(recountCommand, stack.surroundings([], { startsAt: testStart }));
  expect(again.printed).toContain('0 made anew');
});

it('npm run recount skips deleted learners and standings that it cannot make, and says so', async () => {
  const stack = await operatedStack();
  await putOldStanding(stack, 1);
  await dynamoUsers(stack.table).leaveTombstone(1, 1, testStart);
  await putOldStanding(stack, 2);
  await stack.table.client.send(
    new PutCommand({
      TableName: stack.table.name,
      Item: { ...standingKey(2), standingShard: standingShardName(2, 1), revision: 'broken' },
    }),
  );
  await putOldStanding(stack, 3);
  await putLectures(stack, 3);

  const { code, printed } = await finish(
    recountCommand,
    stack.surroundings([], { startsAt: testStart }),
  );

  expect(code).toBe(1);
  expect(printed).toContain('1 made anew, 1 of deleted learners left alone, 1 not made.');
  const { Item } = await stack.table.client.send(
    new GetCommand({ TableName: stack.table.name, Key: standingKey(3) }),
  );
  expect(Item).toMatchObject({ rule: rankingRule, revision: 5 });
});
