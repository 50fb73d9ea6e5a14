import { expect, it } from 'vitest';
import { liveShare, typedTopicCode } from '../../../shared/client/loop-wording.ts';
import { examples } from '../../../shared/contracts/examples.ts';
import { clientOf } from './fake-ports.ts';

const exampleOf = (route: keyof typeof examples) => ({
  body: Object.values(examples[route])[0]?.response,
});

it('a client shares a topic, and looks at, copies and reports a topic by its code', async () => {
  const { api, server } = clientOf({
    'POST /api/v1/users/topics/8/share': exampleOf('share-topic'),
    'DELETE /api/v1/users/topics/8/share': {},
    'GET /api/v1/topics/shared/7qf39mokv2taxe5d': exampleOf('get-shared-topic'),
    'POST /api/v1/topics/shared/7qf39mokv2taxe5d/copies': exampleOf('copy-shared-topic'),
    'POST /api/v1/topics/shared/7qf39mokv2taxe5d/reports': {},
  });
  expect(await api.shareTopic(8)).toEqual({
    code: '7QF3-9M0K-V2TA-XE5D',
    expiresAt: expect.any(String),
  });
  await api.stopSharing(8);

  const code = '7qf39mokv2taxe5d';
  expect(await api.sharedTopic(code)).toMatchObject({
    title: '중간고사: 삼투와 확산',
    keyPoints: [{ weight: 5 }, { weight: 5 }, { weight: 3 }],
    misconceptions: [{ correction: '확산에는 에너지가 들지 않는다.' }],
    card: { words: ['농도', '반투과성 막', '용질'] },
  });
  expect(await api.copySharedTopic(code)).toMatchObject({
    status: 'READY',
    copiedFrom: '7QF3-9M0K-V2TA-XE5D',
    share: undefined,
  });
  await api.reportSharedTopic(code, 'WRONG');
  expect(server.seen.at(-1)?.body).toEqual({ reason: 'WRONG' });
});

it.each([
  [' 7qf3-9m0k-v2ta-xe5d ', '7qf3-9m0k-v2ta-xe5d'],
  ['7QF39M0KV2TAXE5D', '7QF39M0KV2TAXE5D'],
  ['7QF3-9M0K-V2TA-XE5', undefined],
  ['7QF3-9M0K-V2TA-XE5U', undefined],
  ['삼투', undefined],
])('a code that was typed as “%s” is %s', (typed, code) => {
  expect(typedTopicCode(typed)).toBe(code);
});

it('a share ends when its time is over', () => {
  const share = { code: '7QF3-9M0K-V2TA-XE5D', expiresAt: '2026-12-22T03:14:15.926Z' };
  const until = Date.parse(share.expiresAt);
  expect(liveShare({ share }, until - 1)).toBe(share);
  expect(liveShare({ share }, until)).toBeUndefined();
  expect(liveShare({ share: undefined }, until)).toBeUndefined();
});
