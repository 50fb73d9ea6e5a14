import { describe, expect, it } from 'vitest';
import {
  equivalents,
  reading,
  splitsNumber,
} from '../../../shared/assessment/quotes/equivalents.ts';
import { spokenText } from '../../../shared/assessment/quotes/spoken-text.ts';

/** What is the same thing in a quote and a talk, as `quote~talk`. */
function sameIn(quote: string, talk: string): string[] {
  const [one, other] = [spokenText(quote), spokenText(talk)];
  return equivalents(reading(one), reading(other)).map(
    ({ quote: inQuote, transcript }) =>
      `${one.letters.slice(inQuote.start, inQuote.end)}~${other.letters.slice(transcript.start, transcript.end)}`,
  );
}

describe('one thing that was said', () => {
  it.each([
    ['50%', '오십 퍼센트', '%~퍼센트'],
    ['50%', '오십 프로', '%~프로'],
    ['50%', '오십 퍼센트포인트', '%~퍼센트포인트'],
    ['50%', 'fifty percent', '%~percent'],
    ['a=b', '에이는 비', '=~는'],
    ['a=b', '값은 비', '=~은'],
    ['a=b', '에이 이퀄 비', '=~이퀄'],
    ['a=b', '에이 이콜 비', '=~이콜'],
    ['a=b', 'a equals b', '=~equals'],
    ['a=b', 'a is equal to b', '=~isequalto'],
    ['3+4', '삼 더하기 사', '+~더하기'],
    ['3+4', '삼 플러스 사', '+~플러스'],
    ['3+4', 'three plus four', '+~plus'],
    ['3×4', '삼 곱하기 사', '×~곱하기'],
    ['3×4', '둘의 곱', '×~곱'],
    ['3×4', 'three times four', '×~times'],
    ['8÷2', '팔 나누기 이', '÷~나누기'],
    ['8÷2', 'eight divided by two', '÷~dividedby'],
    ['2배로', '두 배로', '2~두'],
    ['1만4천 명', '만사천 명', '1만4천~만사천'],
    ['1만4천 명', '14,000 명', '1만4천~14000'],
    ['1/2만', '이분의 일만', '1/2~이분의일'],
    ['the 2nd one', 'the second one', '2nd~second'],
    ['array를', '어레이를', 'array~어레이'],
    ['CPU가', '씨피유가', 'cpu~씨피유'],
    ['저장해요', '저장합니다', '해요~합니다'],
  ])('may be “%s” and “%s”, and the other way round', (quote, talk, same) => {
    expect(sameIn(quote, talk)).toContain(same);
    expect(sameIn(talk, quote)).toContain(same.split('~').reverse().join('~'));
  });

  it.each([
    ['2배로', '세 배로'],
    ['3+4', '3-4'],
    ['hash', '큐'],
    ['12', '125'],
    ['1만4천', '114000'],
    ['저장해요', '저장해요'],
    ['저장해요', '저장이에요'],
  ])('is not “%s” and “%s”', (quote, talk) => {
    expect(sameIn(quote, talk)).toEqual([]);
  });

  it('is recognised word by word, and as a whole if the spaces are lost', () => {
    expect(sameIn('hash table', '해시 테이블')).toEqual(
      expect.arrayContaining(['hash~해시', 'table~테이블']),
    );
    expect(sameIn('hash table', '해시 테이블').some((same) => same.startsWith('hashtable'))).toBe(
      false,
    );
  });

  it('is found wherever it stands', () => {
    expect(sameIn('2', '두 배 두 배').filter((same) => same === '2~두')).toHaveLength(2);
  });
});

describe('a number is split', () => {
  const splits = (letters: string, part: string) => {
    const start = letters.indexOf(part);
    return splitsNumber(letters, { start, end: start + part.length });
  };

  it.each([
    ['1400', '14'],
    ['1400', '00'],
    ['0.75', '75'],
    ['0.75', '0'],
  ])('in %s by %s', (letters, part) => {
    expect(splits(letters, part)).toBe(true);
  });

  it.each([
    ['1400', '1400'],
    ['a1400원', '1400'],
    ['1400원', '원'],
    ['원1400', '원'],
    ['n.a', 'a'],
    ['14a5', '5'],
  ])('is not split in %s by %s', (letters, part) => {
    expect(splits(letters, part)).toBe(false);
  });
});
