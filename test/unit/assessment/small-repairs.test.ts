import { describe, expect, it } from 'vitest';
import { quoteFinder } from '../../../shared/assessment/quote-finder.ts';
import { repairCosts } from '../../../shared/assessment/quotes/small-repairs.ts';
import { spokenText } from '../../../shared/assessment/quotes/spoken-text.ts';

const isSaid = (talk: string, quote: string) => quoteFinder(talk).find(quote) !== undefined;

/** A quote of 19 letters, of which noise may have changed fewer than three. */
const said = '해시 함수로 키를 배열 인덱스로 바꿔 저장해요';
const spoken = 'the lookup takes constant time on average in a hash table';

describe('a quote is what was said', () => {
  it.each([
    ['without a particle', '해시 함수로 키 배열 인덱스로 바꿔 저장해요'],
    ['with a particle more', '해시의 함수로 키를 배열 인덱스로 바꿔 저장해요'],
    ['with two syllables of particles more', '해시 함수로 키를 배열에는 인덱스로 바꿔 저장해요'],
    ['with a light word more', '해시 함수로 키를 바로 배열 인덱스로 바꿔 저장해요'],
    ['with two light words more, apart', '또 해시 함수로 그럼 키를 배열 인덱스로 바꿔 저장해요'],
    ['with a word begun twice', '해시 함수로 키를 배열 인덱 인덱스로 바꿔 저장해요'],
    ['with the end of a word said again', '해시 함수로 키를 배열 인덱스로 스로 바꿔 저장해요'],
    ['with a syllable more in a word', '해시 함수로 키를 배열 인덱스로 바꿔 저장해줘요'],
    ['with another ending', '해시 함수로 키를 배열 인덱스로 바꿔 저장해서'],
    ['with a syllable that sounds near', '해시 함수로 키를 배열 인댁스로 바꿔 저장해요'],
    ['with three near syllables', '헤시 함수로 키를 베열 인댁스로 바꿔 저장해요'],
    ['with hesitation where the spaces are lost', '해시함수로음키를어배열인덱스로그바꿔저장해요'],
    ['without its sign of equality', '해시 함수로 키를 = 배열 인덱스로 바꿔 저장해요'],
  ])('%s', (_, talk) => {
    expect(isSaid(talk, said)).toBe(true);
  });

  it.each([
    ['in English without its small words', 'lookup takes constant time average hash table'],
    [
      'in English with other small words',
      'the lookup takes constant time at average in the hash table',
    ],
    ['in English with another ending', 'the lookups take constant time on average in a hash table'],
    [
      'in English with a letter misheard',
      'the lookup takes constent time on average in a hash table',
    ],
  ])('%s', (_, talk) => {
    expect(isSaid(talk, spoken)).toBe(true);
  });
});

describe('noise', () => {
  const longer = `${said.replace('저장해요', '저장했어요')} 그래서 금방 찾아`;
  const ofTwenty = said.replace('저장해요', '저장했어요');

  it('may have changed three letters of twenty, but not three of nineteen', () => {
    expect(isSaid(ofTwenty.replace('배열', '배열에서는'), ofTwenty)).toBe(true);
    expect(isSaid(said.replace('배열', '배열에서는'), said)).toBe(false);
  });

  it('may be three syllables of particles and endings, and no more at one place', () => {
    expect(isSaid(longer.replace('배열', '배열에서는'), longer)).toBe(true);
    expect(isSaid(longer.replace('배열', '배열에서까지'), longer)).toBe(false);
  });

  it('may be a particle that is written like a number', () => {
    expect(isSaid('그 값이 커지면 배열을 늘려요', '그 값 커지면 배열을 늘려요')).toBe(true);
    expect(isSaid('그 값 삼 커지면 배열을 늘려요', '그 값 커지면 배열을 늘려요')).toBe(false);
  });

  it('may be another beginning of an English word only if its first letter stays', () => {
    const heard = (word: string) => isSaid(spoken.replace('average', word), spoken);
    expect(['avrage', 'averages', 'averaged'].map(heard)).toEqual([true, true, true]);
    expect(['verage', 'overage', 'leverage'].map(heard)).toEqual([false, false, false]);
  });

  it('is never another word of three letters', () => {
    expect(isSaid('the keys are in a mop here', 'the keys are in a map here')).toBe(false);
    expect(isSaid('the keys are in a maps here', 'the keys are in a map here')).toBe(true);
  });

  it('may be a small word if English lost its spaces, but no other one', () => {
    const quote = 'lookup takes constant time on average';
    expect(isSaid('solookuptakestheconstanttimeonaverageandso', quote)).toBe(true);
    expect(isSaid('solookuptakesextraconstanttimeonaverageandso', quote)).toBe(false);
  });
});

describe('the price of a change', () => {
  const costs = (quote: string, talk: string) =>
    repairCosts({ ...spokenText(quote), letters: quote }, { ...spokenText(talk), letters: talk });

  it.each([
    ['가', '가', 0],
    ['덱', '댁', 2],
    ['가', '힣', 5],
    ['a', 'z', 5],
    ['가', 'a', 9],
    ['1', 'a', 9],
    ['`', 'a', 9],
    ['{', 'z', 9],
    ['\uabff', '나', 9],
    ['\ud7a4', '나', 9],
  ])('from %j to %j is %i', (one, other, cost) => {
    expect(costs(one, other).replaced(0, 0)).toBe(cost);
    expect(costs(other, one).replaced(0, 0)).toBe(cost);
  });

  it('is nothing for what a recogniser may or may not write', () => {
    for (const sign of '=+×÷/') {
      expect(costs(sign, '가.').added(0)).toBe(0);
      expect(costs('가', `${sign}.`).skipped(0)).toBe(0);
    }
    for (const sign of '.%') {
      expect(costs(sign, '가').added(0)).toBe(0);
      expect(costs(sign, '가,').added(0)).toBe(4);
    }
    expect(costs('가', '나').added(0)).toBe(4);
    expect(costs('가', '나').skipped(0)).toBe(4);
  });

  it('is little for hesitation if the spaces are lost', () => {
    expect(costs('가', '음가').skipped(0)).toBe(4);
    expect(costs('가', `음${'가'.repeat(17)}`).skipped(0)).toBe(1);
    expect(costs('가', '가'.repeat(18)).skipped(0)).toBe(4);
  });
});

describe('a quote is not what was said', () => {
  it.each([
    ['with another word between', '해시 함수로 키를 모두 배열 인덱스로 바꿔 저장해요'],
    [
      'with another syllable at the start of a word',
      '해시 함수로 키를 배열 인덱스로 재 바꿔 저장해요',
    ],
    ['with a syllable that is heard for no other', '해시 함수로 키를 배설 인덱스로 바꿔 저장해요'],
    ['with a number more', '해시 함수로 키를 다섯 배열 인덱스로 바꿔 저장해요'],
    ['with a number of one syllable more', '해시 함수로 키를 삼 배열 인덱스로 바꿔 저장해요'],
    ['with a digit more', '해시 함수로 키를 3 배열 인덱스로 바꿔 저장해요'],
    ['with a negation more', '해시 함수로 키를 배열 인덱스로 못 바꿔 저장해요'],
    ['with a negating prefix more', '해시 함수로 키를 배열 인덱스로 바꿔 비저장해요'],
    ['with a particle of four syllables', '해시 함수로 키를 배열에서까지는 인덱스로 바꿔 저장해요'],
  ])('%s', (_, talk) => {
    expect(isSaid(talk, said)).toBe(false);
  });

  it.each([
    ['삼각형은 세 변의 길이로 정해져요', '사각형은 세 변의 길이로 정해져요'],
    ['오십 명 가운데 이십 명이 그렇게 답해요', '오십 명 가운데 이 명이 그렇게 답해요'],
    ['값이 백만 원보다 크면 나누어 저장해요', '값이 백 원보다 크면 나누어 저장해요'],
    ['불필요한 값은 나중에 지워 버려요', '필요한 값은 나중에 지워 버려요'],
    ['그 값은 나중에 지워 버리지 않아요', '그 값은 나중에 지워 버리지'],
  ])('“%s” is not “%s”', (talk, quote) => {
    expect(isSaid(talk, quote)).toBe(false);
  });

  it.each([
    [
      'in English with a content word more',
      'the lookup takes constant extra time on average in a hash table',
    ],
    [
      'in English with a negation more',
      'the lookup never takes constant time on average in a hash table',
    ],
    [
      'in English with another short word',
      'the lookup takes constant time on average in a hush map',
    ],
    [
      'in English with another first letter',
      'the lookup takes constant time on average in a cash table',
    ],
    [
      'in English with a small word for a content word',
      'the lookup takes constant time on average in a hash of',
    ],
  ])('%s', (_, talk) => {
    expect(isSaid(talk, spoken)).toBe(false);
  });
});
