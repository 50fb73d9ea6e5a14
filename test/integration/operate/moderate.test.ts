import { expect, it } from 'vitest';
import { run as moderateCommand } from '../../../infra/operate/moderate-command.ts';
import { dynamoLeague } from '../../../shared/adapters/dynamo-league.ts';
import { dynamoOwnTopics } from '../../../shared/adapters/dynamo-own-topics.ts';
import { dynamoSharedTopics } from '../../../shared/adapters/dynamo-shared-topics.ts';
import { dynamoTopicReports } from '../../../shared/adapters/dynamo-topic-reports.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import { newCopy } from '../../../shared/own-topics/own-topic.ts';
import { testStart } from '../../support/manual-clock.ts';
import { preparedAnswer } from '../../support/topic-answer.ts';
import { finish, type OperatedStack, operatedStack } from './operated-stack.ts';

const owner = { userId: 7_001, lectureId: newId(testStart, 0.5) };
const copy = { userId: 7_002, lectureId: newId(testStart + 1_000, 0.5) };
const { keyPoints, misconceptions, openingQuestion, words, thinkFirst } = preparedAnswer;
const content = { keyPoints, misconceptions, card: { openingQuestion, words, thinkFirst } };
const code = '7QF39M0KV2TAXE5D';
const shown = '7QF3-9M0K-V2TA-XE5D';

/** A topic that was shared, copied once and reported twice. */
async function reported(stack: OperatedStack): Promise<void> {
  const topics = dynamoOwnTopics(stack.table);
  const shared = dynamoSharedTopics(stack.table);
  const reports = dynamoTopicReports(stack.table);
  for (const key of [owner, copy]) {
    await topics.create(newCopy(key, { title: '확산', content, code }, 'request-1', testStart));
  }
  const validUntil = testStart + 1_000_000;
  await shared.share({ code, owner, title: '확산', content, sharedAt: testStart, validUntil });
  await shared.noteCopy(copy, code, testStart);
  for (const [index, reason] of (['WRONG', 'SPAM'] as const).entries()) {
    const id = newId(testStart, index / 2);
    await reports.keep(8_000 + index, { id, code, reason, createdAt: testStart });
  }
}

const run = (stack: OperatedStack, ...argv: string[]) =>
  finish(moderateCommand, stack.surroundings(argv, { startsAt: testStart }));

it('npm run moderate lists what was reported and shows it, without a word about who it was', async () => {
  const stack = await operatedStack();
  expect((await run(stack)).printed).toContain('Nothing was reported.');
  await reported(stack);
  const listed = await run(stack);
  expect(listed.code).toBe(0);
  expect(listed.printed).toMatch(
    new RegExp(`${shown} +2 +1 +\\S+ +shared +(SPAM, WRONG|WRONG, SPAM)`),
  );
  const one = await run(stack, '--show', shown.toLowerCase());
  expect(one.printed).toContain(`${shown}: shared`);
  expect(one.printed).toMatch(/keyPoints\.0\.statement +확산은/);
  expect(listed.printed + one.printed).not.toMatch(/7001|7002|8000|8001/);
});

it('npm run moderate takes a topic down, with its copies if that is said, however often it is run', async () => {
  const stack = await operatedStack();
  await reported(stack);
  const topics = dynamoOwnTopics(stack.table);
  const first = await run(stack, '--take-down', shown);
  expect(first.printed).toContain('1 taken down, 0 copies deleted.');
  expect(await topics.find(owner, 'consistent')).toMatchObject({ takenDownAt: testStart, content });
  expect(await topics.find(copy, 'consistent')).toBeDefined();
  expect((await run(stack, '--show', shown)).code).toBe(1);
  expect((await run(stack)).printed).toMatch(/ +gone +/);
  const second = await run(stack, '--take-down', shown, '--copies');
  expect(second.printed).toContain('0 taken down, 1 copies deleted.');
  expect(await topics.find(copy, 'consistent')).toBeUndefined();
  expect((await run(stack, '--take-down', shown, '--copies')).printed).toContain('0 taken down, 0');
});

it('npm run moderate takes a name in the league down, and its learner goes on with a made-up one', async () => {
  const stack = await operatedStack();
  const league = dynamoLeague(stack.table, () => testStart);
  const { userId } = owner;
  const seat = { week: 20_780, group: 'GROUP', seat: 0 };
  await league.participations.join(userId);
  const name = await league.names.show(userId, { text: '가르치는 라면', code }, testStart);
  await league.participations.setName(userId, name);
  await league.groups.claim(userId, seat);
  await league.groups.sit(userId, seat, name, testStart);
  const report = {
    id: newId(testStart, 0),
    code,
    reason: 'OFFENSIVE',
    createdAt: testStart,
  } as const;
  await dynamoTopicReports(stack.table).keep(8_000, report);
  expect((await run(stack)).printed).toMatch(new RegExp(`${shown} +1 +0 +\\S+ +name +OFFENSIVE`));
  expect((await run(stack, '--show', shown)).printed).toContain('가르치는 라면');
  expect(await run(stack, '--take-down', shown)).toMatchObject({
    code: 0,
    printed: expect.stringContaining('The name is taken down.'),
  });
  expect(await league.groups.member(userId, seat)).toEqual({ userId, seat: 0, points: 0 });
  expect(await league.participations.find(userId, 'consistent')).toMatchObject({
    ...{ isIn: true, nameTakenDownAt: testStart },
  });
  expect((await run(stack)).printed).toMatch(/ +gone +/);
});

it.each([
  [['--show', 'nonsense'], 'is no code'],
  [['--show', shown, '--take-down', shown], 'Either --show or --take-down'],
  [['--copies'], '--copies goes with --take-down'],
])('npm run moderate refuses %j before it does anything', async (argv, problem) => {
  const stack = await operatedStack();
  expect(await run(stack, ...argv)).toMatchObject({
    code: 2,
    trouble: expect.stringContaining(problem),
  });
});
