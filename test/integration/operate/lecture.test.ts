import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { lectureCommand } from '../../../infra/operate/lecture-command.ts';
import { logLine, providerTroubles } from '../../../infra/operate/lecture-log.ts';
import { finish, operatedStack } from './operated-stack.ts';

const createdAt = Date.UTC(2026, 10, 27, 3, 0, 0);
const said = 'what-the-learner-said';

/** As a worker leaves it after its second try, with everything of the learner in it. */
const row = {
  pk: 'USER#7',
  sk: 'LECTURE#246010194810462',
  userId: 7,
  lectureId: 246010194810462,
  kind: 'recording',
  topic: { majorId: 1, subjectId: 2, topicId: 1001, name: said },
  catalogVersion: 'c1',
  later: { by: 'pupil', lectureId: 5, question: said, comment: said },
  status: 'FAILURE',
  stage: 'DONE',
  failureReason: 'PROVIDER_UNAVAILABLE',
  createdAt,
  deadlineAt: createdAt + 900_000,
  endedAt: createdAt + 310_000,
  attempt: 2,
  isCharged: true,
  spentMicroDollars: 4_200,
  askedInVain: { speech: [0], assessment: [] },
  correlationId: 'thread-1',
  labels: '1c2p',
  transcript: said,
};

it('a learner’s complaint becomes a lecture’s clocks, tries and cost, and nothing that was said', async () => {
  const stack = await operatedStack();
  await stack.table.client.send(new PutCommand({ TableName: stack.table.name, Item: row }));
  await stack.table.client.send(
    new PutCommand({
      TableName: stack.table.name,
      Item: { pk: 'USER#7', sk: `${row.sk}#DETAIL`, lectureId: row.lectureId, transcript: said },
    }),
  );
  const { code, printed } = await finish(lectureCommand, stack.surroundings(['246010194810462']));
  expect(code).toBe(0);
  expect(printed.split('\n').slice(1)).toEqual([
    'Lecture     246010194810462, recording, of user 7',
    'Topic       1001, catalog c1',
    'Status      FAILURE · DONE · PROVIDER_UNAVAILABLE',
    'Attempts    2, charged, $0.0042 spent',
    'In vain     speech: endpoint 1',
    'Thread      thread-1',
    'Clocks',
    '  2026-11-27T03:00:00.000Z       0 s  submitted',
    '  2026-11-27T03:05:10.000Z     310 s  ended',
    '  2026-11-27T03:15:00.000Z     900 s  deadline',
    'Logs        are what npm start says; with --verbose all of it',
    '',
  ]);
  expect(printed).not.toContain(said);
});

it.each([
  [['5'], 1, 'Nobody has submitted lecture 5 there'],
  [[], 2, 'Which lecture? Say its number'],
  [['5', '6'], 2, 'Which lecture? Say its number'],
  [['99999999999999999999'], 2, 'Which lecture? Say its number'],
])('%j is told as what it is', async (argv, code, trouble) => {
  const stack = await operatedStack();
  const ended = await finish(lectureCommand, stack.surroundings(argv));
  expect(ended).toMatchObject({ code, trouble: expect.stringContaining(trouble) });
});

it('providers’ answers that were none are counted by step and kind', () => {
  const error = { message: 'provider error', step: 'speech', kind: 'rate-limited', detail: '429' };
  const lines = [
    { message: 'claimed', attempt: '1' },
    error,
    error,
    { ...error, step: 'assessment', kind: 'quota' },
    { message: 'ended', kind: 'recording' },
  ];
  expect(providerTroubles(lines)).toEqual(['speech rate-limited × 2', 'assessment quota × 1']);
  expect(logLine({ '@timestamp': '2026-11-27 03:00:01.000', ...error, '@ptr': 'x' })).toBe(
    '  2026-11-27 03:00:01.000  provider error · speech · rate-limited · 429',
  );
});
