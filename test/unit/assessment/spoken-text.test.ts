import { describe, expect, it } from 'vitest';
import {
  isDigit,
  isHangul,
  isLatin,
  spokenText,
  wordEnd,
  wordStart,
} from '../../../shared/assessment/quotes/spoken-text.ts';

/** Its words, as they were heard. */
function wordsOf(given: string): string[] {
  const text = spokenText(given);
  const words: string[] = [];
  for (let at = 0; at < text.letters.length; at = wordEnd(text, at)) {
    words.push(text.letters.slice(at, wordEnd(text, at)));
  }
  return words;
}

describe('a text as it sounds', () => {
  it.each([
    ['Hash 테이블, 즉 표!', ['hash', '테이블', '즉', '표']],
    ["don’t isn't", ['dont', 'isnt']],
    ['해시-함수', ['해시', '함수']],
    ['해\u200b시', ['해시']],
    ['ＴＣＰ ①', ['tcp', '1']],
    ['한글'.normalize('NFD'), ['한글']],
    ['a=b+c×d÷e%', ['a=b+c×d÷e%']],
    ['1. 둘', ['1', '둘']],
    ['가 1', ['가', '1']],
    ['', []],
    ['…', []],
  ])('%j has the words %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it.each([
    ['0.75 이상', '0.75이상'],
    ['1,400원', '1400원'],
    ['1/2', '1/2'],
    ['1 2', '1/2'],
    ['1. 2', '1/2'],
    ['1 가 2', '1가2'],
    ['가.2', '가2'],
    ['2.', '2'],
  ])('of %j keeps its numbers apart, as %s', (text, letters) => {
    expect(spokenText(text).letters).toBe(letters);
  });

  it('knows where each letter stands in the text', () => {
    const given = `가, ${'나'.normalize('NFD')} 0.5`;
    const { letters, starts, ends } = spokenText(given);
    expect(letters).toBe('가나0.5');
    expect(starts).toEqual([0, 3, 6, 6, 8]);
    expect(ends).toEqual([1, 5, 7, 9, 9]);
  });

  it('knows whether somebody wrote punctuation', () => {
    expect(spokenText('가 나').hasPunctuation).toBe(false);
    for (const mark of '.,!?…') expect(spokenText(`가${mark} 나`).hasPunctuation).toBe(true);
  });

  it('has words with a beginning and an end, including the last one', () => {
    const text = spokenText('해시 함수');
    expect([0, 1].map((at) => wordEnd(text, at))).toEqual([2, 2]);
    expect([2, 3].map((at) => wordEnd(text, at))).toEqual([4, 4]);
    expect([0, 1, 2, 3].map((at) => wordStart(text, at))).toEqual([0, 0, 2, 2]);
  });
});

describe('a letter', () => {
  it.each([
    ['0', 'digit'],
    ['9', 'digit'],
    ['/', undefined],
    [':', undefined],
    ['가', 'hangul'],
    ['힣', 'hangul'],
    ['\uabff', undefined],
    ['\ud7a4', undefined],
    ['a', 'latin'],
    ['z', 'latin'],
    ['`', undefined],
    ['{', undefined],
    [undefined, undefined],
  ])('%j is %s', (letter, kind) => {
    const kinds = { digit: isDigit(letter), hangul: isHangul(letter), latin: isLatin(letter) };
    expect(Object.entries(kinds).find(([, is]) => is)?.[0]).toBe(kind);
  });
});
