import { describe, expect, it } from 'vitest';
import { routes } from '../../../shared/contracts/routes.ts';
import { InvalidRequest, readRequest } from '../../../shared/platform/http-request.ts';
import { apiEvent } from '../../support/api-event.ts';

// Whoever imports the whole of zod sets its language for all: nothing here may.
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
    ['{}', 'Invalid input: expected number, received undefined'],
    ['{"helpfulnessRating":"5"}', 'Invalid input: expected number, received string'],
    ['{"helpfulnessRating":6}', 'Too big: expected number to be <=5'],
  ])('(%s) is told what was expected', (body, message) => {
    const event = apiEvent({ pathParameters: { id: '1' }, body });

    expect(refusalOf(() => readRequest(routes['rate-lecture'], event))).toEqual([
      { field: 'helpfulnessRating', message },
    ]);
  });
});
