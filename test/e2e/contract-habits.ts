import { expect, it, vi } from 'vitest';
import * as z from 'zod';
import { homeSchema } from '../../shared/contracts/habits.ts';
import { apiCall, expectProblem } from './api-call.ts';
import { patience, type RunningStack, recordingNamed, untilQueueIsEmpty } from './running-stack.ts';

const hashTable = 1001;
const date = expect.stringMatching(/^\d{4}-\d\d-\d\d$/);

const newcomer = {
  day: date,
  quest: {
    ...{ topicId: expect.any(Number), topicName: expect.stringMatching(/[가-힣]/) },
    ...{ keyPoints: [1, 2], reason: 'FIRST', isDone: false, canSwap: true },
  },
  streak: { days: 0, longest: 0, freezes: 0, bridged: 0, isDoneToday: false },
  ...{ due: [], dueCount: 0 },
  allowance: {
    ...{ lecturesLeft: expect.any(Number), earned: 0 },
    nextAt: expect.stringMatching(/T15:00:00.000Z$/),
  },
  rankingMessage: expect.stringMatching(/[가-힣]/),
};

/** The routes of streak, quest and reviews. */
export function describeHabits(stack: RunningStack) {
  const opened = async () => {
    const app = await stack.openApp();
    const token = app.stored()?.authToken;
    const call = (method: string, path: string, headers = {}) =>
      apiCall(stack.origin)(method, path, { token, headers });
    return { app, call, home: async () => (await call('GET', '/api/v1/users/home')).json() };
  };
  const taught = async () => {
    const learner = await opened();
    const recording = await recordingNamed('hash-table-partly.m4a');
    await learner.app.waitFor(await learner.app.teach(hashTable, recording));
    await untilQueueIsEmpty(stack);
    return learner;
  };

  return {
    'get-home'() {
      it('answers a quest and nothing else yet to a newcomer, the same all day', async () => {
        const { home } = await opened();
        const first = await home();
        expect(first).toEqual(newcomer);
        expect(await home()).toEqual(first);
      });

      it('shows a streak once a lecture was judged', async () => {
        const { home } = await taught();
        await vi.waitFor(
          async () =>
            expect(homeSchema.parse(await home())).toMatchObject({
              streak: { days: 1, longest: 1, isDoneToday: true },
              rankingMessage: expect.stringContaining('39점'),
            }),
          patience,
        );
      });

      it('takes no parameters', async () => {
        const { call } = await opened();
        const answer = await call('GET', '/api/v1/users/home?day=1');
        expectProblem(answer, 400, 'INVALID_REQUEST', ['day']);
      });
    },

    'list-reviews'() {
      it('says when a topic comes back, in the reader’s language', async () => {
        const { call } = await taught();
        const reviews = async () =>
          (await call('GET', '/api/v1/users/reviews', { 'accept-language': 'en' })).json();
        await vi.waitFor(
          async () =>
            expect(await reviews()).toEqual({
              reviews: [
                {
                  ...{ topicId: hashTable, topicName: 'Hash tables', state: 'SOON' },
                  ...{ dueOn: date, lastTaughtOn: date, strength: 100 },
                  keyPoints: [expect.any(Number), expect.any(Number)],
                },
              ],
            }),
          patience,
        );
      });
    },

    'swap-quest'() {
      it('swaps the quest once a day, and answers the same to a repeat', async () => {
        const { call, home } = await opened();
        const { quest } = homeSchema.parse(await home());
        const swap = async () => {
          const answer = await call('POST', '/api/v1/users/quest/swap');
          expect(answer.status).toBe(200);
          return z.looseObject({ topicId: z.int(), canSwap: z.boolean() }).parse(answer.json());
        };
        const other = await swap();
        expect(other.topicId).not.toBe(quest.topicId);
        expect(other.canSwap).toBe(false);
        expect(await swap()).toEqual(other);
        expect(await home()).toMatchObject({ quest: other });
      });
    },
  };
}
