import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
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

/** Secrets Manager, whose value is the number of times that it was asked. */
async function secretsManager() {
  let asked = 0;
  let isAway = false;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      asked += 1;
      response.writeHead(isAway ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(
        JSON.stringify(
          isAway ? { __type: 'DecryptionFailure' } : { ARN: arn, SecretString: String(asked) },
        ),
      );
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
  return { be: (away: boolean) => (isAway = away) };
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

  it('is read afresh where that is asked for, for all who read it after', async () => {
    await secretsManager();
    const read = secretReader(arn);

    await read();
    expect(await read({ afresh: true })).toBe('2');
    expect(await read()).toBe('2');
  });

  it('that could not be read is asked for again the next time', async () => {
    const manager = await secretsManager();
    const read = secretReader(arn);
    manager.be(true);
    await expect(read()).rejects.toThrow();
    manager.be(false);

    await expect(read()).resolves.toMatch(/^\d+$/);
  });
});
