import { describe, expect, it } from 'vitest';
import { readCompletion } from '../../../shared/adapters/completion-answer.ts';
import seen from '../../fixtures/provider-answers.json' with { type: 'json' };

const read = (parts: object, choice: object = {}) =>
  readCompletion(
    JSON.stringify({
      model: 'some-model',
      choices: [{ message: { content: '{}' }, finish_reason: 'stop', ...choice }],
      ...parts,
    }),
  );

describe('a completion in the words of other servers', () => {
  it.each([
    ['usage empty', undefined],
    ['usage with other names', { inputTokens: 1, outputTokens: 2 }],
    ['usage with null', { inputTokens: 12, outputTokens: 0 }],
  ] as const)('%s', (name, usage) => {
    expect(read(seen.chat[name])).toMatchObject({ content: '{}', usage });
  });

  it('may have a null model or none', () => {
    expect(read(seen.chat['model null or missing'])?.model).toBeUndefined();
    expect(read({ model: undefined })?.model).toBeUndefined();
  });

  it('may have its content in parts', () => {
    expect(read(seen.chat['content as parts'])?.content).toBe('{…}');
  });
});

describe('the usage of a completion', () => {
  it.each([
    [null, undefined],
    ['free', undefined],
    [{ prompt_tokens: null, completion_tokens: null }, undefined],
    [{ total_tokens: 14 }, { inputTokens: 14, outputTokens: 0 }],
    [
      { total_tokens: 14, prompt_tokens: 10 },
      { inputTokens: 10, outputTokens: 4 },
    ],
    [
      { prompt_tokens: '3', completion_tokens: '4' },
      { inputTokens: 3, outputTokens: 4 },
    ],
    [
      { prompt_tokens: -1, completion_tokens: 4 },
      { inputTokens: 0, outputTokens: 4 },
    ],
  ])('%j counts as %j', (usage, counted) => {
    expect(read({ usage })?.usage).toEqual(counted);
  });
});

describe('the content of a completion', () => {
  it.each([
    ['a text', '{"a": 1}', '{"a": 1}'],
    ['null', null, ''],
    ['a list of texts', ['{"a"', ': 1}'], '{"a": 1}'],
    [
      'a thought beside the text',
      [
        { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] },
        { type: 'text', text: '{}' },
      ],
      '{}',
    ],
    ['a part with a value', [{ type: 'text', text: { value: '{}', annotations: [] } }], '{}'],
  ])('may be %s', (_, content, text) => {
    expect(read({}, { message: { content } })?.content).toBe(text);
  });

  it('may stand where old completions have it, or without choices', () => {
    expect(readCompletion('{"choices": [{"text": "{}"}]}')?.content).toBe('{}');
    expect(readCompletion('{"message": {"content": "{}"}, "done": true}')?.content).toBe('{}');
  });
});

describe('an answer that a server mistook for something else', () => {
  it.each([
    ['a thought', { content: null, reasoning_content: '{"a": 1}' }],
    ['a thought by its other name, in a fence', { content: '', reasoning: '```json\n{"a": 1}' }],
    [
      'a call',
      { content: null, tool_calls: [{ function: { name: 'find', arguments: '{"a": 1}' } }] },
    ],
  ])('is read when the server took it for %s', (_, message) => {
    expect(read({}, { message })?.content).toContain('{"a": 1}');
  });

  it.each([
    ['beside content', { content: '{}', reasoning_content: '{"a": 1}' }, 'stop', '{}'],
    ['that says more', { content: '', reasoning_content: 'Maybe {"a": 1}?' }, 'stop', ''],
    ['that was cut off', { content: '', reasoning_content: '{"a": 1}' }, 'length', ''],
  ])('is a thought when it is marked %s', (_, message, finish_reason, content) => {
    expect(read({}, { message, finish_reason })?.content).toBe(content);
  });
});

describe('the ending of a completion', () => {
  it.each([
    ['length', 'cut off'],
    ['max_tokens', 'cut off'],
    ['model_length', 'cut off'],
    ['insufficient_system_resource', 'failed'],
    ['abort', 'failed'],
    [null, 'stopped'],
  ])('of %j is %s', (finish_reason, ending) => {
    expect(read({}, { finish_reason })?.ending).toBe(ending);
  });

  it.each([
    ['stopped', { finish_reason: null }],
    ['stopped', { finish_reason: undefined }],
    ['cut off', { finish_reason: 'length' }],
    ['refused', { finish_reason: 'content_filter' }],
    ['refused', { message: { content: null, refusal: 'I cannot.' } }],
    ['stopped', { message: { content: '{}', refusal: '' } }],
    ['failed', { finish_reason: 'error' }],
    ['failed', { error: { code: 502, message: 'Provider disconnected' } }],
  ] as const)('is %s with %j', (ending, choice) => {
    expect(read({}, choice)?.ending).toBe(ending);
  });
});

it.each(['', '{}', 'null', '<html>', '{"choices": []}', '{"choices": [null]}', '{"choices": [{'])(
  '%j is no completion',
  (body) => {
    expect(readCompletion(body)).toBeUndefined();
  },
);
