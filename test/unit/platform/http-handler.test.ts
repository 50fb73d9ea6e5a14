import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DomainError } from '../../../shared/domain-error.ts';
import { httpHandler } from '../../../shared/platform/http-handler.ts';
import { log } from '../../../shared/platform/log.ts';
import { apiEvent, apiEventTo, lambdaContext, testRequestId } from '../../support/api-event.ts';
import { type CapturedLog, capturedLog } from '../../support/captured-log.ts';
import { problemOf } from '../../support/problem-of.ts';
import { ownHandler, post, publicHandler } from './greeting-routes.ts';

let captured: CapturedLog;

beforeEach(() => {
  captured = capturedLog();
});

afterEach(() => captured.restore());

const canary = 'canary-7f3a9b';
const failing = (error: unknown) => ownHandler(() => Promise.reject(error))('{"name":"a"}');

describe('an answer', () => {
  it('is JSON with status 200, the action’s headers and the request’s id', async () => {
    const response = await post('{"name":"a"}');

    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'application/json',
      'x-own': 'yes',
      'x-request-id': testRequestId,
    });
    expect(JSON.parse(response.body ?? '')).toEqual({ userId: 7_001, name: 'a' });
  });

  it('without a body is an empty 200', async () => {
    const route = { method: 'POST', path: '/x', summary: 'x', auth: 'public' } as const;
    const handler = httpHandler(route, async () => ({ body: undefined }));

    await expect(handler(apiEvent(), lambdaContext())).resolves.toMatchObject({
      statusCode: 200,
      body: '',
    });
  });

  it('that belongs to its caller alone is cached by nobody on the way, and neither are refusals', async () => {
    const kept = async (response: ReturnType<typeof post>) =>
      (await response).headers?.['cache-control'];
    const tokenRoute = { method: 'POST', path: '/x', summary: 'x', auth: 'public' } as const;
    const issue = httpHandler(tokenRoute, async () => ({ body: undefined }));

    expect(await kept(post('{"name":"a"}'))).toBe('no-store');
    expect(await kept(post('{}'))).toBe('no-store');
    expect(await kept(issue(apiEvent(), lambdaContext()))).toBe('no-store');
  });

  it('that is the same for everybody may be cached for minutes, separately for each language', async () => {
    expect(await publicHandler(apiEvent(), lambdaContext())).toMatchObject({
      headers: { 'cache-control': 'public, max-age=300', vary: 'Accept-Language, Origin' },
    });
  });

  it('to HEAD is the answer to GET without its body', async () => {
    const ask = (method: string, parts: Parameters<typeof apiEvent>[0] = {}) =>
      publicHandler(apiEventTo(method, '/api/v1/things', parts), lambdaContext());

    for (const parts of [{}, { queryStringParameters: { page: 'x' } }]) {
      const { body, ...rest } = await ask('GET', parts);
      expect(body).not.toBe('');
      expect(await ask('HEAD', parts)).toEqual(rest);
    }
  });

  it('is logged in one line, with route, status and id', async () => {
    await post('{"name":"a"}');

    expect(captured.lines()).toMatchObject([
      {
        level: 'info',
        message: 'request',
        route: 'POST /api/v1/things/{id}',
        status: 200,
        requestId: testRequestId,
      },
    ]);
  });
});

describe('the lines of a request', () => {
  it('carry its id from the first one on, and how long it took', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const working = ownHandler(async ({ userId }) => {
      log('info', 'at work');
      vi.setSystemTime(Date.now() + 120);
      return { body: { userId, name: 'a' } };
    });
    const { requestContext } = apiEvent();
    for (const requestId of ['request-1', 'request-2']) {
      await working('{"name":"a"}', { requestContext: { ...requestContext, requestId } });
    }
    vi.useRealTimers();
    expect(captured.lines()).toMatchObject(
      ['request-1', 'request-2'].flatMap((requestId) => [
        { message: 'at work', requestId },
        { message: 'request', requestId, milliseconds: 120 },
      ]),
    );
  });
});

describe('a public route', () => {
  it.each([undefined, 'Bearer null', 'Bearer a.b.c', 'garbage \u0000'])(
    'ignores the token %j',
    async (authorization) => {
      const headers = authorization === undefined ? {} : { authorization };
      const response = await publicHandler(apiEvent({ headers }), lambdaContext());

      expect(response.statusCode).toBe(200);
      expect(JSON.parse(response.body ?? '')).toEqual({ caller: 'undefined', page: 'none' });
    },
  );
});

describe('a route that needs a token', () => {
  it('answers 401 before it looks at anything else', async () => {
    const response = await post('not json', { headers: {} });

    expect(response.statusCode).toBe(401);
    expect(response.headers?.['www-authenticate']).toBe('Bearer');
    expect(problemOf(response).code).toBe('UNAUTHORIZED');
  });
});

describe('an error of the action', () => {
  it('that the domain knows has its code, status and field', async () => {
    const response = await failing(
      new DomainError('TOPIC_NOT_FOUND', 'There is no topic 9.', 'topicId'),
    );

    expect(response.statusCode).toBe(404);
    expect(problemOf(response)).toEqual({
      type: 'about:blank',
      title: 'No such topic',
      status: 404,
      detail: 'There is no topic 9.',
      code: 'TOPIC_NOT_FOUND',
      requestId: testRequestId,
      errors: [{ field: 'topicId', code: 'TOPIC_NOT_FOUND', message: 'There is no topic 9.' }],
    });
    expect(response.headers?.['x-request-id']).toBe(testRequestId);
  });

  it.each([
    ['an error', new Error(canary)],
    ['a text', canary],
    ['an object', { message: canary }],
    ['nothing', undefined],
  ])('that nobody expected is 500 without its text, thrown as %s', async (_, thrown) => {
    const response = await failing(thrown);

    expect(response.statusCode).toBe(500);
    expect(problemOf(response).code).toBe('INTERNAL');
    expect(response.body).not.toContain(canary);
    expect(captured.lines().some(({ level }) => level === 'error')).toBe(true);
  });

  it.each(['ThrottlingException', 'ProvisionedThroughputExceededException', 'RequestThrottled'])(
    'that is %s is 503 with a time to come back',
    async (name) => {
      const response = await failing(Object.assign(new Error('slow down'), { name }));

      expect(response.statusCode).toBe(503);
      expect(response.headers?.['retry-after']).toBe('2');
      expect(problemOf(response).code).toBe('BUSY');
    },
  );
});

describe('the log', () => {
  it.each([
    ['a good body', `{"name":"${canary}"}`],
    ['a wrong body', `{"name":5,"size":"${canary}"}`],
    ['an unknown field', `{"${canary}":1}`],
    ['a malformed body', `{"name":"${canary}`],
  ])('contains nothing of %s, nor of the token', async (_, body) => {
    await post(body);
    await post(body, { headers: { authorization: `Bearer ${canary}` } });

    expect(captured.lines()).toHaveLength(2);
    expect(captured.text()).not.toContain(canary);
  });
});
