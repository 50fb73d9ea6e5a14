import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openAiChat } from '../../../shared/adapters/openai-chat.ts';
import type { OpenAiEndpoint } from '../../../shared/adapters/openai-client.ts';
import { openAiSpeech } from '../../../shared/adapters/openai-speech.ts';
import { chatInTurn } from '../../../shared/assessment/chat-in-turn.ts';
import { speechInTurn } from '../../../shared/speech/speech-in-turn.ts';
import {
  type Answer,
  endpointAt,
  providerErrorOf,
  recordingOf,
  refused,
  serverOf,
} from './provider-endpoint.ts';

const limits = { budgetMilliseconds: 20_000 };
const hints = { terms: ['해시 테이블', '버킷'], languages: ['ko', 'en'] };
const schema = {
  type: 'object',
  properties: { labels: { type: 'array', items: { type: 'string' } } },
  required: ['labels'],
  additionalProperties: false,
};
const question = {
  step: 'judge',
  system: 'Judge.',
  user: 'talk',
  answerSchema: schema,
  maximumAnswerTokens: 300,
} as const;
const rightJson = JSON.stringify({ labels: ['covered'] });

const completion = (content: unknown, parts: object = {}) => ({
  choices: [{ message: { role: 'assistant', content }, finish_reason: 'stop', ...parts }],
  model: 'm',
});
const askAt = (endpoint: OpenAiEndpoint) => openAiChat(endpoint).ask(question, limits);
const hearAt = (endpoint: OpenAiEndpoint, recording = recordingOf([Buffer.alloc(5_000)])) =>
  openAiSpeech(endpoint).transcribe(recording, { ...limits, hints });

const calls = {
  speech: (baseUrl: string) => hearAt(endpointAt(baseUrl, 'gpt-transcribe')),
  assessment: (baseUrl: string) => askAt(endpointAt(baseUrl, 'gpt-6-luna')),
};

describe.each(['speech', 'assessment'] as const)('%s', (step) => {
  const errorOf = async (answers: readonly Answer[]) => {
    const server = await serverOf(answers);
    return { error: await providerErrorOf(calls[step](server.baseUrl)), server };
  };

  it.each([301, 302, 307, 308])(
    'follows no redirect (%i), since it may lead anywhere',
    async (status) => {
      const elsewhere = await serverOf([{}]);
      const { error } = await errorOf([
        { status, headers: { location: `${elsewhere.baseUrl}/x` } },
      ]);
      expect(error).toMatchObject({ kind: 'unavailable', detail: `${status}` });
      expect(elsewhere.bodies).toEqual([]);
    },
  );

  it('reads no answer without end', async () => {
    const { error } = await errorOf([{ body: `{"text": "${'말'.repeat(3_000_000)}"}` }]);
    expect(error.kind).toBe('unavailable');
  });

  it('unpacks no gzip bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
    const { error } = await errorOf([{ headers: { 'content-encoding': 'gzip' }, body: bomb }]);
    expect(error.kind).toBe('unavailable');
  });

  it.each([
    [429, { 'retry-after-ms': '1500' }, 'rate-limited', 2],
    [429, { 'retry-after-ms': 'x', 'retry-after': '7' }, 'rate-limited', 7],
    [503, { 'retry-after': '30' }, 'unavailable', 30],
    [498, { 'retry-after': '3' }, 'rate-limited', 3],
  ])('comes back when %i with %j says', async (status, headers, kind, retryAfterSeconds) => {
    const { error } = await errorOf([{ status, headers }]);
    expect(error).toMatchObject({ kind, retryAfterSeconds });
  });

  it('tries once more if the gateway accepted the call and the model failed', async () => {
    const failed = { body: { error: { message: 'Provider returned error' } } };
    const good = { body: step === 'speech' ? { text: '말' } : completion(rightJson) };
    const server = await serverOf([failed, good]);
    await calls[step](server.baseUrl);
    expect(server.bodies).toHaveLength(2);

    const again = await errorOf([failed]);
    expect(again.error.kind).toBe('unavailable');
    expect(again.server.bodies).toHaveLength(2);
  });

  it('tries a key at once that was replaced since it was read', async () => {
    const good = { body: step === 'speech' ? { text: '말' } : completion(rightJson) };
    const server = await serverOf([{ status: 401 }, good]);
    const endpoint = {
      baseUrl: server.baseUrl,
      model: 'm',
      readApiKey: async (options?: { afresh: boolean }) => (options?.afresh ? 'new' : 'old'),
    };
    await (step === 'speech' ? hearAt(endpoint) : askAt(endpoint));
    expect(server.keys).toEqual(['Bearer old', 'Bearer new']);
  });
});

describe('a chat server that cannot do a strict schema', () => {
  const knows =
    (supported: readonly string[], refusal: (format: string) => Answer) =>
    (body: string): Answer => {
      const format = JSON.parse(body).response_format?.type ?? 'text';
      return supported.includes(format) ? { body: completion(rightJson) } : refusal(format);
    };

  it.each<[string, (format: string) => Answer]>([
    ['Groq', () => refused(400, 'This model does not support response format `json_schema`.')],
    [
      'llama-cpp-python',
      () => refused(500, "[{'msg': \"Input should be 'text' or 'json_object'\"}]"),
    ],
    ['one that says nothing', () => ({ status: 400, body: '' })],
    [
      'one with FastAPI',
      () => ({ status: 422, body: { detail: [{ loc: ['body', 'response_format'], msg: 'no' }] } }),
    ],
  ])('like %s is asked for an object, and from then on at once', async (_, refusal) => {
    const server = await serverOf(knows(['json_object', 'text'], refusal));
    const chat = openAiChat(endpointAt(server.baseUrl, 'some-model'));
    expect((await chat.ask(question, limits)).answer).toEqual({ labels: ['covered'] });
    const before = server.bodies.length;
    await chat.ask(question, limits);
    expect(server.bodies).toHaveLength(before + 1);
    expect(server.bodies.at(-1)).toContain('"json_object"');
    expect(server.bodies.at(-1)).toContain('JSON schema');
  });

  it('or an object is asked in words', async () => {
    const server = await serverOf(knows(['text'], () => refused(400, 'unknown response_format')));
    await askAt(endpointAt(server.baseUrl, 'some-model'));
    expect(JSON.parse(server.bodies.at(-1) ?? '')).not.toHaveProperty('response_format');
  });

  it('or the newer name of the token limit is told the older one', async () => {
    const server = await serverOf((body) =>
      'max_completion_tokens' in JSON.parse(body)
        ? {
            status: 422,
            body: {
              detail: [
                { loc: ['body', 'max_completion_tokens'], msg: 'Extra inputs are not permitted' },
              ],
            },
          }
        : { body: completion(rightJson) },
    );
    await askAt(endpointAt(server.baseUrl, 'mistral'));
    expect(JSON.parse(server.bodies.at(-1) ?? '')).toMatchObject({
      max_tokens: 4_300,
      response_format: { type: 'json_schema' },
    });
  });

  it('or an effort of thinking is asked without', async () => {
    const server = await serverOf((body) =>
      'reasoning_effort' in JSON.parse(body)
        ? refused(400, 'Unrecognized request argument supplied: reasoning_effort')
        : { body: completion(rightJson) },
    );
    await askAt(endpointAt(server.baseUrl, 'gpt-6-luna'));
    expect(server.bodies).toHaveLength(2);
  });

  it('is distinguished from one that refuses the content', async () => {
    const server = await serverOf([refused(400, '…', { code: 'content_filter' })]);
    const error = await providerErrorOf(askAt(endpointAt(server.baseUrl)));
    expect(error.kind).toBe('refused');
    expect(server.bodies).toHaveLength(1);
  });
});

describe('a chat answer', () => {
  it.each<[string, Answer, string]>([
    [
      'failed by its finish_reason',
      { body: completion('', { finish_reason: 'error' }) },
      'unavailable',
    ],
    [
      'that Groq could not validate',
      refused(400, '…', { code: 'json_validate_failed' }),
      'invalid',
    ],
    ['without JSON', { body: completion('I would rather talk.') }, 'invalid'],
  ])('%s leads to one more question, and only one', async (_, answer, kind) => {
    const healed = await serverOf([answer, { body: completion(rightJson) }]);
    await askAt(endpointAt(healed.baseUrl));
    const stuck = await serverOf([answer]);
    expect((await providerErrorOf(askAt(endpointAt(stuck.baseUrl)))).kind).toBe(kind);
    expect(stuck.bodies).toHaveLength(2);
  });

  it('whose thinking took all tokens leads to another question with more room', async () => {
    const cut = { body: completion('', { finish_reason: 'length' }) };
    const server = await serverOf([cut, { body: completion(rightJson) }]);
    await askAt(endpointAt(server.baseUrl, 'gpt-6-luna'));
    const limitsAsked = server.bodies.map((body) => JSON.parse(body).max_completion_tokens);
    expect(limitsAsked).toEqual([4_300, 8_600]);
  });

  it('of two tries reports the tokens of both, answered or not', async () => {
    const usage = { prompt_tokens: 100, completion_tokens: 10 };
    const cut = { body: { ...completion('', { finish_reason: 'length' }), usage } };
    const good = { body: { ...completion(rightJson), usage } };
    const both = { inputTokens: 200, outputTokens: 20 };
    const healed = await serverOf([cut, good]);
    expect((await askAt(endpointAt(healed.baseUrl))).usage).toEqual(both);
    const stuck = await serverOf([cut]);
    expect((await providerErrorOf(askAt(endpointAt(stuck.baseUrl)))).usage).toEqual(both);
    const lost = await serverOf([cut, { status: 503 }]);
    expect(await providerErrorOf(askAt(endpointAt(lost.baseUrl)))).toMatchObject({
      kind: 'unavailable',
      usage: { inputTokens: 100, outputTokens: 10 },
    });
  });

  it('that was cut off is used, and marked as such', async () => {
    const server = await serverOf([
      { body: completion('{"labels": ["covered", "par', { finish_reason: 'length' }) },
    ]);
    const answer = await askAt(endpointAt(server.baseUrl));
    expect(answer).toMatchObject({ isWhole: false, answer: { labels: ['covered', 'par'] } });
  });

  it('that is whole is whole, whatever its finish_reason, and names the model that gave it', async () => {
    const server = await serverOf([{ body: completion(rightJson, { finish_reason: 'length' }) }]);
    const answer = await askAt(endpointAt(server.baseUrl));
    expect(answer).toMatchObject({
      isWhole: true,
      model: 'm',
      provider: new URL(server.baseUrl).host,
    });
  });
});

describe('two endpoints', () => {
  const inTurn = { clock: () => 0 };
  const goodSpeech = { body: { text: '말' } };
  const goodChat = { body: completion(rightJson) };

  it.each<[string, Answer]>([
    ['is out of money', refused(429, '…', { type: 'insufficient_quota' })],
    ['is out of money, in DeepSeek’s words', refused(402, 'Insufficient Balance')],
    ['refuses our key', refused(401, '…', { code: 'invalid_api_key' })],
    ['refuses our country', refused(403, '…', { code: 'unsupported_country_region_territory' })],
    ['has no such model', refused(404, '…', { code: 'model_not_found' })],
    ['has retired it', refused(400, 'This model is deprecated.')],
    ['is away', { status: 503 }],
  ])('are asked in turn if the first %s', async (_, answer) => {
    const first = await serverOf([answer]);
    const [second, chats] = [await serverOf([goodSpeech]), await serverOf([goodChat])];
    const speech = speechInTurn(
      [openAiSpeech(endpointAt(first.baseUrl)), openAiSpeech(endpointAt(second.baseUrl, 'm2'))],
      inTurn,
    );
    const recording = recordingOf([Buffer.alloc(5_000)]);
    const heard = await speech.transcribe(recording, { ...limits, isLastChance: true, hints });
    expect(heard).toMatchObject({
      text: '말',
      model: 'm2',
      provider: new URL(second.baseUrl).host,
    });
    const chat = chatInTurn(
      [openAiChat(endpointAt(first.baseUrl)), openAiChat(endpointAt(chats.baseUrl))],
      inTurn,
    );
    const answered = await chat.ask(question, { ...limits, isLastChance: true });
    expect(answered.provider).toBe(new URL(chats.baseUrl).host);
  });

  it('are not asked in turn if the first refuses what was said', async () => {
    const first = await serverOf([refused(400, '…', { code: 'content_filter' })]);
    const second = await serverOf([goodChat]);
    const chat = chatInTurn(
      [openAiChat(endpointAt(first.baseUrl)), openAiChat(endpointAt(second.baseUrl))],
      inTurn,
    );
    const call = chat.ask(question, { ...limits, isLastChance: true });
    expect((await providerErrorOf(call)).kind).toBe('refused');
    expect(second.bodies).toEqual([]);
  });
});
