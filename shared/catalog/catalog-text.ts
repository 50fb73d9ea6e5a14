import * as z from 'zod/mini';
import '../issues-in-english.ts';

/** Text as it is shown and compared: no stray spaces, one Unicode form, nothing invisible. */
export const textSchema = (maxCharacters: number) =>
  z.string().check(
    z.minLength(1),
    z.maxLength(maxCharacters),
    z.refine((text) => text === text.trim().normalize('NFC') && !/\p{Cc}/u.test(text), {
      error: 'Must be trimmed, in Unicode NFC and without control characters',
    }),
  );
