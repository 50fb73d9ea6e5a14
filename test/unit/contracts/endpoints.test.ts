import { describe, expect, it } from 'vitest';
import { endpointsSchema, highestPrices, pricesOf } from '../../../shared/contracts/endpoints.ts';
import { chatModel, defaultModels, speechModel } from '../../../shared/contracts/models.ts';

const openAi = 'https://api.openai.com/v1';

describe('a list of endpoints', () => {
  it('is read from a variable, in its order', () => {
    const list = [
      { baseUrl: openAi, model: 'gpt-transcribe' },
      { baseUrl: 'https://api.groq.com/openai/v1', model: 'whisper-large-v3-turbo', key: 'groq' },
    ];
    expect(endpointsSchema.parse(JSON.stringify(list))).toEqual(list);
  });

  it('from a newer version is read as far as this one knows it', () => {
    const text = JSON.stringify([{ baseUrl: openAi, model: 'm', region: 'eu' }]);
    expect(endpointsSchema.parse(text)).toEqual([{ baseUrl: openAi, model: 'm' }]);
  });

  it.each([
    '',
    '[]',
    '{}',
    'sk-canary',
    '[{"baseUrl":"file:///etc","model":"m"}]',
    '[{"baseUrl":"https://a.test/v1","model":""}]',
    '[{"baseUrl":"https://a.test/v1","model":"m","key":"a key"}]',
    `[${Array.from({ length: 4 }, () => `{"baseUrl":"${openAi}","model":"m"}`).join(',')}]`,
  ])('is not %j', (text) => {
    const read = endpointsSchema.safeParse(text);
    expect(read.success).toBe(false);
    expect(JSON.stringify(read.error?.issues)).not.toContain('canary');
  });
});

describe('prices', () => {
  it('are those of the model, unless the endpoint has its own', () => {
    expect(pricesOf({ baseUrl: openAi, model: 'gpt-6-luna' })).toMatchObject({
      chatPerMillionInputTokens: 0.1,
      chatPerMillionOutputTokens: 0.5,
    });
    expect(pricesOf({ baseUrl: openAi, model: 'own', dollarsPerMinute: 0 }).speechPerMinute).toBe(
      0,
    );
  });

  it('of several endpoints are those of the dearest, since any may answer', () => {
    const speech = [
      { baseUrl: openAi, model: 'whisper-large-v3-turbo' },
      { baseUrl: openAi, model: 'gpt-transcribe' },
    ];
    const chat = [
      { baseUrl: openAi, model: 'gpt-6-luna' },
      { baseUrl: openAi, model: 'gpt-6.1-terra' },
    ];
    expect(highestPrices(speech, chat)).toEqual({
      speechPerMinute: 0.0045,
      chatPerMillionInputTokens: 1,
      chatPerMillionOutputTokens: 5,
    });
  });
});

describe('the table of models', () => {
  it('contains the defaults, none of which is announced to end', () => {
    expect(speechModel(defaultModels.speech)).toMatchObject({
      dollarsPerMinute: 0.0045,
      hints: ['prompt', 'keywords', 'languages'],
    });
    expect(chatModel(defaultModels.chat)).toMatchObject({ reasoningEffort: 'low' });
    expect(speechModel(defaultModels.speech).shutdownDate).toBeUndefined();
    expect(chatModel(defaultModels.chat).shutdownDate).toBeUndefined();
  });

  it('expects segments of Whisper alone, and treats no name as a model that it merely resembles', () => {
    expect(speechModel('whisper-1').responseFormat).toBe('verbose_json');
    for (const name of [
      'gpt-transcribe',
      'not-whisper-at-all',
      'Systran/faster-whisper',
      'toString',
    ]) {
      expect(speechModel(name).responseFormat).toBe('json');
    }
  });

  it('asks little of a model that it does not know, and expects it to cost much', () => {
    expect(chatModel('some-model').reasoningEffort).toBeUndefined();
    expect(chatModel('some-model').dollarsPerMillionOutputTokens).toBeGreaterThan(5);
    expect(speechModel('some-model').dollarsPerMinute).toBeGreaterThan(0.0045);
  });
});
