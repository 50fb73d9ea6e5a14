import { expect, it } from 'vitest';
import { chatInTurn } from '../../../shared/assessment/chat-in-turn.ts';
import type { ChatModel } from '../../../shared/assessment/chat-model.ts';
import { callsOfClaim } from '../../../shared/lectures/calls-of-claim.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { heardOf, lectureOf } from '../../support/lecture-factory.ts';
import { testPrices } from '../../support/lecture-journey.ts';
import { scriptedSpeech } from '../../support/scripted-providers.ts';

const question = {
  step: 'judge',
  system: '',
  user: '',
  answerSchema: {},
  maximumAnswerTokens: 1,
} as const;
const limits = { budgetMilliseconds: 200_000 };
const usage = { inputTokens: 1_000, outputTokens: 500 };
const ofUsage =
  (1_000 * testPrices.chatPerMillionInputTokens + 500 * testPrices.chatPerMillionOutputTokens) / 1;

const answering: ChatModel = {
  ask: async () => ({ answer: {}, isWhole: true, model: 'm', provider: 'p', usage }),
};
const paidInVain: ChatModel = {
  ask: () => Promise.reject(new ProviderError('assessment', 'invalid', 'no JSON', 0, usage)),
};

const callsTo = (...endpoints: readonly ChatModel[]) =>
  callsOfClaim(
    {
      speech: scriptedSpeech(heardOf()).port,
      chat: chatInTurn(endpoints, { clock: () => 0 }),
    },
    lectureOf(),
    testPrices,
  );

it('calls that one endpoint was paid for in vain are billed beside what the next one answered', async () => {
  const calls = callsTo(paidInVain, answering);
  await calls.chat.ask(question, limits);
  expect(calls.spentMicroDollars()).toBe(2 * ofUsage);
  expect(calls.askedInVain()).toEqual({ assessment: [0] });
});

it('calls that nobody answered are billed as often as they were paid for', async () => {
  const calls = callsTo(paidInVain, paidInVain);
  await expect(calls.chat.ask(question, limits)).rejects.toThrow(ProviderError);
  expect(calls.spentMicroDollars()).toBe(2 * ofUsage);
  expect(calls.askedInVain()).toEqual({ assessment: [0, 1] });
});
