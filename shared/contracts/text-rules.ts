import * as z from 'zod/mini';
import { transferCodeDigits } from './typed-codes.ts';

/**
 * Matches a visible character. These show nothing by themselves: spaces, controls, characters that
 * Unicode lets a font leave out (zero-width characters, soft hyphen, Hangul fillers, variation
 * selectors), marks without a letter, blank Braille and the empty notehead.
 */
const visible = /[^\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{M}\u2800\u{1d159}]/u;

/**
 * Characters that would reverse a line, break it or are half a character. Joiners are allowed, because
 * emoji need them.
 */
const disturbing = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** A character may have this many UTF-16 units on average, about as many as the longest emoji have. */
const unitsPerCharacter = 16;

/**
 * Whether people see more characters than this. A segmenter is expensive to make, and seldom needed to
 * decide.
 */
function isLongerThan(text: string, maximumCharacters: number): boolean {
  if (text.length <= maximumCharacters) return false;
  if (text.length > maximumCharacters * unitsPerCharacter) return true;
  let characters = 0;
  for (const _ of new Intl.Segmenter('ko').segment(text)) characters += 1;
  return characters > maximumCharacters;
}

export const isVisible = (text: string): boolean => visible.test(text);

/**
 * A text from a client: composed (NFC) and trimmed, with something to see, and at most this many
 * characters as people count them.
 */
export const shownText = (maximumCharacters: number) =>
  z.string().check(
    z.overwrite((text) => text.normalize('NFC').trim()),
    z.refine((text) => isVisible(text), {
      error: 'must show at least one character',
      params: { code: 'INVISIBLE' },
    }),
    z.refine((text) => !isLongerThan(text, maximumCharacters), {
      error: `must have at most ${maximumCharacters} characters`,
      params: { code: 'TOO_LONG' },
    }),
    // JSON Schema counts code points, of which one character may have several. So whatever passes this
    // schema is accepted.
    z.meta({ minLength: 1, maxLength: maximumCharacters }),
  );

/** The same kind of text, on one line. */
export const shownLine = (maximumCharacters: number) =>
  shownText(maximumCharacters).check(
    z.refine((text) => !disturbing.test(text), {
      error: 'must not contain control characters',
      params: { code: 'FORBIDDEN_CHARACTER' },
    }),
  );

/** A transfer code as people type it, with or without the spaces. */
export const transferCodeSchema = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(100)),
    z.transform((typed) => typed.replaceAll(/[\s-]/g, '')),
  ),
  z.string().check(z.regex(/^\d{16}$/, `must be ${transferCodeDigits} digits`)),
);
