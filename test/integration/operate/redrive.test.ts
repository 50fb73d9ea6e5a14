import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { run as redriveCommand } from '../../../infra/operate/redrive-command.ts';
import { lectureKey } from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoLectures, preparationRows } from '../../../shared/adapters/dynamo-lectures.ts';
import type { FailureReason } from '../../../shared/contracts/lecture.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import type { Lecture, LectureKey } from '../../../shared/lectures/lecture.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { allow, role } from '../../support/stack-model.ts';
import { finish, type OperatedStack, operatedStack } from './operated-stack.ts';

const now = Date.now();
const minute = 60_000;
const day = 86_400_000;
let made = 0;

/** A lecture's row, begun an hour ago unless told otherwise. */
async function lecture(stack: OperatedStack, parts: Partial<Lecture> = {}): Promise<LectureKey> {
  made += 1;
  const createdAt = parts.createdAt ?? now - 60 * minute;
  const key = { userId: 7_000_000_000 + made, lectureId: newId(createdAt, 0) + made };
  const row = lectureOf({ ...key, createdAt, attempt: 3, stage: 'DONE', ...parts });
  await dynamoLectures(stack.table).create(row);
  return key;
}

const failed = (stack: OperatedStack, failureReason: FailureReason, parts: Partial<Lecture> = {}) =>
  lecture(stack, { status: 'FAILURE', failureReason, endedAt: now - 50 * minute, ...parts });

/** The preparation of an own topic that failed for a passing reason. */
async function failedTopic(stack: OperatedStack): Promise<LectureKey> {
  made += 1;
  const createdAt = now - 60 * minute;
  const key = { userId: 7_000_000_000 + made, lectureId: newId(createdAt, 0) + made };
  const row = lectureOf({ ...key, createdAt, attempt: 3, kind: 'text', stage: 'DONE' });
  const ended = { status: 'FAILURE', failureReason: 'PROVIDER_UNAVAILABLE' } as const;
  await dynamoLectures(stack.table, preparationRows).create({ ...row, ...ended });
  return key;
}

async function bury(stack: OperatedStack, body: unknown): Promise<void> {
  await stack.sqs.send(
    new SendMessageCommand({
      QueueUrl: stack.queueUrl('DeadLetters'),
      MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
}

const eventOf = ({ userId, lectureId }: LectureKey) => ({
  Records: [
    { s3: { object: { key: `recordings/${userId}/${lectureId}`, size: 4_000, eTag: 'etag-1' } } },
  ],
});

/** Takes everything out of a queue: its bodies, in no order. */
async function bodiesIn(stack: OperatedStack, name: 'Lectures' | 'DeadLetters' | 'Rewards') {
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await stack.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: stack.queueUrl(name), MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return bodies;
    bodies.push(...Messages.map(({ Body = '' }) => Body));
  }
}

const sentBy = async (stack: OperatedStack): Promise<unknown[]> =>
  (await bodiesIn(stack, 'Lectures')).map((body) => JSON.parse(body));

const run = (stack: OperatedStack, ...argv: readonly string[]) =>
  finish(redriveCommand, stack.surroundings(argv));

describe('npm run redrive', () => {
  it('sends passing failures, stamped and once, and leaves all others', async () => {
    const stack = await operatedStack();
    const passing = [
      await failed(stack, 'PROVIDER_UNAVAILABLE'),
      await failed(stack, 'PROVIDER_QUOTA'),
      await failed(stack, 'DEADLINE_EXCEEDED'),
      await failed(stack, 'INTERNAL_ERROR'),
    ];
    const topic = await failedTopic(stack);
    await failed(stack, 'UPLOAD_MISSING');
    await failed(stack, 'QUOTA_EXCEEDED');
    await failed(stack, 'PROVIDER_QUOTA', { createdAt: now - 4 * day });
    await lecture(stack, { status: 'SUCCESS', score: 80 });
    await lecture(stack, { status: 'STT_EMPTY' });
    await lecture(stack, { status: 'IN_PROGRESS', stage: 'QUEUED' });

    const first = await run(stack);
    expect(first).toMatchObject({ code: 0, trouble: '' });
    expect(first.printed).toMatch(/^total +5 +5 +0$/m);
    expect(await sentBy(stack)).toEqual(
      expect.arrayContaining([
        ...passing.map((key) => ({ ...key, redrive: true })),
        { ...topic, of: 'topic', redrive: true },
      ]),
    );

    const second = await run(stack);
    expect(second.printed).toMatch(/^total +5 +0 +5$/m);
    expect(second.printed).toContain('5 were sent within the hour and wait for a worker.');
    expect(await sentBy(stack)).toEqual([]);
  });

  it('sends a lecture again that failed again, or that no worker took up', async () => {
    const stack = await operatedStack();
    const key = await failed(stack, 'PROVIDER_QUOTA');
    await run(stack);
    await bodiesIn(stack, 'Lectures');
    const set = (values: Record<string, number>) =>
      stack.table.client.send(
        new UpdateCommand({
          TableName: stack.table.name,
          Key: lectureKey(key),
          UpdateExpression: `SET ${Object.keys(values).map((name) => `${name} = :${name}`)}`,
          ExpressionAttributeValues: Object.fromEntries(
            Object.entries(values).map(([name, value]) => [`:${name}`, value]),
          ),
        }),
      );

    await set({ attempt: 4, endedAt: Date.now() + minute });
    await run(stack);
    expect(await sentBy(stack)).toEqual([{ ...key, redrive: true }]);

    await set({ redrivenAt: now - 61 * minute, endedAt: now - 70 * minute });
    await run(stack);
    expect(await sentBy(stack)).toEqual([{ ...key, redrive: true }]);
  });

  it('sends a failure once if two runs meet', async () => {
    const stack = await operatedStack();
    const key = await failed(stack, 'PROVIDER_UNAVAILABLE');
    await Promise.all([run(stack), run(stack)]);
    expect(await sentBy(stack)).toEqual([{ ...key, redrive: true }]);
  });

  it('empties the dead-letter queue: events and own messages, one for each lecture', async () => {
    const stack = await operatedStack();
    const byEvent = await failed(stack, 'PROVIDER_UNAVAILABLE');
    const byMessage = await lecture(stack, { status: 'SUCCESS', score: 80 });
    const unsubmitted = { userId: 7_900_000_001, lectureId: newId(now, 0.5) };
    await bury(stack, eventOf(byEvent));
    await bury(stack, byEvent);
    await bury(stack, byMessage);
    await bury(stack, unsubmitted);

    const { printed } = await run(stack);
    const sent = await sentBy(stack);
    expect(sent).toHaveLength(3);
    expect(sent).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...byEvent, redrive: true }),
        { ...byMessage, redrive: true },
        { ...unsubmitted, redrive: true },
      ]),
    );
    expect(printed).toMatch(/^dead-letter queue +PROVIDER_UNAVAILABLE +2 +1 +0$/m);
    expect(printed).toMatch(/^dead-letter queue +SUCCESS +1 +1 +0$/m);
    expect(printed).toMatch(/^dead-letter queue +not submitted +1 +1 +0$/m);
    expect(printed).toContain('1 named a lecture that another message named too.');

    const second = await run(stack);
    expect(second.printed).toContain('1 were sent within the hour');
    expect(await sentBy(stack)).toEqual([]);
  });

  it('sends rewards to their own queue, unchanged', async () => {
    const stack = await operatedStack();
    const reward = { query: 'ad_unit=1&signature=AA&key_id=1', receivedAt: now - day };
    await bury(stack, reward);
    expect((await run(stack, '--dry-run')).printed).toMatch(
      /^dead-letter queue +reward +1 +1 +0$/m,
    );
    expect((await run(stack)).printed).toMatch(/^dead-letter queue +reward +1 +1 +0$/m);
    expect((await bodiesIn(stack, 'Rewards')).map((body) => JSON.parse(body))).toEqual([reward]);
    expect(await bodiesIn(stack, 'DeadLetters')).toEqual([]);
    expect(await sentBy(stack)).toEqual([]);
  });

  it('leaves rewards if the stage has switched them off by now, and says so', async () => {
    const stack = await operatedStack({}, { hasRewards: false });
    await bury(stack, { query: 'a', receivedAt: 1 });
    const { printed } = await run(stack, '--drop-unreadable');
    expect(printed).toMatch(/^dead-letter queue +reward +1 +0 +1$/m);
    expect(printed).toContain('1 are rewards, and this stage has them off');
    expect(await bodiesIn(stack, 'DeadLetters')).toHaveLength(1);
  });

  it('shows and leaves messages that name no lecture, until it is told to drop them', async () => {
    const stack = await operatedStack();
    await bury(stack, `{"Event":"s3:TestEvent","note":"\u009b2J\u202e${'x'.repeat(100)}"}`);

    const kept = await run(stack);
    expect(kept.printed).toContain('"{\\"Event\\":\\"s3:TestEvent\\"');
    expect(kept.printed).toContain('\\u009b2J\\u202exxx');
    expect(kept.printed).not.toMatch(/[\u009b\u202e]/);
    expect(kept.printed).toMatch(/^total +1 +0 +1$/m);
    const dropped = await run(stack, '--drop-unreadable');
    expect(dropped.printed).toContain('1 unreadable deleted.');
    expect(await bodiesIn(stack, 'DeadLetters')).toEqual([]);
  });

  it('counts and changes nothing as a dry run', async () => {
    const stack = await operatedStack();
    const key = await failed(stack, 'PROVIDER_QUOTA');
    await bury(stack, await failed(stack, 'INTERNAL_ERROR'));
    await bury(stack, 'gibberish');
    const { printed } = await run(stack, '--dry-run', '--drop-unreadable');
    expect(printed).toMatch(/^dead-letter queue +INTERNAL_ERROR +1 +1 +0$/m);
    expect(printed).toMatch(/^failed lectures +PROVIDER_QUOTA +1 +1 +0$/m);
    expect(printed).toContain('Would send');
    expect(await bodiesIn(stack, 'Lectures')).toEqual([]);
    expect(await bodiesIn(stack, 'DeadLetters')).toHaveLength(2);
    const { Item } = await stack.table.client.send(
      new GetCommand({ TableName: stack.table.name, Key: lectureKey(key) }),
    );
    expect(Item).not.toHaveProperty('redrivenAt');
  });

  it('looks back as far as it is told, but not beyond the recordings', async () => {
    const stack = await operatedStack();
    const old = await failed(stack, 'PROVIDER_QUOTA', { createdAt: now - 4 * day });
    const tooFar = await run(stack, '--since', '8d');
    expect(tooFar).toMatchObject({ code: 2, trouble: expect.stringContaining('7d at most') });
    await run(stack, '--since', '5d');
    expect(await sentBy(stack)).toEqual([{ ...old, redrive: true }]);
  });

  it('ends between two lectures at Ctrl-C, and the next run goes on', async () => {
    const stack = await operatedStack();
    for (let count = 0; count < 12; count++) {
      await bury(stack, await failed(stack, 'PROVIDER_UNAVAILABLE'));
    }
    const surroundings = stack.surroundings([]);
    surroundings.pressControlC();
    expect(await finish(redriveCommand, surroundings)).toMatchObject({ code: 130 });
    expect(surroundings.asked()).toContain('nothing is lost');

    const cut = stack.surroundings([]);
    let answered = 0;
    stack.edge.aws.forgetCalls();
    const watch = setInterval(() => {
      answered = stack.edge.aws.calls.filter(({ action }) => action === 'sqs:SendMessage').length;
      if (answered >= 3) cut.pressControlC();
    }, 1);
    const { code } = await finish(redriveCommand, cut);
    clearInterval(watch);
    expect(code).toBe(130);
    await run(stack);
    expect(await sentBy(stack)).toHaveLength(12);
    expect(await bodiesIn(stack, 'DeadLetters')).toEqual([]);
  });

  it('prints how far it came if it may not go on', async () => {
    const stack = await operatedStack({
      roles: [
        role('Operator', [
          allow(['sqs:*', 'dynamodb:PutItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem'], ['*']),
        ]),
      ],
    });
    await bury(stack, await failed(stack, 'PROVIDER_UNAVAILABLE'));
    const { code, printed, trouble } = await run(stack);
    expect(code).toBe(1);
    expect(trouble).toContain('dynamodb:Scan');
    expect(printed).toMatch(/^total +1 +1 +0$/m);
  });
});
