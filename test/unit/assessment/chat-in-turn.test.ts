import { describe, expect, it } from 'vitest';
import { chatInTurn } from '../../../shared/assessment/chat-in-turn.ts';
import type { ChatModel, ChatQuestion } from '../../../shared/assessment/chat-model.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { manualClock, testStart } from '../../support/manual-clock.ts';

const question: ChatQuestion = {
  ...{ step: 'judge', system: 's', user: 'u', answerSchema: {}, maximumAnswerTokens: 1 },
};

/** Two chat models, the first of which is unreachable, and how long each was given to answer. */
function twoModels(budgetMilliseconds: number) {
  const given: number[] = [];
  const models: ChatModel[] = ['away', 'there'].map((name) => ({
    ask: async (_, limits) => {
      given.push(limits.budgetMilliseconds);
      if (name === 'away') throw new ProviderError('assessment', 'unavailable', '503');
      return { answer: name, isWhole: true, model: name, provider: name };
    },
  }));
  const answered = chatInTurn(models, { clock: () => testStart }).ask(question, {
    budgetMilliseconds,
  });
  return { given, answered };
}

/**
 * Chat models that give these answers, the last one for all later questions, each after so many seconds.
 */
function answering(seconds: number, ...scripts: readonly (readonly string[])[]) {
  const clock = manualClock();
  const asked: string[] = [];
  const models = scripts.map((answers, place): ChatModel => {
    let times = 0;
    return {
      ask: async ({ system }) => {
        asked.push(`${place}: ${system}`);
        clock.advanceSeconds(seconds);
        const answer = answers[times++] ?? answers.at(-1);
        const usage = { inputTokens: 10, outputTokens: 1 };
        return { answer, isWhole: true, model: `${place}`, provider: 'test', usage };
      },
    };
  });
  const wanted = {
    ...question,
    flawOf: (answer: unknown) =>
      answer === 'fit' ? undefined : { complaint: 'Unfit.', isTolerable: answer === 'poor' },
  };
  const failed: unknown[] = [];
  const limits = { budgetMilliseconds: 200_000, failed: (error: unknown) => failed.push(error) };
  const answered = chatInTurn(models, { clock: clock.now }).ask(wanted, limits);
  return { asked, failed, answered };
}

describe('an answer of no use', () => {
  it('is asked for once more with what was wrong, and both are billed', async () => {
    const { asked, answered } = answering(1, ['unfit', 'fit']);
    await expect(answered).resolves.toMatchObject({ answer: 'fit', usage: { inputTokens: 20 } });
    expect(asked).toEqual(['0: s', '0: s\n\nYour last answer was of no use. Unfit.']);
  });

  it('makes the next endpoint be asked if it comes twice, and the first one’s calls are billed', async () => {
    const { asked, failed, answered } = answering(1, ['unfit'], ['fit']);
    await expect(answered).resolves.toMatchObject({ answer: 'fit', model: '1' });
    expect(asked).toHaveLength(3);
    expect(failed).toMatchObject([{ kind: 'invalid', usage: { inputTokens: 20 } }]);
  });

  it('from every endpoint is invalid, after each was asked twice', async () => {
    const { asked, answered } = answering(1, ['unfit'], ['unfit']);
    await expect(answered).rejects.toMatchObject({ kind: 'invalid' });
    expect(asked).toHaveLength(4);
  });

  it('is used if it would do and no better one comes', async () => {
    const { answered } = answering(1, ['poor', 'unfit'], ['fit']);
    await expect(answered).resolves.toMatchObject({ answer: 'poor', model: '0' });
  });

  it('is asked for again only if a minute is left; otherwise the lecture goes back with its bill', async () => {
    const { asked, failed, answered } = answering(141, ['unfit'], ['fit']);
    await expect(answered).rejects.toMatchObject({ kind: 'unavailable' });
    expect(asked).toHaveLength(1);
    expect(failed).toMatchObject([{ usage: { inputTokens: 10 } }]);
  });
});

describe('chat models in turn', () => {
  it('give the answer of the first that can, each within a minute', async () => {
    const { given, answered } = twoModels(200_000);
    await expect(answered).resolves.toMatchObject({ answer: 'there' });
    expect(given).toEqual([60_000, 60_000]);
  });

  it('are not asked if less than a minute is left, and the error names the step', async () => {
    const { given, answered } = twoModels(59_999);
    await expect(answered).rejects.toMatchObject({ step: 'assessment', kind: 'unavailable' });
    expect(given).toEqual([]);
  });
});
