import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../infra/openai-stand-in/server.ts';
import { chatgptAssessor } from '../../../shared/adapters/chatgpt-assessor.ts';
import { saidSentences, saidText } from '../../support/lecture-factory.ts';
import { assessmentRequest, endpointAt, providerErrorOf } from './provider-endpoint.ts';

const limits = { budgetMilliseconds: 20_000 };
const always = { times: Number.POSITIVE_INFINITY };

let standIn: OpenAiStandIn;
beforeAll(async () => {
  standIn = await startOpenAiStandIn();
});
afterEach(() => {
  standIn.behave();
  standIn.forget();
});
afterAll(() => standIn.stop());

const assess = (request = assessmentRequest()) =>
  chatgptAssessor(endpointAt(standIn.baseUrl, 'chat-model')).assess(request, limits);

describe('an assessment', () => {
  it('is asked for by a schema that strict mode takes, and comes back in it', async () => {
    const { answer, model } = await assess();
    expect(model).toBe('chat-model');
    expect(Object.keys(answer.keyPoints)).toEqual(['k1', 'k2', 'k3']);
    expect(answer.keyPoints['k2']?.quote).toContain(saidSentences[1].slice(0, 10));
    expect(answer.onTopic).toBe(true);
  });

  it.each([1, 3, 6])('answers every one of %i key points', async (keyPointCount) => {
    const { answer } = await assess({ ...assessmentRequest(), keyPointCount });
    expect(Object.keys(answer.keyPoints)).toHaveLength(keyPointCount);
  });

  it('sends the rules apart from what the learner said', async () => {
    await assess();
    const [rules, talk, ...others] = standIn.requests[0]?.messages ?? [];
    expect(rules?.role).toBe('system');
    expect(rules?.content).not.toContain(saidText);
    expect(talk).toEqual({ role: 'user', content: `<transcript>\n${saidText}\n</transcript>` });
    expect(others).toEqual([]);
  });
});

describe('an answer off the schema', () => {
  it.each(['schema-breaking', 'length'] as const)('by %s is asked for once more', async (kind) => {
    standIn.misbehave({ kind });
    await expect(assess()).resolves.toMatchObject({ model: 'chat-model' });
    expect(standIn.requests).toHaveLength(2);
  });

  it.each(['schema-breaking', 'length'] as const)(
    'by %s is invalid when it comes twice, and is not paid for a third time',
    async (kind) => {
      standIn.misbehave({ kind }, always);
      const error = await providerErrorOf(assess());
      expect(error).toMatchObject({ step: 'assessment', kind: 'invalid' });
      expect(standIn.requests).toHaveLength(2);
    },
  );
});

it.each(['refusal', 'content-filter'] as const)(
  'a %s is an answer: it is not asked for again',
  async (kind) => {
    standIn.misbehave({ kind }, always);
    expect(await providerErrorOf(assess())).toMatchObject({ step: 'assessment', kind: 'refused' });
    expect(standIn.requests).toHaveLength(1);
  },
);
