import { expect, it } from 'vitest';
import { examples } from '../../../shared/contracts/examples.ts';
import { clientOf } from './fake-ports.ts';

const exampleOf = (route: keyof typeof examples, name?: string) => {
  const cases = Object.entries(examples[route]);
  const [, example] = cases.find(([each]) => each === name) ?? cases[0] ?? [];
  return { body: example?.response };
};

it('a client creates a topic of its own, polls it, edits it and deletes it', async () => {
  const { api, server } = clientOf({
    'POST /api/v1/users/topics': exampleOf('create-topic'),
    'GET /api/v1/users/topics/8': [
      { ...exampleOf('get-own-topic', 'preparing'), headers: { 'retry-after': '3' } },
      exampleOf('get-own-topic'),
    ],
    'GET /api/v1/users/topics': exampleOf('list-own-topics'),
    'PUT /api/v1/users/topics/8': exampleOf('edit-topic'),
    'DELETE /api/v1/users/topics/8': {},
  });
  const { topic: asked } = await api.createTopic({ title: '삼투', notes: '물이 간다.' }, 'key-2');
  expect(asked).toMatchObject({ status: 'PREPARING', keyPoints: [], card: undefined });
  expect(server.seen.at(-1)).toMatchObject({
    headers: { 'idempotency-key': 'key-2' },
    body: { title: '삼투', notes: '물이 간다.' },
  });

  expect((await api.ownTopic(8)).retryAfterSeconds).toBe(3);
  const { topic, retryAfterSeconds } = await api.ownTopic(8);
  expect(retryAfterSeconds).toBeUndefined();
  expect(topic).toMatchObject({
    status: 'READY',
    card: { words: ['농도', '반투과성 막', '용질'] },
    notes: expect.stringContaining('확산'),
  });
  const [listed] = await api.ownTopics();
  expect(listed?.title).toBe('중간고사: 삼투와 확산');
  expect(listed).not.toHaveProperty('notes');

  const keyPoints = topic.keyPoints.map(({ statement }) => ({ statement, weight: 1 }));
  expect((await api.editTopic(8, { title: '삼투와 확산', keyPoints })).title).toBe('삼투와 확산');
  expect(server.seen.at(-1)?.body).toEqual({ title: '삼투와 확산', keyPoints });
  await api.deleteTopic(8);
});
