import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { fieldErrors } from '../../../shared/platform/field-errors.ts';

const topic = z.strictObject({
  name: z.string().check(z.minLength(2), z.maxLength(4), z.regex(/^[a-z]+$/)),
  round: z.int().check(z.minimum(1), z.maximum(3)),
  kind: z.enum(['own', 'given']),
  path: z.object({ subject: z.object({ id: z.int() }) }),
  note: z.optional(
    z.string().check(
      z.refine((text) => text !== 'blank', {
        error: 'shows nothing',
        params: { code: 'INVISIBLE' },
      }),
      z.refine((text) => text !== 'odd', { error: 'is odd', params: { code: 'NO_SUCH_CODE' } }),
    ),
  ),
});

const good = { name: 'hash', round: 1, kind: 'own', path: { subject: { id: 7 } } };

/** The fields and codes of everything that is wrong with it. */
function codesOf(value: unknown): string[] {
  const { error } = topic.safeParse(value);
  return (error?.issues ?? [])
    .flatMap((issue) => fieldErrors(issue, value, 'body'))
    .map(({ field, code }) => `${field} ${code}`);
}

describe('what is wrong with a field', () => {
  it('is nothing where all is well', () => {
    expect(codesOf(good)).toEqual([]);
  });

  it.each([
    ['name', 'a', 'TOO_SHORT'],
    ['name', 'stack', 'TOO_LONG'],
    ['name', 'ABC', 'WRONG_FORMAT'],
    ['name', 4, 'WRONG_TYPE'],
    ['name', null, 'WRONG_TYPE'],
    ['name', undefined, 'REQUIRED'],
    ['round', 0, 'TOO_SMALL'],
    ['round', 4, 'TOO_LARGE'],
    ['round', undefined, 'REQUIRED'],
    ['kind', 'other', 'INVALID'],
    ['note', 'odd', 'INVALID'],
  ])('has one code for each kind: %s of %j is %s%s', (field, wrong, code) => {
    expect(codesOf({ ...good, [field]: wrong })).toEqual([`${field} ${code}`]);
  });

  it('has the code that its rule gives it, if that is one of ours', () => {
    expect(codesOf({ ...good, note: 'blank' })).toEqual(['note INVISIBLE']);
  });

  it('is named by the whole path to it', () => {
    expect(codesOf({ ...good, path: { subject: {} } })).toEqual(['path.subject.id REQUIRED']);
    expect(codesOf({ ...good, path: {} })).toEqual(['path.subject REQUIRED']);
  });

  it('is reported for the whole if it is no object at all', () => {
    expect(codesOf(undefined)).toEqual(['body REQUIRED']);
    expect(codesOf('text')).toEqual(['body WRONG_TYPE']);
  });

  it('is that it is unknown, for each unknown field by its name', () => {
    const value = { ...good, one: 1, other: 2 };
    const [issue] = topic.safeParse(value).error?.issues ?? [];
    expect(issue && fieldErrors(issue, value, 'body')).toEqual([
      { field: 'one', code: 'UNKNOWN', message: 'is not known in the body' },
      { field: 'other', code: 'UNKNOWN', message: 'is not known in the body' },
    ]);
  });
});
