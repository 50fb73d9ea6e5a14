import { describe, expect, it } from 'vitest';
import {
  candidateWindows,
  pairIndex,
} from '../../../shared/assessment/quotes/candidate-windows.ts';

const quote = 'abcdefghij';
/** Letters that are in no quote. */
const other = (count: number) => 'z'.repeat(count);
const windowsIn = (letters: string, sought = quote) =>
  candidateWindows(sought, { length: letters.length, pairs: pairIndex(letters) }, []);
/** Places count as different if 0.8 of the quote's length and 16 letters lie between them. */
const room = 24;
/**
 * This reaches from 16 letters before one such place to the end of the third, and the quote's length
 * further.
 */
const windowFrom = (place: number) => ({
  start: place * room - 16,
  end: (place + 3) * room + quote.length,
});

it('pairs of letters are found wherever they stand', () => {
  expect([...pairIndex('abab')]).toEqual([
    ['ab', [0, 2]],
    ['ba', [1]],
  ]);
});

describe('the place where a quote is looked for', () => {
  it('lies around the quote’s letters', () => {
    expect(windowsIn(other(500) + quote + other(490))).toEqual([windowFrom(19)]);
  });

  it('lies within the transcript', () => {
    expect(windowsIn(quote)).toEqual([{ start: 0, end: quote.length }]);
  });

  it('exists only if a fifth of the quote’s letters, as pairs, stand at their distance', () => {
    expect(windowsIn(`${other(100)}ab${other(6)}ij${other(100)}`)).toEqual([windowFrom(3)]);
    expect(windowsIn(`${other(100)}ab${other(100)}`)).toEqual([]);
    expect(windowsIn(`${other(100)}ab${other(200)}ij${other(100)}`)).toEqual([]);
  });

  it('is one of at most three, those with most of its letters', () => {
    const less = other(200) + quote.slice(0, 6);
    const whole = other(200) + quote;
    const windows = windowsIn(less + whole + whole + whole);
    expect(windows).toHaveLength(3);
    expect(windows.every(({ start }) => start > less.length)).toBe(true);
  });

  it('may lie beside another one, but is not the same one twice', () => {
    const [one, next] = [500, 530];
    const between = other(next - one - quote.length);
    expect(windowsIn(other(one) + quote + between + quote + other(400))).toEqual([
      windowFrom(19),
      windowFrom(21),
    ]);
  });

  it('is not shown by a pair that occurs at more than 150 places', () => {
    expect(windowsIn('abz'.repeat(150), 'ab').length).toBeGreaterThan(0);
    expect(windowsIn('abz'.repeat(151), 'ab')).toEqual([]);
  });
});

describe('a thing that is written differently', () => {
  const windowsBy = (inQuote: [number, number], inTranscript: [number, number]) =>
    candidateWindows(quote, { length: 1_000, pairs: new Map() }, [
      {
        quote: { start: inQuote[0], end: inQuote[1] },
        transcript: { start: inTranscript[0], end: inTranscript[1] },
      },
    ]);

  it('shows a place by as many letters as it has in the quote', () => {
    expect(windowsBy([2, 4], [313, 315])).toEqual([windowFrom(11)]);
    expect(windowsBy([2, 3], [313, 315])).toEqual([]);
  });

  it('shows no place if it has one letter', () => {
    expect(windowsBy([2, 6], [313, 314])).toEqual([]);
  });
});
