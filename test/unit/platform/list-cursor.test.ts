import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextPageHeaders, readCursor } from '../../../shared/platform/list-cursor.ts';

const cursorOf = (link: string) => new URL(link.slice(1, link.indexOf('>')), 'https://api.test');

describe('the cursor of a list', () => {
  it('leads from a page to the lecture it ended with', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (id) => {
        const { link = '' } = nextPageHeaders('https://api.test/api/v1/users/lectures', {
          next: id,
          limit: 20,
        });
        const next = cursorOf(link);

        expect(link).toMatch(/^<[^<>]+>; rel="next"$/);
        expect(next.pathname).toBe('/api/v1/users/lectures');
        expect(next.searchParams.get('limit')).toBe('20');
        expect(readCursor(next.searchParams.get('cursor') ?? '')).toBe(id);
      }),
    );
  });

  it('leads on from the very first id, and without a limit if none was asked for', () => {
    const { link = '' } = nextPageHeaders('https://api.test/x', { next: 1 });
    expect(readCursor(cursorOf(link).searchParams.get('cursor') ?? '')).toBe(1);
    expect(cursorOf(link).searchParams.has('limit')).toBe(false);
  });

  it('is missing for a page behind the last one, and before the first', () => {
    expect(nextPageHeaders('https://api.test/x', { next: undefined, limit: 20 })).toEqual({});
    expect(readCursor(undefined)).toBeUndefined();
  });

  it.each([
    '',
    'x',
    '-',
    Buffer.from('abc').toString('base64url'),
    Buffer.from('0').toString('base64url'),
    Buffer.from('-5').toString('base64url'),
    Buffer.from('1.5').toString('base64url'),
    Buffer.from('9'.repeat(20)).toString('base64url'),
  ])('of %j is refused by name', (cursor) => {
    expect(() => readCursor(cursor)).toThrow('cursor: is not a cursor of this list');
  });
});
