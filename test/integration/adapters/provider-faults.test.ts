import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../infra/openai-stand-in/server.ts';
import { openAiChat } from '../../../shared/adapters/openai-chat.ts';
import { openAiSpeech } from '../../../shared/adapters/openai-speech.ts';
import type { ProviderErrorKind } from '../../../shared/speech/provider-error.ts';
import { recordingBytes } from '../openai-stand-in/assessment-request.ts';
import {
  endpointAt,
  providerErrorOf,
  questionAboutTalk,
  recordingOf,
  startServer,
  type TestEndpoint,
} from './provider-endpoint.ts';

const ampleMilliseconds = 20_000;
const shortMilliseconds = 150;

let audio: Buffer;
let standIn: OpenAiStandIn;
beforeAll(async () => {
  audio = await recordingBytes('hash-table-good.webm');
  standIn = await startOpenAiStandIn();
});
afterEach(() => {
  standIn.behave();
  standIn.forget();
});
afterAll(() => standIn.stop());

const steps = {
  speech: (endpoint: TestEndpoint, budgetMilliseconds: number) =>
    openAiSpeech(endpoint).transcribe(recordingOf([audio]), { budgetMilliseconds }),
  assessment: (endpoint: TestEndpoint, budgetMilliseconds: number) =>
    openAiChat(endpoint).ask(questionAboutTalk(), { budgetMilliseconds }),
} as const;

describe.each(['speech', 'assessment'] as const)('%s', (step) => {
  const call = (endpoint = endpointAt(standIn.baseUrl), budget = ampleMilliseconds) =>
    steps[step](endpoint, budget);

  it.each<[ProviderErrorKind, number]>([
    ['unauthorized', 401],
    ['quota', 402],
    ['unauthorized', 403],
    ['model-gone', 404],
    ['unavailable', 408],
    ['unavailable', 409],
    ['too-large', 413],
    ['rejected', 418],
    ['rate-limited', 429],
    ['rate-limited', 498],
    ['unavailable', 500],
    ['unavailable', 502],
    ['unavailable', 503],
    ['unavailable', 504],
    ['unavailable', 529],
  ])('is %s on status %i, after one request', async (kind, status) => {
    standIn.misbehave({ kind: 'status', status }, { times: Number.POSITIVE_INFINITY });
    expect(await providerErrorOf(call())).toMatchObject({ step, kind });
    expect(standIn.requests).toHaveLength(1);
  });

  it.each([
    'reset-before-headers',
    'reset-mid-body',
    'truncated-json',
    'html-200',
    'empty-200',
  ] as const)('is unavailable on %s', async (kind) => {
    standIn.misbehave({ kind }, { times: Number.POSITIVE_INFINITY });
    expect(await providerErrorOf(call())).toMatchObject({ step, kind: 'unavailable' });
    expect(standIn.requests).toHaveLength(1);
  });

  it.each(['hang-before-headers', 'hang-mid-body', 'trickle'] as const)(
    'is unavailable once its budget is spent on %s',
    async (kind) => {
      standIn.misbehave({ kind });
      const error = await providerErrorOf(call(endpointAt(standIn.baseUrl), shortMilliseconds));
      expect(error).toMatchObject({ step, kind: 'unavailable' });
      expect(standIn.requests).toHaveLength(1);
    },
  );

  it('is unavailable if nobody listens', async () => {
    const gone = await startOpenAiStandIn();
    await gone.stop();
    const error = await providerErrorOf(call(endpointAt(gone.baseUrl)));
    expect(error.kind).toBe('unavailable');
  });

  it('works again once the provider does', async () => {
    standIn.misbehave({ kind: 'status', status: 503 });
    expect((await providerErrorOf(call())).kind).toBe('unavailable');
    await expect(call()).resolves.toMatchObject({ model: 'whisper-1' });
  });

  describe('a rate limit', () => {
    it.each([
      [90, 90],
      [0.2, 1],
      [86_400, 600],
    ])('of %d seconds says to come back in %d', async (given, retryAfterSeconds) => {
      standIn.misbehave({ kind: 'status', status: 429, retryAfterSeconds: given });
      expect(await providerErrorOf(call())).toMatchObject({
        kind: 'rate-limited',
        retryAfterSeconds,
      });
    });

    it.each<[string, string | undefined, number | undefined]>([
      ['a date to come', new Date(Date.now() + 3_600_000).toUTCString(), 600],
      ['a date that has passed', 'Wed, 21 Oct 2015 07:28:00 GMT', undefined],
      ['nonsense', 'soon', undefined],
      ['nothing', undefined, undefined],
    ])('that names %s', async (_, retryAfter, retryAfterSeconds) => {
      const { baseUrl } = await startServer((request, response) => {
        request.resume().on('end', () => {
          response.writeHead(429, {
            'content-type': 'application/json',
            ...(retryAfter && { 'retry-after': retryAfter }),
          });
          response.end('{"error": {"message": "slow down", "code": "rate_limit_exceeded"}}');
        });
      });
      expect(await providerErrorOf(call(endpointAt(baseUrl)))).toMatchObject({
        kind: 'rate-limited',
        retryAfterSeconds,
      });
    });
  });

  it.each([
    [429, 'insufficient_quota'],
    [400, 'billing_hard_limit_reached'],
    [429, 'billing_not_active'],
  ])('is no rate limit when %i comes with %s: there is no money left', async (status, code) => {
    standIn.misbehave({ kind: 'status', status, code });
    expect(await providerErrorOf(call())).toMatchObject({
      kind: 'quota',
      retryAfterSeconds: undefined,
    });
  });

  it('reads the key again, once, when it was refused', async () => {
    const endpoint = endpointAt(standIn.baseUrl);
    standIn.misbehave({ kind: 'status', status: 401 });
    expect((await providerErrorOf(call(endpoint))).kind).toBe('unauthorized');
    expect(endpoint.keyReadings).toEqual(['cached', 'afresh']);
    await call(endpoint);
    expect(endpoint.keyReadings).toEqual(['cached', 'afresh', 'cached']);
  });

  it('repeats nothing of what the provider says, since it may quote the learner', async () => {
    const { baseUrl } = await startServer((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(400, { 'content-type': 'application/json' });
        response.end('{"error": {"message": "bad input: my secret talk", "code": "bad"}}');
      });
    });
    const error = await providerErrorOf(call(endpointAt(baseUrl)));
    expect(error).toMatchObject({ kind: 'rejected', detail: '400 bad' });
    expect(JSON.stringify({ ...error, text: String(error), stack: error.stack })).not.toContain(
      'secret',
    );
    expect(error.cause).toBeUndefined();
  });
});
