import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { run as lectureCommand } from '../../../infra/operate/lecture-command.ts';
import { journeyLines, logLine, providerTroubles } from '../../../infra/operate/lecture-log.ts';
import { journeyIdSlot } from '../../../infra/stack/journey-query.ts';
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

it('a learner’s complaint leads to a lecture’s times, tries and cost, and to nothing that was said', async () => {
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
])('%j is shown as what it is', async (argv, code, trouble) => {
  const stack = await operatedStack();
  const ended = await finish(lectureCommand, stack.surroundings(argv));
  expect(ended).toMatchObject({ code, trouble: expect.stringContaining(trouble) });
});

/**
 * CloudWatch Logs with a saved query in parts, each of which finds these lines; the first search has ended
 * when it is looked at for the second time.
 */
async function fakeLogs(
  queryString: string,
  parts: Readonly<Record<string, readonly Record<string, string>[]>> = {
    worker: [{ message: 'claimed' }],
  },
) {
  const asked: unknown[] = [];
  let looks = 0;
  const server = createServer(async (request, response) => {
    const body = await json(request);
    const answers: Record<string, () => object> = {
      DescribeQueryDefinitions: () => ({
        queryDefinitions: Object.keys(parts).map((name) => ({
          queryString,
          logGroupNames: [name],
        })),
      }),
      StartQuery: () => {
        asked.push(body);
        return {
          queryId: z.object({ logGroupNames: z.array(z.string()) }).parse(body).logGroupNames[0],
        };
      },
      GetQueryResults: () => {
        looks += 1;
        if (looks === 1) return { status: 'Running' };
        const { queryId } = z.object({ queryId: z.string() }).parse(body);
        const results = parts[queryId]?.map((line) =>
          Object.entries(line).map(([field, value]) => ({ field, value })),
        );
        return { status: 'Complete', results };
      },
    };
    const action = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    response
      .writeHead(200, { 'content-type': 'application/x-amz-json-1.1' })
      .end(JSON.stringify(answers[action]?.()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const client = {
    region: 'ap-northeast-2',
    maxAttempts: 1,
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
  };
  const waited: number[] = [];
  const lines = () =>
    journeyLines(
      { client, stackName: 'LearningMate-dev', id: '17', from: 1_500, to: 2_500 },
      { wait: async (milliseconds) => void waited.push(milliseconds) },
    );
  return { asked, waited, lines };
}

it('a lecture’s lines are those of the saved query with its id in place of the placeholder', async () => {
  const { asked, waited, lines } = await fakeLogs(`filter @message like "${journeyIdSlot}"`);
  expect(await lines()).toEqual([{ message: 'claimed' }]);
  expect(asked).toEqual([
    {
      logGroupNames: ['worker'],
      queryString: 'filter @message like "17"',
      startTime: 1,
      endTime: 3,
    },
  ]);
  expect(waited).toHaveLength(1);
});

it('a lecture’s lines are in their order even if the saved query has parts', async () => {
  const line = (second: number, message: string) => ({
    '@timestamp': `2026-11-27 03:00:0${second}.000`,
    message,
  });
  const { asked, lines } = await fakeLogs(`filter @message like "${journeyIdSlot}"`, {
    api: [line(1, 'submitted'), line(4, 'read')],
    worker: [line(2, 'claimed'), line(3, 'ended')],
  });
  const said = (await lines()).map(({ message }) => message);
  expect(said).toEqual(['submitted', 'claimed', 'ended', 'read']);
  expect(asked).toHaveLength(2);
});

it('a saved query of an earlier release, with another place for the id, works too', async () => {
  const { asked, lines } = await fakeLogs('filter @message like "SOME-OTHER-WORD"');
  await expect(lines()).rejects.toThrow('deploy the stage again');
  expect(asked).toEqual([]);
});

it('providers’ failed answers are counted by step and kind', () => {
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
