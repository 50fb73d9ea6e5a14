import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { apiEvent } from '../../support/api-event.ts';
import { bundledFunctions, sentrySecret } from './bundled-functions.ts';

const { aws, sentry, lines, start, copyOf } = await bundledFunctions();

beforeEach(() => {
  aws.secrets.set(sentrySecret, sentry.dsn);
  sentry.behave('takes');
  sentry.forget();
});

/** Nobody listens there: it was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** How a route answers what it cannot do, and how a schedule's function ends. */
const failures = {
  'list-majors': { succeeded: true, payload: expect.stringContaining('"statusCode":500') },
  'fold-standings': { succeeded: false, errorType: 'AccessDeniedException' },
};

/** Fails twice, one event after the other, and waits for that many lines about reporting. */
async function failTwice(name: keyof typeof failures, linesExpected: number): Promise<string[]> {
  const before = lines.length;
  const invoke = start(name);
  expect(await invoke(apiEvent())).toMatchObject(failures[name]);
  expect(await invoke(apiEvent())).toMatchObject(failures[name]);
  await expect.poll(() => told(before)).toHaveLength(linesExpected);
  return told(before);
}

const told = (from: number) =>
  lines.slice(from).filter((line) => /error (?:not reported|report is late)/.test(line));

describe('the answer', () => {
  it('comes while Sentry still holds the request, which is logged once', async () => {
    sentry.behave('holds');

    const [line] = await failTwice('list-majors', 1);
    expect(line).toContain('error report is late');
    // It was sent, it is not answered yet, and nobody has waited again.
    await expect.poll(() => sentry.held()).toBe(1);
    sentry.release();
  });

  it('is the same if nobody listens, which is logged once', async () => {
    aws.secrets.set(sentrySecret, `http://publickey@127.0.0.1:${await closedPort()}/42`);

    await failTwice('list-majors', 1);
  });

  it('is the same if the reporter cannot be loaded, which is logged', async () => {
    const folder = await copyOf('list-majors');
    await rm(join(folder, 'sentry-reporter.mjs'));
    const before = lines.length;

    const result = await start('list-majors', { directory: folder })(apiEvent());
    expect(result).toMatchObject(failures['list-majors']);
    await expect.poll(() => told(before)).toHaveLength(1);
  });

  it('is the same if the secret has no value: that is no trouble', async () => {
    aws.secrets.delete(sentrySecret);

    await failTwice('list-majors', 0);
    expect(sentry.text()).toBe('');
  });
});

describe('the error that was thrown', () => {
  it('is the same if nobody listens, which is logged once', async () => {
    aws.secrets.set(sentrySecret, `http://publickey@127.0.0.1:${await closedPort()}/42`);

    expect(await failTwice('fold-standings', 1)).toEqual([expect.stringContaining('ECONNREFUSED')]);
  });

  it('is the same if Sentry refuses, which is logged once', async () => {
    sentry.behave('refuses');

    expect(await failTwice('fold-standings', 1)).toEqual([
      expect.stringContaining('Sentry answered 503'),
    ]);
  });

  it('is the same if the secret holds no DSN, and its text is not shown', async () => {
    aws.secrets.set(sentrySecret, 'https://mistaken-password');

    expect(await failTwice('fold-standings', 1)).toEqual([
      expect.stringContaining('The Sentry secret does not hold a DSN'),
    ]);
    expect(lines.join('\n')).not.toContain('mistaken-password');
  });

  it.each(['list-majors', 'fold-standings'] as const)(
    'is the same in %s if the secret holds no DSN, which is counted for the alarm',
    async (name) => {
      aws.secrets.set(sentrySecret, 'https://mistaken-password');
      const before = lines.length;

      await failTwice(name, 1);
      const counted = lines
        .slice(before)
        .filter((line) => line.includes('"ConfigurationErrors":1'));
      expect(counted).toHaveLength(1);
      expect(counted[0]).toContain('"Namespace":"LearningMate-test"');
    },
  );
});

describe('a call that succeeds', () => {
  it.each(['get-api-docs', 'get-swagger-page', 'reject-request'] as const)(
    'neither loads the reporter nor reads its secret in %s',
    async (name) => {
      const folder = await copyOf(name);
      await rm(join(folder, 'sentry-reporter.mjs'));
      const before = { lines: lines.length, secrets: aws.secretsRead.length };

      const event = apiEvent({ pathParameters: { file: 'index.html' } });
      expect(await start(name, { directory: folder })(event)).toMatchObject({
        succeeded: true,
        payload: expect.stringMatching(/"statusCode":(?:200|404)/),
      });
      expect(aws.secretsRead).toHaveLength(before.secrets);
      expect(lines.slice(before.lines).join('\n')).not.toContain('report');
    },
  );
});
