import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiEvent, lambdaContext } from '../../support/api-event.ts';
import { type CapturedLog, capturedLog } from '../../support/captured-log.ts';
import { problemOf } from '../../support/problem-of.ts';
import { post, publicHandler } from './greeting-routes.ts';

let captured: CapturedLog;

beforeEach(() => {
  captured = capturedLog();
});

afterEach(() => captured.restore());

describe('bad input', () => {
  it.each([
    ['a missing field', '{}', 'name'],
    ['a wrong type', '{"name":5}', 'name'],
    ['a value out of range', '{"name":"a","size":10}', 'size'],
    ['an unknown field', '{"name":"a","colour":"red"}', 'colour'],
    ['a list', '[]', 'body'],
    ['null', 'null', 'body'],
  ])('with %s in the body is 400 and names the field', async (_, body, field) => {
    const response = await post(body);
    const problem = problemOf(response);

    expect(response.statusCode).toBe(400);
    expect(problem).toMatchObject({ code: 'INVALID_REQUEST', status: 400, type: 'about:blank' });
    expect(problem.errors?.map((error) => error.field)).toEqual([field]);
    expect(problem.detail).toContain(field);
  });

  it('names every wrong field at once', async () => {
    const problem = problemOf(await post('{"size":"x","one":1,"two":2}'));

    expect(problem.errors?.map(({ field }) => field).toSorted()).toEqual([
      'name',
      'one',
      'size',
      'two',
    ]);
  });

  it('in path and query is 400 and names the parameter', async () => {
    const inPath = await post('{"name":"a"}', { pathParameters: { id: 'x' } });
    const event = (queryStringParameters: Record<string, string>) =>
      publicHandler(apiEvent({ queryStringParameters }), lambdaContext());

    expect(problemOf(inPath).detail).toBe('id: must be a number');
    expect(problemOf(inPath).errors).toEqual([
      { field: 'id', code: 'WRONG_FORMAT', message: 'must be a number' },
    ]);
    expect(problemOf(await event({ page: '1,2' })).errors?.[0]?.field).toBe('page');
    expect(problemOf(await event({ pages: '1' })).errors?.[0]?.field).toBe('pages');
  });

  it.each([
    ['no body', undefined, {}],
    ['an empty body', '', {}],
    ['half a JSON', '{"name":', {}],
    ['two JSONs', '{"name":"a"}{}', {}],
    [
      'broken UTF-8',
      Buffer.from('{"name":"\xff"}', 'latin1').toString('base64'),
      { isBase64Encoded: true },
    ],
    ['base 64 that is not said to be', Buffer.from('{"name":"a"}').toString('base64'), {}],
  ])('is MALFORMED_JSON when it is %s', async (_, body, parts) => {
    const response = await post(body, parts);

    expect(response.statusCode).toBe(400);
    expect(problemOf(response)).toMatchObject({
      code: 'MALFORMED_JSON',
      errors: [{ field: 'body', message: 'The body must be JSON in UTF-8.' }],
    });
  });

  it('is not a body in base 64 that is marked as such', async () => {
    const body = Buffer.from('{"name":"한글"}').toString('base64');
    const response = await post(body, { isBase64Encoded: true });

    expect(JSON.parse(response.body ?? '')).toMatchObject({ name: '한글' });
  });

  it('is 413 when a body exceeds 64 KiB, counted in bytes', async () => {
    const named = (name: string) => JSON.stringify({ name });
    const wrapping = named('').length;

    expect((await post(named('a'.repeat(65_536 - wrapping)))).statusCode).toBe(200);
    expect((await post(named('a'.repeat(65_537 - wrapping)))).statusCode).toBe(413);
    const korean = await post(named('가'.repeat(22_000)));
    expect(problemOf(korean).code).toBe('BODY_TOO_LARGE');
  });

  it('cannot change anything with a __proto__ field', async () => {
    const response = await post('{"name":"a","__proto__":{"size":1}}');

    expect([200, 400]).toContain(response.statusCode);
    expect(Object.prototype).not.toHaveProperty('size');
  });
});
