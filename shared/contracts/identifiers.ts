import * as z from 'zod/mini';

/**
 * A positive integer id that JSON carries exactly (at most 2^53 − 1), as the published app stores it.
 */
export const idSchema = z.int().check(z.minimum(1));

/** An id that arrives as text, in a path or query parameter. */
export const idParameterSchema = z.pipe(
  z.pipe(
    z.string().check(z.regex(/^[1-9]\d{0,15}$/, 'must be a positive whole number')),
    z.transform(Number),
  ),
  idSchema,
);
