import { describe, expect, it } from 'vitest';
import { chatInTurn } from '../../../shared/assessment/chat-in-turn.ts';
import type { ChatModel, ChatQuestion } from '../../../shared/assessment/chat-model.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { testStart } from '../../support/manual-clock.ts';

const question: ChatQuestion = {
  ...{ step: 'judge', system: 's', user: 'u', answerSchema: {}, maximumAnswerTokens: 1 },
};

/** Two chat models, the first of which is away, and what each was given to answer in. */
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

describe('chat models in turn', () => {
  it('answer by the first that can, each within a minute', async () => {
    const { given, answered } = twoModels(200_000);
    await expect(answered).resolves.toMatchObject({ answer: 'there' });
    expect(given).toEqual([60_000, 60_000]);
  });

  it('are not asked where a minute is not left, which is told of the step', async () => {
    const { given, answered } = twoModels(59_999);
    await expect(answered).rejects.toMatchObject({ step: 'assessment', kind: 'unavailable' });
    expect(given).toEqual([]);
  });
});
