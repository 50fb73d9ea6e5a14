import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../infra/openai-stand-in/server.ts';
import { openAiChat } from '../../../shared/adapters/openai-chat.ts';
import { readFound } from '../../../shared/assessment/find.ts';
import { saidSentences, saidText } from '../../support/lecture-factory.ts';
import { endpointAt, providerErrorOf, questionAboutTalk } from './provider-endpoint.ts';

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

const ask = () =>
  openAiChat(endpointAt(standIn.baseUrl, 'chat-model')).ask(questionAboutTalk(), limits);

describe('an assessment', () => {
  it('is asked for by a schema that strict mode takes, and comes back in it', async () => {
    const { answer, model } = await ask();
    expect(model).toBe('chat-model');
    const { passages } = readFound(answer, 3);
    expect(passages[1]?.[0]).toContain(saidSentences[1].slice(0, 10));
  });

  it('sends the rules apart from what the learner said', async () => {
    await ask();
    const [rules, talk, ...others] = standIn.requests[0]?.messages ?? [];
    expect(rules?.role).toBe('system');
    expect(rules?.content).not.toContain(saidText);
    expect(talk).toEqual({ role: 'user', content: `<transcript>\n${saidText}\n</transcript>` });
    expect(others).toEqual([]);
  });
});

describe('an answer that is no JSON', () => {
  it.each(['length'] as const)('by %s is asked for once more', async (kind) => {
    standIn.misbehave({ kind });
    await expect(ask()).resolves.toMatchObject({ model: 'chat-model' });
    expect(standIn.requests).toHaveLength(2);
  });

  it.each(['length'] as const)(
    'by %s is invalid when it comes twice, and is not paid for a third time',
    async (kind) => {
      standIn.misbehave({ kind }, always);
      const error = await providerErrorOf(ask());
      expect(error).toMatchObject({ step: 'assessment', kind: 'invalid' });
      expect(standIn.requests).toHaveLength(2);
    },
  );

  it('shares one budget with the second try', async () => {
    standIn.misbehave({ kind: 'invalid-json' });
    standIn.misbehave({ kind: 'hang-before-headers' });
    const endpoint = endpointAt(standIn.baseUrl);
    const call = openAiChat(endpoint).ask(questionAboutTalk(), {
      budgetMilliseconds: 1_000,
    });
    expect((await providerErrorOf(call)).kind).toBe('unavailable');
    expect(standIn.requests).toHaveLength(2);
  });
});

it.each(['refusal', 'content-filter'] as const)(
  'a %s is an answer: it is not asked for again',
  async (kind) => {
    standIn.misbehave({ kind }, always);
    expect(await providerErrorOf(ask())).toMatchObject({ step: 'assessment', kind: 'refused' });
    expect(standIn.requests).toHaveLength(1);
  },
);
