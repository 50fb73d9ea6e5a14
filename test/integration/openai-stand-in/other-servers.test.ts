import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ShapeName } from '../../../infra/openai-stand-in/reply-shapes.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../infra/openai-stand-in/server.ts';
import { openAiChat } from '../../../shared/adapters/openai-chat.ts';
import { openAiSpeech } from '../../../shared/adapters/openai-speech.ts';
import { inExpectedLanguage } from '../../../shared/speech/in-expected-language.ts';
import {
  endpointAt,
  providerErrorOf,
  questionAboutTalk,
  recordingOf,
} from '../adapters/provider-endpoint.ts';
import { recordingBytes } from './assessment-request.ts';

const limits = { budgetMilliseconds: 20_000 };
const hints = { terms: ['해시 테이블', '버킷'], languages: ['ko', 'en'] };
const always = { times: Number.POSITIVE_INFINITY };

let standIn: OpenAiStandIn;
let audio: Buffer;
beforeAll(async () => {
  audio = await recordingBytes('hash-table-good.webm');
  standIn = await startOpenAiStandIn();
});
afterEach(() => {
  standIn.behave();
  standIn.forget();
});
afterAll(() => standIn.stop());

const hear = (model: string) =>
  openAiSpeech(endpointAt(standIn.baseUrl, model)).transcribe(recordingOf([audio]), {
    ...limits,
    hints,
  });

describe('speech in the words of other servers', () => {
  it.each([
    'null-figures',
    'null-language',
    'no-segment-text',
    'no-segment-end',
    'no-duration',
    'nanoseconds',
    'text-plain-json',
    'plain-text',
  ] as const satisfies ShapeName[])('%s is the same talk', async (shape) => {
    for (const model of ['gpt-transcribe', 'whisper-1']) {
      standIn.misbehave({ kind: 'shape', shape });
      expect((await hear(model)).text).toContain('해시');
    }
  });

  it.each(['hints', 'verbose_json'] as const)(
    'is read all the same without %s',
    async (ability) => {
      standIn.misbehave({ kind: 'lacks', ability }, { ...always });
      expect((await hear('whisper-1')).text).toContain('해시');
    },
  );

  it('that recognised Hungarian is transcribed with its language set', async () => {
    standIn.misbehave({ kind: 'misheard' }, { ...always });
    for (const model of ['gpt-transcribe', 'whisper-1']) {
      expect((await hear(model)).text).not.toContain('해시');
      const speech = inExpectedLanguage(openAiSpeech(endpointAt(standIn.baseUrl, model)), Date.now);
      const heard = await speech.transcribe(recordingOf([audio]), { ...limits, hints });
      expect(heard.text).toContain('해시');
    }
  });
});

const ask = (model = 'gpt-6-luna') =>
  openAiChat(endpointAt(standIn.baseUrl, model)).ask(questionAboutTalk(), limits);

describe('chat in the words of other servers and models', () => {
  it.each([
    'empty-usage',
    'null-usage',
    'other-usage',
    'content-parts',
    'fenced',
    'thought',
    'byte-order-mark',
    'line-before',
    'line-after',
    'in-list',
    'encoded-twice',
    'whole-at-length',
  ] as const satisfies ShapeName[])('%s is the same answer', async (shape) => {
    const plain = await ask();
    standIn.misbehave({ kind: 'shape', shape });
    expect(await ask()).toMatchObject({ answer: plain.answer, isWhole: true });
  });

  it('cut off at its end is completed and marked as such', async () => {
    standIn.misbehave({ kind: 'shape', shape: 'cut-off-end' });
    expect((await ask()).isWhole).toBe(false);
  });

  it('without a schema, its fields or an effort is the same answer', async () => {
    const plain = await ask();
    for (const ability of ['json_schema', 'max_completion_tokens', 'reasoning_effort'] as const) {
      standIn.behave();
      standIn.misbehave({ kind: 'lacks', ability }, always);
      expect((await ask()).answer, ability).toEqual(plain.answer);
    }
  });
});

describe('OpenAI’s own successor for speech', () => {
  it('answers text and languages alone', async () => {
    const heard = await hear('gpt-transcribe');
    expect(heard).toMatchObject({ language: 'ko', segments: undefined, model: 'gpt-transcribe' });
    expect(heard.billedSeconds).toBeGreaterThan(0);
  });

  it.each([
    ['a keyword with a bracket', [['keywords[]', '<b>']]],
    ['a keyword of two lines', [['keywords[]', 'a\nb']]],
    ['a language that is no code', [['languages[]', 'Korean!']]],
    ['a verbose answer', [['response_format', 'verbose_json']]],
  ])('refuses %s', async (_, fields) => {
    const form = new FormData();
    form.set('file', new File([audio], 'talk.webm'));
    form.set('model', 'gpt-transcribe');
    for (const [name, value] of fields) form.append(name ?? '', value ?? '');
    const { status } = await fetch(`${standIn.baseUrl}/audio/transcriptions`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk-local' },
      body: form,
    });
    expect(status).toBe(400);
  });

  it('is a model that can be looked up, with the day of its end', async () => {
    const headers = { authorization: 'Bearer sk-local' };
    const dateOf = async (model: string) => {
      const response = await fetch(`${standIn.baseUrl}/models/${model}`, { headers });
      return JSON.parse(await response.text()).shutdown_date;
    };
    expect(await dateOf('gpt-transcribe')).toBeNull();
    expect(await dateOf('gpt-5-mini')).toBe('2026-12-11');
  });
});

it('an error inside a good answer is tried once more, then reported', async () => {
  standIn.misbehave({ kind: 'shape', shape: 'error-in-200' });
  expect((await hear('gpt-transcribe')).text).toContain('해시');
  standIn.misbehave({ kind: 'shape', shape: 'error-in-200' }, always);
  expect((await providerErrorOf(hear('gpt-transcribe'))).kind).toBe('unavailable');
});
