import { describe, expect, it } from 'vitest';
import {
  type ChatWay,
  firstWay,
  isAboutThisQuestion,
  simplerWay,
} from '../../../shared/adapters/chat-ways.ts';
import { readError } from '../../../shared/adapters/openai-errors.ts';
import { chatModel } from '../../../shared/contracts/models.ts';

const first = firstWay(chatModel('gpt-6-luna'));
const older: ChatWay = { ...first, tokenField: 'max_tokens' };

const saying = (message: string, parts: object = {}, status = 400) => {
  const error = readError({ error: { message, type: 'invalid_request_error', ...parts } }, status);
  if (!error) throw new Error('no error');
  return error;
};

/** As their users report them. */
const ofTheModel = {
  OpenAI: saying(
    'max_tokens is too large: 8192. This model supports at most 4096 completion tokens, whereas you provided 8192.',
    { param: 'max_tokens', code: 'invalid_value' },
  ),
  'a gateway that puts it into param': saying('Param Incorrect', {
    param: 'max_tokens is too large: 1048576. This model supports at most 131072 completion tokens',
  }),
  Groq: saying(
    'max_completion_tokens must be less than or equal to 40960, the maximum value for max_completion_tokens is less than the context_window for this model',
    { param: 'max_completion_tokens' },
  ),
  'Groq of 2024': saying(
    'max_tokens for `llama-3.1-8b-instant` must be less than or equal to 8000',
  ),
  DeepSeek: saying('Invalid max_tokens value, the valid range of max_tokens is [1, 8192]'),
  Alibaba: saying(
    '<400> InternalError.Algo.InvalidParameter: Range of max_tokens should be [1, 8192]',
  ),
  Volcengine: saying(
    'The parameter `max_completion_tokens` specified in the request are not valid: integer above maximum value, expected a value <= 12288, but got 32000 instead.',
    { code: 'InvalidParameter' },
  ),
  Fireworks: saying('Requests with max_tokens > 4096 must have stream=true', {
    code: 'BAD_REQUEST',
  }),
  Anthropic: saying(
    'max_tokens: 10000 > 8192, which is the maximum allowed number of output tokens for claude-3-5',
  ),
  Bedrock: saying(
    'The maximum tokens you requested exceeds the model limit of 4096. Try again with a maximum tokens value that is lower than 4096.',
  ),
  'Hugging Face': saying('Input validation error: `max_new_tokens` must be <= 192', {}, 422),
  Scaleway: saying('max_completion_tokens is limited for this model', {}, 416),
  Gemini: saying(
    'Unable to submit request because it has a maxOutputTokens value of 8193 but the supported range is from 1 (inclusive) to 8193 (exclusive).',
  ),
};
const withTheQuestion = {
  'OpenAI and vLLM': saying(
    "This model's maximum context length is 8192 tokens. However, you requested 8256 tokens (64 in the messages, 8192 in the completion). Please reduce the length of the messages or completion.",
    { code: 'context_length_exceeded' },
  ),
  vLLM: saying(
    "'max_tokens' or 'max_completion_tokens' is too large: 4220. This model's maximum context length is 2048 tokens and your request has 1000 input tokens (4220 > 2048 - 1000).",
  ),
  'Hugging Face': saying(
    'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 1512. Given: 1000 `inputs` tokens and 1024 `max_new_tokens`',
    {},
    422,
  ),
  DeepInfra: saying(
    'max_tokens=131072 cannot be greater than max_model_len=max_total_tokens=28672. Please request fewer output tokens.',
  ),
  'llama-cpp-python': saying('Requested tokens exceed context window of 512', {}, 500),
  'Groq, by the minute': saying(
    'Request too large for model `llama-3.3-70b-versatile` in organization `o` on tokens per minute (TPM): Limit 6000, Requested 14810, please reduce your message size',
    { type: 'tokens', code: 'rate_limit_exceeded' },
    413,
  ),
  'OpenAI, by the minute': saying(
    'Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 342389.',
    { type: 'tokens', code: 'rate_limit_exceeded' },
    429,
  ),
};

describe('tokens that a server refuses', () => {
  it.each(Object.entries({ ...ofTheModel, ...withTheQuestion }))(
    'are asked for without those for thinking, when the error reads as %s words it',
    (_, error) => {
      for (const way of [first, older]) {
        expect(simplerWay(way, error)).toEqual({ ...way, room: 'none' });
        expect(simplerWay({ ...way, room: 'none' }, error)).toBeUndefined();
        expect(simplerWay({ ...way, room: 'twice' }, error)).toEqual({ ...way, room: 'once' });
      }
    },
  );

  it.each(Object.entries(withTheQuestion))(
    'may be tried again with the next question after %s',
    (_, error) => {
      expect(isAboutThisQuestion(error)).toBe(true);
    },
  );

  it.each(Object.entries(ofTheModel).filter(([name]) => name !== 'Groq'))(
    'are not to blame when %s has a limit',
    (_, error) => {
      expect(isAboutThisQuestion(error)).toBe(false);
    },
  );

  it('are recognised by their field alone if a server says no more', () => {
    const error = saying('max_tokens参数非法。请检查文档。');
    expect(simplerWay(older, error)).toEqual({ ...older, room: 'none' });
  });
});

describe('a refusal that is not about the number of tokens', () => {
  it.each([
    saying("Unsupported parameter: 'max_completion_tokens' is not supported with this model.", {
      param: 'max_completion_tokens',
      code: 'unsupported_parameter',
    }),
    saying('Extra inputs are not permitted', { param: 'body.max_completion_tokens' }, 422),
    saying("property 'max_completion_tokens' is unsupported, did you mean 'max_tokens'?"),
  ])('leads to the older name of the field: $message', (error) => {
    expect(simplerWay(first, error)).toEqual(older);
  });

  it('waits when a minute has too little left', () => {
    const message =
      'Rate limit reached for model `m` on tokens per minute (TPM): Limit 6000, Used 5034, Requested 1443. Please try again in 4.77s.';
    const error = saying(message, { code: 'rate_limit_exceeded' }, 429);
    expect(simplerWay(first, error)).toBeUndefined();
  });

  it('is about the size of the request itself', () => {
    expect(simplerWay(first, { status: 413 })).toBeUndefined();
    expect(simplerWay(first, saying('Request Entity Too Large', {}, 413))).toBeUndefined();
    expect(simplerWay(first, saying('…', { code: 'context_length_exceeded' }))).toEqual({
      ...first,
      room: 'none',
    });
  });

  it('is about money when credits are too few, even if fewer tokens would be cheaper', () => {
    const message =
      'This request requires more credits, or fewer max_tokens. You requested up to 65536 tokens, but can only afford 1234.';
    expect(simplerWay(first, saying(message, {}, 402))).toBeUndefined();
  });

  it('drops one field after the other when a server gives no reason, the number of tokens last', () => {
    const ways: ChatWay[] = [];
    for (let way: ChatWay | undefined = first; way; way = simplerWay(way, { status: 400 })) {
      ways.push(way);
    }
    expect(
      ways.map(({ tokenField, room, reasoningEffort, format }) =>
        [tokenField, room, reasoningEffort ?? '-', format].join(' '),
      ),
    ).toEqual([
      'max_completion_tokens once low json_schema',
      'max_tokens once low json_schema',
      'max_tokens once - json_schema',
      'max_tokens once - json_object',
      'max_tokens once - text',
      'max_tokens none - text',
    ]);
  });
});
