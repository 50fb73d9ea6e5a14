import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../infra/openai-stand-in/server.ts';
import { openAiChat } from '../../../shared/adapters/openai-chat.ts';
import { readFound } from '../../../shared/assessment/find-passages.ts';
import { saidSentences, saidText } from '../../support/lecture-factory.ts';
import {
  endpointAt,
  providerErrorOf,
  questionAboutTalk,
  startServer,
} from './provider-endpoint.ts';

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
  it('is asked for by a schema that strict mode accepts, and is answered in it', async () => {
    const { answer, model } = await ask();
    expect(model).toBe('chat-model');
    const { passages } = readFound(answer, 3);
    expect(passages[1]?.[0]).toContain(saidSentences[1].slice(0, 10));
  });

  it('sends the rules separately from what the learner said', async () => {
    await ask();
    const [rules, talk, ...others] = standIn.requests[0]?.messages ?? [];
    expect(rules?.role).toBe('system');
    expect(rules?.content).not.toContain(saidText);
    expect(talk).toEqual({ role: 'user', content: `<transcript>\n${saidText}\n</transcript>` });
    expect(others).toEqual([]);
  });
});

describe('an answer that is no JSON', () => {
  /** A server that says these things, one after the other, and repeats the last one. */
  const saying = async (...contents: string[]) => {
    const asked: number[] = [];
    const { baseUrl } = await startServer((request, response) => {
      const content = contents[Math.min(asked.length, contents.length - 1)];
      asked.push(asked.length);
      request.resume();
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ choices: [{ message: { content } }] }));
    });
    const call = openAiChat(endpointAt(baseUrl, 'chat-model')).ask(questionAboutTalk(), limits);
    return { asked, call };
  };

  it('leads to one more question', async () => {
    const { asked, call } = await saying('Let me think.', '{"keyPoints":{"k1":[]}}');
    await expect(call).resolves.toMatchObject({ answer: { keyPoints: { k1: [] } } });
    expect(asked).toHaveLength(2);
  });

  it('is invalid when it comes twice, and is not paid for a third time', async () => {
    const { asked, call } = await saying('Let me think.');
    expect(await providerErrorOf(call)).toMatchObject({ step: 'assessment', kind: 'invalid' });
    expect(asked).toHaveLength(2);
  });
});

it('an answer that is cut off is used for what it contains', async () => {
  standIn.misbehave({ kind: 'length' });
  await expect(ask()).resolves.toMatchObject({ isWhole: false });
  expect(standIn.requests).toHaveLength(1);
});

it.each(['refusal', 'content-filter'] as const)(
  'a %s is an answer, and the question is not asked again',
  async (kind) => {
    standIn.misbehave({ kind }, always);
    expect(await providerErrorOf(ask())).toMatchObject({ step: 'assessment', kind: 'refused' });
    expect(standIn.requests).toHaveLength(1);
  },
);
