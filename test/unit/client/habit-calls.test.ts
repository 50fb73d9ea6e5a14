import { expect, it } from 'vitest';
import { examples } from '../../../shared/contracts/examples.ts';
import { clientOf } from './fake-ports.ts';

it('a client reads its first screen, swaps the quest and reads the reviews', async () => {
  const { api } = clientOf({
    'GET /api/v1/users/home': { body: examples['get-home']['due']?.response },
    'POST /api/v1/users/quest/swap': { body: examples['swap-quest']['swapped']?.response },
    'GET /api/v1/users/reviews': { body: examples['list-reviews']['two']?.response },
  });
  const home = await api.home();
  expect(home).toMatchObject({
    quest: { topicName: '해시 테이블', keyPoints: [2, 4], canSwap: true },
    streak: { days: 3, freezes: 1 },
    ...{ due: [{ topicId: 1001, state: 'DUE' }], allowance: { lecturesLeft: 50 } },
  });
  expect(await api.swapQuest()).toMatchObject({ topicName: '퀵 정렬', canSwap: false });
  expect((await api.reviews()).map(({ state }) => state)).toEqual(['DUE', 'LATER']);
});
