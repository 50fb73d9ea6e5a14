import * as z from 'zod/mini';

const about = z.describe;

/** Where a list goes on; taken from the `Link` header of the page before. */
export const cursorSchema = z
  .string()
  .check(
    z.maxLength(100),
    z.regex(/^[A-Za-z0-9_-]+$/, 'is not a cursor of this list'),
    about('Where to go on: of the Link header of the page before'),
  );

/** How many of what a list holds are on a page at most. */
export const limitSchema = (most: number, what: string) =>
  z.pipe(
    z.pipe(z.string().check(z.regex(/^\d{1,3}$/, 'must be a whole number')), z.transform(Number)),
    z.int().check(z.minimum(1), z.maximum(most), about(`${what} on a page at most`)),
  );
