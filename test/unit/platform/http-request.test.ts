import { describe, expect, it } from 'vitest';
import { routes } from '../../../shared/contracts/routes.ts';
import { InvalidRequest, readRequest } from '../../../shared/platform/http-request.ts';
import { apiEvent } from '../../support/api-event.ts';

// Importing the whole of zod sets its language for all, so nothing here may.
function refusalOf(read: () => unknown): InvalidRequest['errors'] {
  try {
    read();
  } catch (error) {
    if (error instanceof InvalidRequest) return error.errors;
    throw error;
  }
  return [];
}

describe('a request that is refused', () => {
  it.each([
    ['{}', 'REQUIRED', 'Invalid input: expected number, received undefined'],
    ['{"helpfulnessRating":null}', 'REQUIRED', /received undefined/],
    ['{"helpfulnessRating":"5"}', 'WRONG_TYPE', 'Invalid input: expected number, received string'],
    ['{"helpfulnessRating":6}', 'TOO_LARGE', 'Too big: expected number to be <=5'],
    ['{"helpfulnessRating":0}', 'TOO_SMALL', /Too small/],
  ])('(%s) says what was expected, with a code', (body, code, message) => {
    const event = apiEvent({ pathParameters: { id: '1' }, body });

    expect(refusalOf(() => readRequest(routes['rate-lecture'], event))).toEqual([
      { field: 'helpfulnessRating', code, message: expect.stringMatching(message) },
    ]);
  });

  it.each([
    ['change-name', { name: '' }, 'name', 'INVISIBLE'],
    ['change-name', { name: 'x'.repeat(31) }, 'name', 'TOO_LONG'],
    ['change-name', { name: 'a\u202eb' }, 'name', 'FORBIDDEN_CHARACTER'],
    ['change-name', { name: 'x', age: 3 }, 'age', 'UNKNOWN'],
    ['change-name', [], 'body', 'WRONG_TYPE'],
    ['submit-lecture', { topicId: 1 }, 'audioUrl', 'ONE_OF_TWO'],
    ['submit-lecture', { topicId: 1, audioUrl: '' }, 'audioUrl', 'TOO_SHORT'],
    ['submit-lecture', { topicId: 1, text: '\u200b\u200b\u200b' }, 'text', 'INVISIBLE'],
  ] as const)('by %s for %j says which field, and how', (name, body, field, code) => {
    const event = apiEvent({ body: JSON.stringify(body) });
    const [error] = refusalOf(() => readRequest(routes[name], event));

    expect(error).toMatchObject({ field, code });
  });

  it('for its query or its key says the same in the same way', () => {
    const queryStringParameters = { limit: 'x' };
    const key = apiEvent({ body: '{"topicId":1,"text":"x"}', headers: { 'idempotency-key': ' ' } });

    expect(
      refusalOf(() => readRequest(routes['list-lectures'], apiEvent({ queryStringParameters }))),
    ).toMatchObject([{ field: 'limit', code: 'WRONG_FORMAT' }]);
    expect(refusalOf(() => readRequest(routes['submit-lecture'], key))).toMatchObject([
      { field: 'Idempotency-Key', code: 'WRONG_FORMAT' },
    ]);
  });
});

describe('the message of a refusal', () => {
  it('says where the fault was, and all of it in one line', () => {
    const read = () =>
      readRequest(
        routes['list-lectures'],
        apiEvent({ queryStringParameters: { limit: 'x', page: '1' } }),
      );
    expect(refusalOf(read).map(({ message }) => message)).toContain('is not known in the query');
    expect(read).toThrow(/^limit: .+; page: is not known in the query$/);
    const path = { pathParameters: { id: '1', other: '2' } };
    expect(refusalOf(() => readRequest(routes['get-lecture'], apiEvent(path)))).toMatchObject([
      { field: 'other', message: 'is not known in the path' },
    ]);
  });
});

describe('a route that ignores its query', () => {
  it('refuses none', () => {
    const route = { ...routes['list-lectures'], ignoresQuery: true } as const;
    const event = apiEvent({ queryStringParameters: { utm_source: 'mail' } });
    expect(readRequest(route, event).query).toBeUndefined();
  });
});

describe('an idempotency key', () => {
  const keyOf = (key: string | undefined) =>
    readRequest(
      routes['submit-lecture'],
      apiEvent({
        body: '{"topicId":1,"text":"x"}',
        headers: key === undefined ? {} : { 'idempotency-key': key },
      }),
    ).idempotencyKey;

  it.each(['k', '!~', 'k'.repeat(100), undefined])('like %s is accepted unchanged', (key) => {
    expect(keyOf(key)).toBe(key);
  });

  it.each(['', 'k'.repeat(101), 'two words', '열쇠', 'k\n'])('like %j is refused', (key) => {
    expect(refusalOf(() => keyOf(key))).toEqual([
      {
        field: 'Idempotency-Key',
        code: 'WRONG_FORMAT',
        message: 'must be 1 to 100 visible ASCII characters',
      },
    ]);
  });
});

describe('a field that is null', () => {
  it.each([
    [{ topicId: 1001, audioUrl: 'https://x.test/', text: null }],
    [{ topicId: 1001, audioUrl: null, text: 'x' }],
    [{ topicId: 1001, text: 'x', unknown: null }],
  ])('in %j is the same as left out', (body) => {
    const event = apiEvent({ body: JSON.stringify(body) });
    const given = Object.entries(body).filter(([, value]) => value !== null);

    expect(readRequest(routes['submit-lecture'], event).body).toEqual(Object.fromEntries(given));
  });
});
