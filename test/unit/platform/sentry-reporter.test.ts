import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import {
  addBreadcrumb,
  getGlobalScope,
  getIsolationScope,
  setExtra,
  setUser,
} from '@sentry/aws-serverless';
import { afterAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { release } from '../../../shared/contracts/release.ts';
import { LectureNotSwept, LecturesNotSwept } from '../../../shared/lectures/sweep-lectures.ts';
import { OwnError } from '../../../shared/own-error.ts';
import { type ReportSender, shownErrors } from '../../../shared/platform/error-report.ts';
import { openSentry } from '../../../shared/platform/sentry-reporter.ts';
import { startRefusingAws } from '../../support/refusing-aws.ts';
import { startSentryServer } from '../../support/sentry-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const canary = 'canary-7f3a9b';
const folder = temporaryFolder('sentry');
const secretArn = 'arn:aws:secretsmanager:ap-northeast-2:000000000000:secret:sentry';

const [aws, sentry] = await Promise.all([startRefusingAws('refused'), startSentryServer()]);
aws.secrets.set(secretArn, ` ${sentry.dsn}\n`);

const environment = {
  AWS_ENDPOINT_URL: aws.origin,
  AWS_ACCESS_KEY_ID: 'ASIATEST',
  AWS_SECRET_ACCESS_KEY: 'secret',
  SENTRY_SECRET_ARN: secretArn,
};

/** Opened for this DSN. */
async function opened(dsn: string, variables: object = { STAGE: 'prod' }): Promise<ReportSender> {
  aws.secrets.set(secretArn, dsn);
  const sender = await openSentry({ ...environment, ...variables });
  if (sender === undefined || sender === 'malformed') throw new Error('no DSN');
  return sender;
}

const send = await opened(` ${sentry.dsn}\n`);
const report = { errors: shownErrors(new OwnError('The standing kept changing')), tags: {} };

beforeEach(() => {
  sentry.behave('takes');
  sentry.forget();
});

describe('the connection to Sentry', () => {
  it('does not exist if no secret is named, or it has no value', async () => {
    const { SENTRY_SECRET_ARN: _, ...others } = environment;
    expect(await openSentry(others)).toBeUndefined();
    expect(await openSentry({ ...environment, SENTRY_SECRET_ARN: `${secretArn}-other` })).toBe(
      undefined,
    );
  });

  it.each([
    canary,
    'https://canary',
    'https://key@host',
    'https://key@host/path',
    'ftp://key@host/42',
    'https://key@host/42 and more',
    'https://host/42',
  ])('is malformed if the secret holds %j', async (value) => {
    aws.secrets.set(secretArn, value);
    expect(await openSentry(environment)).toBe('malformed');
  });

  it.each(['https://key@o1.ingest.sentry.io/42', 'https://key:secret@host:9000/behind/a-path/42'])(
    'is open if it holds %s',
    async (value) => {
      expect(await opened(value)).toBeTypeOf('function');
    },
  );

  it('uses TLS if the DSN says so', async () => {
    const begun: (number | undefined)[] = [];
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', (bytes) => {
        begun.push(bytes[0]);
        socket.destroy();
      });
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const overTls = await opened(`https://publickey@127.0.0.1:${address.port}/42`);
    await expect(overTls(report)).rejects.toThrow();
    // A handshake's record: https://www.rfc-editor.org/rfc/rfc8446#section-5.1
    expect(begun).toEqual([0x16]);
  });

  it('says which stage it is, or that it does not know', async () => {
    const other = await opened(sentry.dsn, {});
    await other(report);
    expect(sentry.events).toMatchObject([{ environment: 'unknown' }]);
  });
});

describe('a report', () => {
  it('that Sentry refuses is an error with its status, and the next one may arrive', async () => {
    sentry.behave('refuses');
    await expect(send(report)).rejects.toThrow('Sentry answered 503');
    sentry.behave('takes');
    await send(report);
    expect(sentry.events).toHaveLength(1);
    const unknown = await opened(sentry.dsn.replace('/42', '/43'));
    await expect(unknown(report)).rejects.toThrow('Sentry answered 400');
  });

  it('to an address where nobody listens is an error', async () => {
    const nowhere = await opened('http://publickey@127.0.0.1:1/42');
    await expect(nowhere(report)).rejects.toThrow();
  });

  it('has ten seconds', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout');
    onTestFinished(() => timeout.mockRestore());
    await send(report);
    expect(timeout).toHaveBeenCalledWith(10_000);
  });

  it('can be found by its route, or else by its function, and by each of its tags', async () => {
    const { route, ...others } = {
      route: 'GET /x',
      function: 'get-x',
      requestId: 'request-1',
      messageId: 'message-1',
      correlationId: 'request-0',
      lectureId: '12',
    };
    await send({ ...report, tags: { route, ...others, name: canary } });
    await send({ ...report, tags: others, fingerprint: ['provider', 'quota'] });
    await send(report);

    expect(sentry.events).toMatchObject([
      { level: 'error', transaction: 'GET /x', tags: { route, ...others } },
      { transaction: 'get-x', tags: others, fingerprint: ['provider', 'quota'] },
      { tags: {} },
    ]);
    expect(sentry.events[0]).not.toHaveProperty('fingerprint');
    expect(sentry.events[2]).not.toHaveProperty('transaction');
    expect(sentry.text()).not.toContain(canary);
  });

  it('names the build of each bundle in its stack, for its source map, and of no other file', async () => {
    const debugId = '0b3f6a52-6f5c-4f0e-9d7e-1a2b3c4d5e6f';
    const built = join(folder, 'index.mjs');
    const unbuilt = join(folder, 'other.mjs');
    const script = join(folder, 'script.js');
    writeFileSync(built, `work();\n//# debugId=${debugId}\n`);
    writeFileSync(unbuilt, `//# debugId=${debugId}\nwork();\n`);
    writeFileSync(script, `work();\n//# debugId=${debugId}\n`);
    const places = [built, built, unbuilt, script, `${folder}/gone.mjs`, 'node:fs'];
    const frames = places.map((place, line) => `    at work (${place}:${line + 1}:7)`);
    await send({ ...report, errors: [{ name: 'TypeError', message: 'm', frames }] });

    const [event] = sentry.events;
    expect(event?.debug_meta.images).toEqual([
      { type: 'sourcemap', code_file: built, debug_id: debugId },
    ]);
    const [exception] = event?.exception.values ?? [];
    expect(exception).toMatchObject({ type: 'TypeError', value: 'm' });
    // Sentry's have the innermost last.
    expect(exception?.stacktrace?.frames.map(({ lineno }) => lineno)).toEqual([6, 5, 4, 3, 2, 1]);
  });
});

describe('an envelope', () => {
  afterAll(() => {
    for (const scope of [getGlobalScope(), getIsolationScope()]) scope.clear();
  });

  it('contains what was reported and no more, whatever else the SDK has gathered', async () => {
    setUser({ id: canary, username: canary, ip_address: '10.0.0.1' });
    setExtra('transcript', canary);
    addBreadcrumb({ message: canary, category: 'console' });
    getGlobalScope()
      .setTag('token', canary)
      .setContext('request', { body: canary })
      .setSDKProcessingMetadata({ normalizedRequest: { url: canary, headers: { a: canary } } });

    await send(report);

    const [event] = sentry.events;
    expect(Object.keys(event ?? {}).sort()).toEqual([
      'debug_meta',
      'environment',
      'event_id',
      'exception',
      'level',
      'platform',
      'release',
      'sdk',
      'tags',
      'timestamp',
    ]);
    expect(event).toMatchObject({
      release,
      environment: 'prod',
    });
    expect(sentry.text()).not.toContain(canary);
  });

  it('has the causes of an error before it', async () => {
    const cause = new OwnError('The catalog is not loaded');
    await send({ errors: shownErrors(new OwnError('The sweep failed', { cause })), tags: {} });

    expect(sentry.events[0]?.exception.values.map(({ value }) => value)).toEqual([
      'The catalog is not loaded',
      'The sweep failed',
    ]);
  });

  it('contains the errors within an error, each with the lecture it is about', async () => {
    const lecture = { userId: 7_001, lectureId: 12_345 };
    const cause = Object.assign(new Error(canary), { code: 'ECONNRESET' });
    const error = new LecturesNotSwept([new LectureNotSwept(lecture, undefined, cause)]);
    await send({ errors: shownErrors(error), tags: {} });

    expect(sentry.events[0]?.exception.values.map(({ value }) => value)).toEqual([
      'code ECONNRESET',
      'Lecture 12345 was not swept',
      '1 were not swept',
    ]);
    expect(sentry.text()).not.toContain(canary);
  });

  it('may be compressed, as large ones are', async () => {
    const name = 'long'.repeat(500);
    const frames = Array.from({ length: 40 }, (_, line) => `    at ${name} (/x.mjs:${line}:1)`);
    await send({ errors: [{ name: 'Error', message: 'm', frames }], tags: { route: 'GET /x' } });

    expect(sentry.events[0]?.tags).toEqual({ route: 'GET /x' });
    expect(sentry.text()).toContain('gzip');
  });
});
