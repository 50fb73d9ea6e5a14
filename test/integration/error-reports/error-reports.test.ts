import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import type { InvocationResult } from '../../../infra/local/lambda/lambda-environment.ts';
import { functionNames as names } from '../../../shared/contracts/functions.ts';
import { problemSchema } from '../../../shared/contracts/problem.ts';
import { release } from '../../../shared/contracts/release.ts';
import { tokenIssuer } from '../../../shared/platform/tokens.ts';
import { apiEvent, testRequestId } from '../../support/api-event.ts';
import type { SentryEvent } from '../../support/sentry-server.ts';
import { changeableSecret, firstKey } from '../../support/token-secrets.ts';
import { bundledFunctions, canary, tokenKeysSecret } from './bundled-functions.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

const { aws, sentry, directory, start } = await bundledFunctions();

const keyring = { signer: 'k1', k1: firstKey };
aws.secrets.set(tokenKeysSecret, JSON.stringify(keyring));
const { issue } = tokenIssuer(changeableSecret(keyring).read, Date.now);
const token = await issue({ userId: 7_001, tokenVersion: 1 });

beforeEach(() => {
  sentry.behave('takes');
  sentry.forget();
});

/** Waits for the one event of a test. */
async function arrived(): Promise<SentryEvent> {
  await expect.poll(() => sentry.events.length, { timeout: 10_000 }).toBe(1);
  return firstEvent();
}

/**
 * A process that cannot start ends with its answer, and a busy machine may not get its report out
 * by then: the next start, which Lambda makes for the next request, tries again.
 */
async function arrivedFromStart(invoke: (event: unknown) => Promise<InvocationResult>) {
  await vi.waitFor(
    async () => {
      const result = await invoke(apiEvent(personalRequest));
      expect(result).toMatchObject({ succeeded: false, errorType: 'ConfigurationError' });
      expect(sentry.events).not.toEqual([]);
    },
    { timeout: 20_000, interval: 10 },
  );
  return firstEvent();
}

function firstEvent(): SentryEvent {
  const [event] = sentry.events;
  if (!event) throw new Error('no event');
  for (const secret of [canary, token, '라면', 'recordings/', 'authorization', 'host.test']) {
    expect(sentry.text()).not.toContain(secret);
  }
  return event;
}

const personalRequest = {
  headers: {
    host: 'host.test',
    authorization: `Bearer ${token}`,
    cookie: canary,
    'user-agent': canary,
  },
  queryStringParameters: {},
  body: JSON.stringify({ topicId: 1001, audioUrl: `https://s3.test/recordings/7001/${canary}` }),
};

const answerSchema = z.object({ statusCode: z.int(), body: z.string() });

const workerEvent = {
  Records: [
    {
      messageId: 'message-1',
      receiptHandle: canary,
      body: JSON.stringify({ userId: 7_001, lectureId: 12_345, note: canary }),
      attributes: { ApproximateReceiveCount: '1' },
    },
  ],
};

describe('an error', () => {
  it('behind a route arrives with the request, and the answer is the problem it would be', async () => {
    const result = await start('submit-lecture')(apiEvent(personalRequest));
    if (!result.succeeded) throw new Error(result.errorMessage);
    const { statusCode, body } = answerSchema.parse(JSON.parse(result.payload));
    expect(statusCode).toBe(500);
    expect(problemSchema.parse(JSON.parse(body)).code).toBe('INTERNAL');

    expect(await arrived()).toMatchObject({
      level: 'error',
      platform: 'node',
      release,
      environment: 'dev',
      transaction: 'POST /api/v1/lecture',
      tags: {
        function: 'LearningMate-dev-submit-lecture',
        route: 'POST /api/v1/lecture',
        requestId: testRequestId,
      },
      exception: { values: [{ type: 'AccessDeniedException', value: 'status 400' }] },
    });
  });

  it('about one lecture names that lecture', async () => {
    const event = apiEvent({ ...personalRequest, pathParameters: { id: '12345' } });
    await start('get-lecture')(event);

    const { tags } = await arrived();
    expect(tags).toMatchObject({ route: 'GET /api/v1/lecture/{id}', lectureId: '12345' });
  });

  it('of the set-up is 503 to the client and says here what is wrong', async () => {
    aws.secrets.set(tokenKeysSecret, canary);
    const result = await start('get-name')(apiEvent(personalRequest));
    aws.secrets.set(tokenKeysSecret, JSON.stringify(keyring));

    expect(result).toMatchObject({ payload: expect.stringContaining('NOT_CONFIGURED') });
    const { exception } = await arrived();
    expect(exception.values.at(-1)).toMatchObject({
      type: 'ConfigurationError',
      value: expect.stringMatching(/^The token keys secret is malformed: /),
    });
  });

  it('of $default arrives', async () => {
    const { http: _, ...requestContext } = apiEvent().requestContext;
    const result = await start('reject-request')({ ...apiEvent(personalRequest), requestContext });

    expect(result).toMatchObject({ payload: expect.stringContaining('INTERNAL') });
    const { tags, exception } = await arrived();
    expect(tags).toMatchObject({ route: '$default', requestId: testRequestId });
    expect(exception.values.map(({ type }) => type)).toEqual(['TypeError']);
  });

  it('of the worker arrives with the message and the lecture, and is thrown on', async () => {
    const result = await start('process-lecture')(workerEvent);

    expect(result).toMatchObject({ succeeded: false, errorType: 'AccessDeniedException' });
    const { tags } = await arrived();
    expect(tags).toMatchObject({
      function: 'LearningMate-dev-process-lecture',
      messageId: 'message-1',
      lectureId: '12345',
      requestId: result.requestId,
    });
  });

  it.each(['sweep-lectures', 'fold-standings', 'load-catalog', 'keep-web-files'] as const)(
    'of %s arrives and is thrown on',
    async (name) => {
      const result = await start(name)({ RequestType: 'Create', note: canary });

      expect(result).toMatchObject({ succeeded: false, errorType: 'AccessDeniedException' });
      const { tags, transaction } = await arrived();
      expect(transaction).toBe(`LearningMate-dev-${name}`);
      expect(tags['requestId']).toBe(result.requestId);
    },
  );

  it.each(names)('at the start of %s arrives before Lambda ends it', async (name) => {
    const { exception, environment } = await arrivedFromStart(start(name, { missing: ['STAGE'] }));

    expect(environment).toBe('unknown');
    expect(exception.values.map(({ value }) => value)).toEqual([
      `Environment of ${name} is not complete: STAGE (missing)`,
    ]);
  });
});

describe('a stack', () => {
  it('leads, by the map of its build, to the line that threw', async () => {
    const { exception, debug_meta: debugMeta } = await arrivedFromStart(
      start('list-majors', { missing: ['STAGE'] }),
    );

    // Sentry's frames have the innermost last.
    const frame = exception.values[0]?.stacktrace?.frames.at(-1);
    if (!frame?.lineno || !frame.colno) throw new Error('no place in the innermost frame');
    expect(basename(frame.filename)).toBe('index.mjs');

    const mapText = readFileSync(join(directory, 'list-majors', 'index.mjs.map'), 'utf8');
    const map = sourceMapSchema.parse(JSON.parse(mapText));
    const [image] = debugMeta.images.filter(({ code_file }) => code_file === frame.filename);
    expect(image).toMatchObject({ type: 'sourcemap', debug_id: map.debug_id });

    const origin = new SourceMap(map).findOrigin(frame.lineno, frame.colno);
    if (!('fileName' in origin)) throw new Error('the map does not know the place');
    // A map names its sources as seen from where the bundle was written.
    const file = join(repository, '.build', 'functions', 'list-majors', origin.fileName);
    expect(file).toMatch(/shared\/platform\/environment\.ts$/);
    const line = readFileSync(file, 'utf8').split('\n')[origin.lineNumber - 1];
    expect(line).toContain('throw new ConfigurationError(`Environment of');
  });
});

const sourceMapSchema = z.object({
  debug_id: z.uuid(),
  file: z.string().default(''),
  mappings: z.string(),
  names: z.array(z.string()),
  sources: z.array(z.string()),
  sourcesContent: z.array(z.string()),
  sourceRoot: z.string().default(''),
  version: z.number(),
});
