import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../shared/domain-error.ts';
import { ConfigurationError } from '../../../shared/platform/configuration-error.ts';
import { answerFailure } from '../../../shared/platform/problem-response.ts';
import { apiEvent } from '../../support/api-event.ts';
import { measuredLogOfEachTest } from '../../support/captured-log.ts';
import { problemOf } from '../../support/problem-of.ts';

const captured = measuredLogOfEachTest();
const named = (name: string) => Object.assign(new Error('slow down'), { name });

/** The answer to what was thrown behind a route, and what was reported. */
async function failedBy(error: unknown, route = 'GET /api/v1/lecture/{id}', id = '12345') {
  const reported: unknown[] = [];
  const event = apiEvent({ pathParameters: { id } });
  const response = await answerFailure(
    error,
    event,
    route,
    async (...report) => void reported.push(report),
  );
  return { response, reported };
}

describe('a request that failed', () => {
  it.each([
    [
      new Error('no table'),
      500,
      'The request could not be answered. It has been noted.',
      undefined,
    ],
    [
      new ConfigurationError('The secret has no value'),
      503,
      'The service is not set up correctly. Its operators have been told.',
      '60',
    ],
  ])('by %s is told to its caller and to an operator', async (error, status, detail, after) => {
    const { response, reported } = await failedBy(error);
    expect(response.statusCode).toBe(status);
    expect(response.headers?.['retry-after']).toBe(after);
    expect(problemOf(response).detail).toBe(detail);
    expect(reported).toEqual([[error, { route: 'GET /api/v1/lecture/{id}', lectureId: '12345' }]]);
    expect(captured.lines()).toMatchObject([
      { level: 'error', message: 'request failed', reason: error.message },
    ]);
  });

  it.each([
    'ThrottlingException',
    'ProvisionedThroughputExceededException',
    'RequestLimitExceeded',
    'RequestThrottled',
  ])('by %s may be repeated in a moment, and no operator has to look', async (name) => {
    const { response, reported } = await failedBy(named(name));
    expect(response.headers?.['retry-after']).toBe('2');
    expect(problemOf(response)).toMatchObject({
      code: 'BUSY',
      detail: 'The service is busy. Try again in a moment.',
    });
    expect(reported).toEqual([]);
    expect(captured.lines()).toEqual([]);
  });

  it('by its caller’s own fault is not for operators', async () => {
    const { reported } = await failedBy(new DomainError('TOPIC_NOT_FOUND', 'There is no topic 9.'));
    expect(reported).toEqual([]);
    expect(captured.lines()).toEqual([]);
  });

  it('because a moderator is unreachable may be repeated in a minute', async () => {
    const { response } = await failedBy(new DomainError('MODERATION_UNAVAILABLE', 'Later.'));
    expect(response.headers?.['retry-after']).toBe('60');
  });
});

describe('the report of a request', () => {
  it.each([
    ['GET /api/v1/lecture/{id}', '1'.repeat(16), '1'.repeat(16)],
    ['GET /api/v1/lecture/{id}', '1'.repeat(17), undefined],
    ['GET /api/v1/lecture/{id}', 'canary', undefined],
    ['GET /api/v1/topics/{id}', '12345', undefined],
  ])('of %s for %s names the lecture %s', async (route, id, lectureId) => {
    const { reported } = await failedBy(new Error('no table'), route, id);
    expect(reported).toEqual([[expect.any(Error), { route, lectureId }]]);
  });

  it('names none if the path has none', async () => {
    const reported: unknown[] = [];
    await answerFailure(
      new Error('no table'),
      apiEvent(),
      'GET /api/v1/lecture/{id}',
      async (_, fields) => void reported.push(fields?.lectureId),
    );
    expect(reported).toEqual([undefined]);
  });
});
