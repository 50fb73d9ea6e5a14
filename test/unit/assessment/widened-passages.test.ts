import { describe, expect, it } from 'vitest';
import { quoteFinder, widened } from '../../../shared/assessment/quote-finder.ts';

const around = (talk: string, quote: string) => {
  const span = quoteFinder(talk).find(quote);
  return span && widened(talk, span);
};

describe('a passage shown to the judge', () => {
  it('comes with the rest of its sentence', () => {
    expect(
      around('충돌을 봅시다. 그때는 체이닝을 써서 잇습니다! 다음은 적재율입니다.', '체이닝을 써서'),
    ).toBe('그때는 체이닝을 써서 잇습니다!');
  });

  it('keeps numbers whole: their point does not end a sentence', () => {
    expect(around('적재율이 0.75를 넘으면 키워요. 끝.', '넘으면 키워요')).toBe(
      '적재율이 0.75를 넘으면 키워요.',
    );
  });

  it('comes with at most 40 characters a side if the talk has no punctuation, cut between words', () => {
    const talk = `${'앞에서 하는 다른 말 '.repeat(20)}충돌은 체이닝으로 풀어요${' 뒤에서 하는 다른 말'.repeat(20)}`;
    const shown = around(talk, '충돌은 체이닝으로 풀어요') ?? '';

    expect(shown.length).toBeLessThanOrEqual('충돌은 체이닝으로 풀어요'.length + 80);
    expect(shown).toMatch(/^(?:앞에서|하는|다른|말) .* (?:뒤에서|하는|다른|말)$/);
  });

  it('comes with exactly 40 characters a side, and without a word that reaches beyond', () => {
    const said = '충돌은 체이닝으로 풀어요';
    const shown = (before: string, after: string) => around(`${before}${said}${after}`, said);
    // With its space each side has 40, then 41, then a word of one letter after it.
    const [word, longer] = ['가'.repeat(39), '가'.repeat(40)];
    expect(shown(`${word} `, ` ${word}`)).toBe(`${word} ${said} ${word}`);
    expect(shown(`${longer} `, ` ${longer}`)).toBe(said);
    expect(shown(`나 ${word} `, ` ${word} 나`)).toBe(`${word} ${said} ${word}`);
    const two = `${'가'.repeat(20)} ${'다'.repeat(19)}`;
    expect(shown('', ` ${two} 나`)).toBe(`${said} ${'가'.repeat(20)}`);
    expect(shown(`나 ${two} `, '')).toBe(`${'다'.repeat(19)} ${said}`);
  });

  it('is never cut within a character if there is no space', () => {
    const said = '충돌은체이닝으로풀어요';
    const talk = `${'🎓'.repeat(30)}a${said}b${'🎓'.repeat(30)}`;
    const shown = widened(talk, { start: 61, end: 61 + said.length });
    expect(shown).toBe(`${'🎓'.repeat(19)}a${said}b${'🎓'.repeat(19)}`);
  });

  it('is cut even in a talk without spaces', () => {
    const talk = `${'가나다라'.repeat(30)}충돌은체이닝으로풀어요${'마바사아'.repeat(30)}`;

    expect(around(talk, '충돌은 체이닝으로 풀어요')?.length).toBe(
      '충돌은체이닝으로풀어요'.length + 80,
    );
  });
});
