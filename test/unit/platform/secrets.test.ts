import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ConfigurationError } from '../../../shared/platform/configuration-error.ts';
import { secretReader } from '../../../shared/platform/secrets.ts';
import { testStart } from '../../support/manual-clock.ts';

const arn = 'arn:aws:secretsmanager:ap-northeast-2:000000000000:secret:TokenKeys';
const minute = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: testStart });
  vi.stubEnv('AWS_REGION', 'ap-northeast-2');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** Secrets Manager, whose value is the number of times that it was asked, or what a test says. */
async function secretsManager() {
  let asked = 0;
  let answer: object | undefined;
  let held: Promise<void> | undefined;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', async () => {
      asked += 1;
      const given = answer ?? { ARN: arn, SecretString: String(asked) };
      await held;
      response.writeHead('__type' in given ? 400 : 200, {
        'content-type': 'application/x-amz-json-1.1',
      });
      response.end(JSON.stringify(given));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object') throw new Error('the server does not listen');
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', `http://127.0.0.1:${address?.port}`);
  return {
    asked: () => asked,
    answerWith: (given?: object, until?: Promise<void>) => {
      [answer, held] = [given, until];
    },
  };
}

describe('a secret', () => {
  it('is read once and kept for five minutes, and no longer', async () => {
    await secretsManager();
    const read = secretReader(arn);

    expect(await read()).toBe('1');
    vi.setSystemTime(testStart + 5 * minute - 1);
    expect(await read()).toBe('1');
    vi.setSystemTime(testStart + 5 * minute);
    expect(await read()).toBe('2');
    vi.setSystemTime(testStart + 10 * minute - 1);
    expect(await read()).toBe('2');
  });

  it('is read again if that is asked for, for all who read it after', async () => {
    await secretsManager();
    const read = secretReader(arn);

    await read();
    expect(await read({ afresh: true })).toBe('2');
    expect(await read()).toBe('2');
  });

  it('that could not be read is tried again the next time', async () => {
    const manager = await secretsManager();
    const read = secretReader(arn);
    manager.answerWith({ __type: 'DecryptionFailure' });
    await expect(read()).rejects.toMatchObject({ name: 'DecryptionFailure' });
    manager.answerWith();

    await expect(read()).resolves.toMatch(/^\d+$/);
  });

  it('that could not be read leaves what others have read since', async () => {
    const manager = await secretsManager();
    const read = secretReader(arn);
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    manager.answerWith({ __type: 'DecryptionFailure' }, held);
    const first = read().catch((error: Error) => error.name);
    await expect.poll(manager.asked).toBe(1);
    manager.answerWith();
    const second = await read({ afresh: true });
    manager.answerWith({ __type: 'DecryptionFailure' });
    release();
    expect(await first).toBe('DecryptionFailure');
    manager.answerWith();
    expect(await read()).toBe(second);
  });

  it.each([
    [{ __type: 'ResourceNotFoundException' }],
    [{ __type: 'InvalidRequestException' }],
    [{ ARN: arn, SecretBinary: 'AA==' }],
    [{ ARN: arn, SecretString: '' }],
  ])('answered as %j has no value, which is a fault of the set-up', async (given) => {
    const manager = await secretsManager();
    manager.answerWith(given);
    await expect(secretReader(arn)()).rejects.toThrow(
      new ConfigurationError('The secret TokenKeys has no value'),
    );
  });

  it('is named as it is given if that is no ARN', async () => {
    const manager = await secretsManager();
    manager.answerWith({ ARN: arn });
    await expect(secretReader('TokenKeys')()).rejects.toThrow('The secret TokenKeys has no value');
  });
});
