import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { openAiChat } from '../../../shared/adapters/openai-chat.ts';
import { endpointAt, providerErrorOf, startServer } from './provider-endpoint.ts';

const limits = { budgetMilliseconds: 20_000 };
const question = {
  step: 'judge',
  system: 'Judge.',
  user: 'talk',
  answerSchema: { type: 'object', properties: { label: { type: 'string' } } },
  maximumAnswerTokens: 300,
} as const;
const answered = (content: string, finish_reason = 'stop') => ({
  status: 200,
  body: { choices: [{ message: { content }, finish_reason }] },
});
const refused = (message: string, status = 400) => ({
  status,
  body: { error: { message, type: 'invalid_request_error' } },
});

/** A server that accepts a number of tokens for an answer, and what it was asked to give. */
async function serverTaking(
  maximumTokens: number,
  refusal: (asked: number) => { status: number; body: object },
  answer = () => answered('{"label":"covered"}'),
) {
  const asked: number[] = [];
  const { baseUrl } = await startServer((request, response) => {
    void buffer(request).then((bytes) => {
      const tokens = JSON.parse(bytes.toString('utf8')).max_completion_tokens;
      asked.push(tokens);
      const { status, body } = tokens > maximumTokens ? refusal(tokens) : answer();
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });
  return { asked, chat: openAiChat(endpointAt(baseUrl, 'gpt-6-luna')) };
}

it('a model of small answers is asked for the answer’s own tokens, and from then on at once', async () => {
  const { asked, chat } = await serverTaking(2_048, (tokens) =>
    refused(
      `max_tokens is too large: ${tokens}. This model supports at most 2048 completion tokens`,
    ),
  );
  await chat.ask(question, limits);
  await chat.ask(question, limits);
  expect(asked).toEqual([4_300, 300, 300]);
});

it('a context too small for one question leaves all the room for the next', async () => {
  const { asked, chat } = await serverTaking(2_048, () =>
    refused(
      "This model's maximum context length is 4096 tokens. However, you requested 6000 tokens (1700 in the messages, 4300 in the completion).",
    ),
  );
  await chat.ask(question, limits);
  await chat.ask(question, limits);
  expect(asked).toEqual([4_300, 300, 4_300, 300]);
});

it('a plan of few tokens a minute is asked for less instead of being waited for', async () => {
  const { asked, chat } = await serverTaking(2_048, () => ({
    status: 413,
    body: {
      error: {
        message:
          'Request too large for model `m` on tokens per minute (TPM): Limit 6000, Requested 14810, please reduce',
        type: 'tokens',
        code: 'rate_limit_exceeded',
      },
    },
  }));
  await expect(chat.ask(question, limits)).resolves.toMatchObject({ isWhole: true });
  expect(asked).toEqual([4_300, 300]);
});

it('an answer cut off before its JSON is asked for with as much room as the server accepts', async () => {
  let answers = 0;
  const { asked, chat } = await serverTaking(
    5_000,
    () => refused('Invalid max_tokens value, the valid range of max_tokens is [1, 5000]'),
    () => (answers++ === 0 ? answered('', 'length') : answered('{"label":"covered"}')),
  );
  await chat.ask(question, limits);
  expect(asked).toEqual([4_300, 8_600, 4_300]);
});

it('a question that does not fit even alone is too large for that model', async () => {
  const { asked, chat } = await serverTaking(0, () =>
    refused('the request exceeds the available context size (4096 tokens), maximum context length'),
  );
  expect((await providerErrorOf(chat.ask(question, limits))).kind).toBe('too-large');
  expect(asked).toEqual([4_300, 300]);
});
