import { describe, expect, it } from 'vitest';
import type { ChatModel } from '../../../shared/assessment/chat-model.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { loadAssessedTopics } from '../../evaluation/assessed-topics.ts';
import { loadLabelledLectures } from '../../evaluation/labelled-lectures.ts';
import { runLectures } from '../../evaluation/lecture-runs.ts';
import { retryingChat } from '../../evaluation/retrying-chat.ts';

const topics = loadAssessedTopics();
const lectures = loadLabelledLectures(topics);
const talks = lectures.filter(({ tag }) => tag === 'correct').slice(0, 6);

const nothingSaid = {
  answer: { keyPoints: Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`k${n}`, []])) },
  isWhole: true,
  model: 'scripted',
  provider: 'scripted.test',
};
const answering: ChatModel = { ask: () => Promise.resolve(nothingSaid) };
const failing = (error: Error): ChatModel => ({ ask: () => Promise.reject(error) });

describe('running the lectures', () => {
  it('assesses each as often as asked, in the order given', async () => {
    const { evaluated, models, failures } = await runLectures(talks, {
      topics,
      chatOf: () => answering,
      runs: 3,
    });
    expect(evaluated.map(({ lecture }) => lecture.id)).toEqual(talks.map(({ id }) => id));
    expect(evaluated.map(({ runs }) => runs.map(({ run }) => run))).toEqual(
      talks.map(() => [1, 2, 3]),
    );
    expect(models).toEqual(['scripted']);
    expect(failures).toEqual([]);
  });

  it('never has more calls under way at once than asked', async () => {
    let underWay = 0;
    let most = 0;
    const counting: ChatModel = {
      async ask() {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((resolve) => setImmediate(resolve));
        underWay -= 1;
        return nothingSaid;
      },
    };
    await runLectures(talks, { topics, chatOf: () => counting, runs: 2, concurrency: 3 });
    expect(most).toBe(3);
  });

  it('asks no model about silence, as the worker does', async () => {
    const silent = lectures.filter(({ transcript }) => transcript === '');
    const { evaluated, failures } = await runLectures(silent, {
      topics,
      chatOf: () => failing(new Error('asked')),
      runs: 1,
    });
    expect(silent.length).toBeGreaterThan(0);
    expect(evaluated.map(({ runs }) => runs[0]?.score)).toEqual(silent.map(() => 0));
    expect(failures).toEqual([]);
  });

  it('reports a failed attempt beside the others', async () => {
    const rejected = failing(new ProviderError('assessment', 'rejected', '400'));
    const { evaluated, failures, ofNoUse } = await runLectures(talks, {
      topics,
      chatOf: ({ lecture, run }) => (lecture === talks[2] && run === 2 ? rejected : answering),
      runs: 2,
    });
    expect(failures).toEqual([
      {
        lectureId: talks[2]?.id,
        run: 2,
        reason: 'assessment: rejected (400)',
      },
    ]);
    expect(ofNoUse).toEqual([]);
    expect(evaluated[2]?.runs.map(({ run }) => run)).toEqual([1]);
  });

  it('distinguishes a talk for which no answer was of use', async () => {
    const inventing: ChatModel = {
      ask: async () => ({
        answer: { keyPoints: { k1: ['아무도 하지 않은 말을 지어내어 옮긴다'] } },
        ...{ isWhole: true, model: 'inventing', provider: 'test' },
      }),
    };
    const { evaluated, failures, ofNoUse } = await runLectures(talks, {
      topics,
      chatOf: ({ lecture }) => (lecture === talks[0] ? inventing : answering),
      runs: 1,
    });
    expect(failures).toEqual([]);
    expect(ofNoUse).toMatchObject([{ lectureId: talks[0]?.id }]);
    expect(evaluated).toHaveLength(talks.length - 1);
  });

  it('stops if no further call could succeed', async () => {
    const refused = new ProviderError('assessment', 'unauthorized', '401');
    await expect(
      runLectures(talks, { topics, chatOf: () => failing(refused), runs: 1 }),
    ).rejects.toBe(refused);
  });
});

describe('trying again', () => {
  const question = {
    step: 'judge',
    system: '',
    user: '',
    answerSchema: {},
    maximumAnswerTokens: 1,
  } as const;
  const limits = { budgetMilliseconds: 1_000 };
  const retried = (errors: ProviderError[], tries?: number) => {
    const pauses: number[] = [];
    const left = [...errors];
    const flaky: ChatModel = {
      ask: () => {
        const error = left.shift();
        return error ? Promise.reject(error) : Promise.resolve(nothingSaid);
      },
    };
    const chat = retryingChat(flaky, {
      ...(tries !== undefined && { tries }),
      random: () => 0,
      pause: (milliseconds) => {
        pauses.push(milliseconds);
        return Promise.resolve();
      },
    });
    return { pauses, answer: chat.ask(question, limits) };
  };
  const down = new ProviderError('assessment', 'unavailable', '503');

  it('waits twice as long each time', async () => {
    const { pauses, answer } = retried([down, down, down]);
    await answer;
    expect(pauses).toEqual([1_000, 2_000, 4_000]);
  });

  it('waits as long as the provider asks for', async () => {
    const { pauses, answer } = retried([
      new ProviderError('assessment', 'rate-limited', '429', 17),
    ]);
    await answer;
    expect(pauses).toEqual([17_000]);
  });

  it('gives up after so many tries', async () => {
    const { pauses, answer } = retried([down, down, down], 3);
    await expect(answer).rejects.toBe(down);
    expect(pauses).toHaveLength(2);
  });

  it('does not hammer a provider that refused for good', async () => {
    const broke = new ProviderError('assessment', 'quota', '429 insufficient_quota');
    const { pauses, answer } = retried([broke]);
    await expect(answer).rejects.toBe(broke);
    expect(pauses).toEqual([]);
  });
});
