import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idParameterSchema, idSchema } from '../../../shared/contracts/identifiers.ts';
import { idMilliseconds, newId } from '../../../shared/identifiers/json-safe-id.ts';

const milliseconds = fc.integer({ min: Date.UTC(2025, 0, 2), max: Date.UTC(2090, 0, 1) });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('an id', () => {
  it('is a positive JSON-safe integer until 2090 and beyond', () => {
    fc.assert(
      fc.property(milliseconds, random, (now, fraction) => {
        const id = newId(now, fraction);
        expect(idSchema.parse(id)).toBe(id);
        expect(JSON.parse(JSON.stringify(id))).toBe(id);
        expect(idParameterSchema.parse(String(id))).toBe(id);
      }),
    );
    expect(Number.isSafeInteger(newId(Date.UTC(2094, 0, 1), 0.999_999))).toBe(true);
  });

  it('tells when it was made', () => {
    fc.assert(
      fc.property(milliseconds, random, (now, fraction) => {
        expect(idMilliseconds(newId(now, fraction))).toBe(now);
      }),
    );
  });

  it('sorts by time, whatever the random bits', () => {
    fc.assert(
      fc.property(
        milliseconds,
        fc.integer({ min: 1, max: 1e9 }),
        random,
        random,
        (now, later, a, b) => {
          expect(newId(now + later, a)).toBeGreaterThan(newId(now, b));
        },
      ),
    );
  });

  it.each([
    '0',
    '01',
    '-1',
    '1.5',
    '1e3',
    ' 1',
    '',
    '9007199254740992',
    '99999999999999999',
    'abc',
  ])('is never %j', (text) => {
    expect(idParameterSchema.safeParse(text).success).toBe(false);
  });
});
