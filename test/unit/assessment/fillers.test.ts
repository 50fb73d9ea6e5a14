import { describe, expect, it } from 'vitest';
import {
  fillersOf,
  hasLostItsSpaces,
  isHesitationSyllable,
  placesOf,
} from '../../../shared/assessment/quotes/fillers.ts';
import { spokenText } from '../../../shared/assessment/quotes/spoken-text.ts';

const fillersIn = (talk: string) => {
  const text = spokenText(talk);
  return fillersOf(text).map(({ start, end }) => text.letters.slice(start, end));
};

describe('fillers', () => {
  it.each([
    ['음 해시 어어 함수 um 값', ['음', '어어', 'um']],
    ['그러니까 해시는 그냥 표', ['그러니까', '그냥']],
    ['a hash is basically the table', ['a', 'basically', 'the']],
    ['you know it is', ['youknow']],
    ['it is kind of slow', ['kindof', 'of']],
    ['키를 키를 저장', ['키를']],
    ['음 음 키', ['음', '음음', '음']],
    ['안 안 해요', []],
    ['not not so', ['so']],
    ['네 해시예요', []],
    ['해시', []],
    ['', []],
  ])('in “%s” are %j', (talk, fillers) => {
    expect(fillersIn(talk)).toEqual(fillers);
  });

  it('may be told by one syllable if all words run together', () => {
    expect(['음', '어', '그'].map(isHesitationSyllable)).toEqual([true, true, true]);
    expect(['해', 'a', undefined].map(isHesitationSyllable)).toEqual([false, false, false]);
  });
});

describe('spaces are lost', () => {
  const lostIn = (talk: string) => {
    const text = spokenText(talk);
    return Array.from(text.letters, (_, index) => hasLostItsSpaces(text, index));
  };

  it('in a word of more than sixteen letters, at each of them', () => {
    expect(new Set(lostIn('가'.repeat(17)))).toEqual(new Set([true]));
    expect(new Set(lostIn('가'.repeat(16)))).toEqual(new Set([false]));
    expect(new Set(lostIn('가'.repeat(100)))).toEqual(new Set([true]));
  });

  it('but not in the words beside it', () => {
    const lost = lostIn(`나 ${'가'.repeat(17)} 다`);
    expect(lost.at(0)).toBe(false);
    expect(lost.at(-1)).toBe(false);
    expect(lost.filter(Boolean)).toHaveLength(17);
  });
});

describe('the places of a text', () => {
  it('include those that overlap', () => {
    expect(placesOf('aa', 'aaa baa')).toEqual([0, 1, 5]);
    expect(placesOf('c', 'aaa')).toEqual([]);
    expect(placesOf('', 'aaa')).toEqual([]);
  });
});
