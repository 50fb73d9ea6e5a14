import * as z from 'zod/mini';

/**
 * Characters that show nothing by themselves: spaces, controls, what Unicode lets a font leave out
 * (zero-width characters, soft hyphen, Hangul fillers, variation selectors), marks without a letter,
 * blank Braille and the empty notehead.
 */
const visible = /[^\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{M}\u2800\u{1d159}]/u;

/** What would turn a line around, break it or is half a character. Joiners stay: emoji need them. */
const disturbing = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** So many UTF-16 units a character may have on average: the longest emoji have about so many. */
const unitsPerCharacter = 16;

/** How many characters people see. A segmenter is dear to make, and seldom needed to tell. */
function isLongerThan(text: string, maximumCharacters: number): boolean {
  if (text.length <= maximumCharacters) return false;
  if (text.length > maximumCharacters * unitsPerCharacter) return true;
  let characters = 0;
  for (const _ of new Intl.Segmenter('ko').segment(text)) characters += 1;
  return characters > maximumCharacters;
}

export const isVisible = (text: string): boolean => visible.test(text);

/**
 * Text of a client: composed (NFC) and trimmed, with something to see, and so many characters at
 * most as people count them.
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
    // In code points, of which a character may have several: what is admitted here is accepted.
    z.meta({ minLength: 1, maxLength: maximumCharacters }),
  );

/** The same on one line. */
export const shownLine = (maximumCharacters: number) =>
  shownText(maximumCharacters).check(
    z.refine((text) => !disturbing.test(text), {
      error: 'must not contain control characters',
      params: { code: 'FORBIDDEN_CHARACTER' },
    }),
  );
