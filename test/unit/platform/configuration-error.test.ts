import { describe, expect, it } from 'vitest';
import type { Route } from '../../../shared/contracts/route.ts';
import {
  ConfigurationError,
  noteConfigurationError,
} from '../../../shared/platform/configuration-error.ts';
import { httpHandler } from '../../../shared/platform/http-handler.ts';
import { openAiKeyReader } from '../../../shared/platform/openai-key.ts';
import type { SecretReader } from '../../../shared/platform/secrets.ts';
import { readKeyring } from '../../../shared/platform/token-keys.ts';
import { apiEvent, lambdaContext } from '../../support/api-event.ts';
import { measuredLogOfEachTest } from '../../support/captured-log.ts';
import { problemOf } from '../../support/problem-of.ts';
import { firstKey } from '../../support/token-secrets.ts';

const captured = measuredLogOfEachTest();

/** A secret whose earlier value a function still has. */
function cachedSecret(cached: string, current: string): SecretReader {
  return async ({ afresh } = { afresh: false }) => (afresh ? current : cached);
}

describe('a malformed OpenAI key', () => {
  it.each([
    ['JSON that is cut off', '{"openai":"sk-canary"'],
    ['several keys of which none is the default', '{"a":"sk-canary","b":"sk-canary"}'],
    ['a key within a key', '{"openai":{"apiKey":"sk-canary"}}'],
    ['two words', 'sk canary'],
    ['a line in between', 'sk-canary\nsk-canary'],
    ['nothing but spaces', '  \n'],
    ['letters that no header takes', 'sk-카나리아'],
  ])('(%s) is refused before any call, without showing its value', async (_, value) => {
    const error: unknown = await openAiKeyReader(async () => value)().catch((thrown) => thrown);

    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).not.toContain('canary');
  });

  it('is a key if the console made it the only one of a list', async () => {
    await expect(openAiKeyReader(async () => '{"apiKey":"sk-good"}')()).resolves.toBe('sk-good');
  });

  it('is found by its name among several, and never sent in another’s place', async () => {
    const secret = async () => '{"openai":"sk-good","groq":"gsk-good"}';
    await expect(openAiKeyReader(secret)()).resolves.toBe('sk-good');
    await expect(openAiKeyReader(secret, 'groq')()).resolves.toBe('gsk-good');
    await expect(openAiKeyReader(secret, 'azure')()).rejects.toThrow('no usable key named azure');
    await expect(openAiKeyReader(async () => 'sk-good', 'groq')()).rejects.toThrow('named groq');
  });

  it('is a key once the line break that `echo` adds is removed', async () => {
    await expect(openAiKeyReader(async () => 'sk-good\n')()).resolves.toBe('sk-good');
  });

  it('is read once if it is good, and one that was just read again is not read a third time', async () => {
    const asked: (boolean | undefined)[] = [];
    const secretOf = (value: string) => async (options?: { afresh: boolean }) => {
      asked.push(options?.afresh);
      return value;
    };
    await openAiKeyReader(secretOf('sk-good'))();
    expect(asked).toEqual([undefined]);
    await expect(openAiKeyReader(secretOf('{}'))({ afresh: true })).rejects.toThrow();
    expect(asked).toEqual([undefined, true]);
  });

  it('that was corrected works at once, whatever is cached', async () => {
    await expect(openAiKeyReader(cachedSecret('{}', 'sk-good'))()).resolves.toBe('sk-good');
  });
});

describe('an error that has nothing to do with the set-up', () => {
  it('is not counted for its alarm', () => {
    noteConfigurationError(new Error('table is away'));
    noteConfigurationError(undefined);
    expect(captured.metrics()).toEqual([]);
  });
});

describe('malformed token keys', () => {
  it('work at once when they were corrected, whatever is cached', async () => {
    const ring = JSON.stringify({ signer: 'k1', k1: firstKey });
    await expect(readKeyring(cachedSecret('{', ring))).resolves.toMatchObject({
      signer: { kid: 'k1' },
    });
  });

  it('answer 503 with a code of its own, and are counted for the alarm', async () => {
    const route = {
      method: 'GET',
      path: '/x',
      summary: 'x',
      auth: 'public',
    } as const satisfies Route;
    const handler = httpHandler(route, async () => {
      await readKeyring(async () => '{"signer":"canary"}');
      return { body: undefined };
    });
    const response = await handler(apiEvent(), lambdaContext());

    expect(response.statusCode).toBe(503);
    expect(problemOf(response).code).toBe('NOT_CONFIGURED');
    expect(response.headers?.['retry-after']).toBe('60');
    expect(captured.metrics()).toMatchObject([{ name: 'ConfigurationErrors', value: 1 }]);
    expect(captured.lines()[0]).toMatchObject({ level: 'error', error: 'ConfigurationError' });
    expect(`${captured.text()}${response.body}`).not.toContain('canary');
  });
});
