import { describe, expect, it } from 'vitest';
import { fittedText, sentencesThatFit } from '../../../shared/assessment/fitted-text.ts';

const sentence = '해시 함수는 키를 배열의 인덱스로 바꾸어 그 자리에 값을 저장해요.';
const graphemes = (text: string) =>
  Array.from(new Intl.Segmenter('ko').segment(text), ({ segment }) => segment);

describe('a text that fits', () => {
  it('is left as it is, on one line', () => {
    expect(fittedText(sentence)).toBe(sentence);
    expect(fittedText('잘 설명한 점: 해시\r\n또박또박  말했어요.\n')).toBe(
      '잘 설명한 점: 해시. 또박또박 말했어요.',
    );
    expect(fittedText('')).toBe('');
  });

  it('is composed, so that a syllable counts once', () => {
    expect(fittedText('가르치는 라면'.normalize('NFD'))).toBe('가르치는 라면');
  });
});

describe('the room for a text', () => {
  it.each([
    ['160 characters', 'a'.repeat(160)],
    ['130 syllables without a space', '가'.repeat(130)],
    ['100 syllables and 49 letters', `${'가'.repeat(100)}${'a'.repeat(49)}`],
    ['100 syllables and 49 letters with marks', `${'가'.repeat(100)}${'\u024f'.repeat(49)}`],
    [
      '100 syllables, 39 letters and 20 spaces',
      `${'가 '.repeat(20)}${'가'.repeat(80)}${'a'.repeat(39)}`,
    ],
    ['100 syllables and 30 letters of another script', `${'가'.repeat(100)}${'\u0250'.repeat(30)}`],
  ])('is enough for %s', (_, text) => {
    expect(fittedText(text)).toBe(text);
  });

  it.each([
    ['161 characters', 'a'.repeat(161)],
    ['131 syllables without a space', '가'.repeat(131)],
    ['100 syllables and 51 letters', `${'가'.repeat(100)}${'a'.repeat(51)}`],
    ['100 syllables and 31 letters of another script', `${'가'.repeat(100)}${'\u0250'.repeat(31)}`],
  ])('is not enough for %s', (_, text) => {
    expect(fittedText(text)).toMatch(/…$/);
  });

  it('may be given', () => {
    expect(fittedText('가나다라', 4)).toBe('가나다라');
    expect(fittedText('가나다라마', 4)).toBe('가나다…');
    expect(sentencesThatFit(['가.', '나다.', '라.'], 5)).toBe('가. 라.');
  });
});

describe('a text that is too long', () => {
  it('keeps its first whole sentences', () => {
    const four = Array(4).fill(sentence).join(' ');

    expect(fittedText(Array(9).fill(sentence).join(' '))).toBe(four);
    expect(fittedText(Array(9).fill(sentence).join('\n'))).toBe(four);
  });

  it('does not end a sentence at a dot inside it', () => {
    const long = `적재율이 0.75를 넘으면 F=ma.처럼 ${'길게 '.repeat(30)}늘려요. ${'다음 '.repeat(40)}`;
    expect(fittedText(long)).toMatch(/^적재율이 0\.75를 .*늘려요\.$/);
  });

  it.each([
    ['Korean', `${'아주 길게 이어지는 설명을 하고 '.repeat(20)}끝났어요.`],
    ['English', `${'a very long explanation that goes on and on '.repeat(20)}.`],
  ])('is cut between words and says so if it is one %s sentence', (_language, long) => {
    const fitted = fittedText(long);
    expect(fitted.length).toBeLessThanOrEqual(160);
    expect(fitted).toMatch(/\S…$/);
    expect(long.startsWith(`${fitted.slice(0, -1)} `)).toBe(true);
  });

  it.each([
    ['syllables', '가'.repeat(400)],
    ['emoji of several parts', '👩‍🏫'.repeat(100)],
    ['halves of an emoji', '\ud83d'.repeat(300)],
    ['letters with marks on them', 'e\u0301\u0323'.repeat(200)],
  ])('is cut between visible characters if it is one endless word of %s', (_what, long) => {
    const fitted = fittedText(long);
    expect(fitted.length).toBeLessThanOrEqual(160);
    expect(fitted.isWellFormed()).toBe(true);
    const shown = graphemes(fitted.slice(0, -1));
    expect(shown.length).toBeGreaterThan(10);
    expect(new Set(shown).size).toBe(1);
  });
});

describe('sentences that are joined', () => {
  it('leave out one that does not fit, and each end with a full stop', () => {
    expect(sentencesThatFit(['첫 문장', '긴 문장 '.repeat(60), '', '끝 문장이에요.'])).toBe(
      '첫 문장. 끝 문장이에요.',
    );
  });
});
