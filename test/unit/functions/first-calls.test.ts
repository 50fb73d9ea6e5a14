import { expect, it } from 'vitest';
import { firstCalls } from '../../../functions/process-lecture/first-calls.ts';
import { workerProviders } from '../../../functions/process-lecture/providers.ts';
import { processLectureEnvironment } from '../../../shared/contracts/environment.ts';
import { loadEnvironment } from '../../../shared/platform/environment.ts';
import { setFunctionEnvironment } from '../../support/function-environment.ts';
import { lectureJourney } from '../../support/lecture-journey.ts';

it('the first calls are a lecture’s own reads, for no learner: they pay for nothing and leave nothing behind', async () => {
  const journey = lectureJourney();
  const asked: unknown[] = [];
  const { lectures, recordings, hasWithdrawn } = journey.processPorts;
  const calls = firstCalls({
    lectures: {
      ...lectures,
      find: async (key, consistency) => {
        asked.push(['row', key, consistency]);
        return lectures.find(key, consistency);
      },
    },
    recordings: {
      ...recordings,
      open: async (key) => {
        asked.push(['recording', key]);
        return recordings.open(key);
      },
    },
    hasWithdrawn: async (userId) => {
      asked.push(['consents', userId]);
      return hasWithdrawn(userId);
    },
  });
  await Promise.all(calls.map((call) => call()));
  const nobody = { userId: 0, lectureId: 0 };
  expect(asked).toEqual([
    ['row', nobody, 'eventual'],
    ['recording', nobody],
    ['consents', 0],
  ]);
  expect(journey.lectures.rows.size).toBe(0);
  expect([journey.speech.calls, journey.chat.calls]).toEqual([[], []]);
});

it('the first calls reach each server of speech and chat once, even if both have one address', async () => {
  setFunctionEnvironment();
  const environment = await loadEnvironment('process-lecture', processLectureEnvironment);
  const at = (baseUrl: string, model: string) => ({ baseUrl, model });
  const reached = (speech: string, chat: string) =>
    workerProviders({
      ...environment,
      SPEECH_ENDPOINTS: [at(speech, 'whisper-1'), at('https://second.test/v1', 'whisper-1')],
      CHAT_ENDPOINTS: [at(chat, 'gpt-6-luna')],
    }).reach.length;
  expect(reached('https://one.test/v1', 'https://one.test/v1')).toBe(1);
  expect(reached('https://one.test/v1', 'https://other.test/v1')).toBe(2);
});
