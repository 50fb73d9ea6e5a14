import { describe, expect, it } from 'vitest';
import { passageAt, passagesThatStand } from '../../../shared/assessment/passages.ts';
import { type QuoteFinder, quoteFinder } from '../../../shared/assessment/quote-finder.ts';

const [first, second, third] = [
  '해시 테이블은 키를 해시 함수로 배열 인덱스로 바꾸어 저장합니다',
  '서로 다른 키가 같은 자리에 오는 것을 충돌이라고 합니다',
  '조회는 평균적으로 상수 시간이면 충분합니다',
] as const;
const talk = `${first}. ${second}. ${third}.`;

const weighing = (...weights: number[]) =>
  weights.map((weight, index) => ({ statement: `핵심 ${index + 1}`, weight }));

const quotesOf = (weights: number[], found: string[][], transcript = talk) =>
  passagesThatStand(weighing(...weights), found, quoteFinder(transcript)).map((spans) =>
    spans.map(({ start, end }) => transcript.slice(start, end)),
  );

describe('a passage', () => {
  it('has the words of the transcript, with the sentence around it for the judge', () => {
    const span = quoteFinder(talk).find('충돌이라고 합니다.') ?? { start: 0, end: 0 };
    const { quote, context } = passageAt(span, talk);

    expect(quote).toBe('충돌이라고 합니다');
    expect(context).toContain(second);
    expect(context).not.toContain('조회는');
  });

  it('does not count if it was never said', () => {
    expect(quotesOf([5, 3], [['하지도 않은 말을 지어낸 인용문'], [first]])).toEqual([[], [first]]);
  });

  it('that was said is kept even after others that were not, up to two', () => {
    const invented = ['하지도 않은 말을 지어낸 인용문', '핵심을 그대로 베껴 쓴 문장이에요'];
    expect(quotesOf([5], [[...invented, third, first, second]])).toEqual([[third, first]]);
  });

  it('adds nothing if it lies within another one of its key point', () => {
    expect(quotesOf([5], [[first, '해시 함수로 배열 인덱스로 바꾸어']])).toEqual([[first]]);
    expect(quotesOf([5], [[first, first]])).toEqual([[first]]);
  });
});

/** Where a model's quotes were found, written as `from-to`. */
const finder: QuoteFinder = {
  find(quote) {
    const [start = 0, end = 0] = quote.split('-').map(Number);
    return { start, end };
  },
};
const standingAt = (weights: number[], found: string[][]) =>
  passagesThatStand(weighing(...weights), found, finder).map((spans) =>
    spans.map(({ start, end }) => `${start}-${end}`),
  );

describe('two passages of a key point', () => {
  it('are one if one contains the other: the longer one counts, whichever was named first', () => {
    expect(standingAt([1], [['110-120', '100-140']])).toEqual([['100-140']]);
    expect(standingAt([1], [['100-140', '110-120']])).toEqual([['100-140']]);
  });

  it('are one if they are the same', () => {
    expect(standingAt([1], [['100-140', '100-140']])).toEqual([['100-140']]);
  });

  it('both count if they only overlap', () => {
    expect(standingAt([1], [['100-140', '120-160']])).toEqual([['100-140', '120-160']]);
  });
});

describe('passages of three key points that overlap by a few characters', () => {
  /** How many key points keep their passages. */
  const kept = (found: string[]) =>
    standingAt(
      found.map(() => 1),
      found.map((quote) => [quote]),
    ).flat().length;

  it('are different words for up to six characters', () => {
    expect(kept(['100-140', '100-140', '134-170'])).toBe(3);
    expect(kept(['134-170', '100-140', '100-140'])).toBe(3);
    expect(kept(['100-140', '100-140', '133-170'])).toBe(2);
    expect(kept(['100-140', '100-140', '140-170'])).toBe(3);
  });

  it('are different words up to half of their length if they are short', () => {
    expect(kept(['100-108', '100-108', '104-112'])).toBe(3);
    expect(kept(['100-108', '100-108', '103-111'])).toBe(2);
  });
});

describe('the same words', () => {
  it('may speak to two key points', () => {
    expect(quotesOf([5, 3], [[first], [first]])).toEqual([[first], [first]]);
  });

  it('may speak to no more than two: the lightest gives way', () => {
    expect(quotesOf([2, 5, 3, 4], [[first], [first], [first], [first]])).toEqual([
      [],
      [first],
      [],
      [first],
    ]);
  });

  it('are first given up by a key point that has others', () => {
    expect(quotesOf([5, 3, 2], [[first, third], [first], [first]])).toEqual([
      [third],
      [first],
      [first],
    ]);
  });

  it('are first given up by a key point that named them second, however heavy it is', () => {
    const found = [['300-340', '100-140'], ['100-140'], ['100-140']];
    expect(standingAt([5, 1, 1], found)).toEqual([['300-340'], ['100-140'], ['100-140']]);
    expect(standingAt([1, 1, 5], [...found].reverse())).toEqual([
      ['100-140'],
      ['100-140'],
      ['300-340'],
    ]);
  });

  it('are given up by the last key point if all else is equal', () => {
    expect(standingAt([1, 1, 1], [['1-9'], ['1-9'], ['1-9']])).toEqual([['1-9'], ['1-9'], []]);
  });

  it('are the same words in overlapping cuts', () => {
    const cuts = [first, first.slice(0, 25), first.slice(4), first.slice(8, 30)];
    const standing = quotesOf(
      [4, 3, 2, 1],
      cuts.map((cut) => [cut]),
    );
    expect(standing.map((quotes) => quotes.length)).toEqual([1, 1, 0, 0]);
  });

  it('count for one key point in two overlapping passages of it', () => {
    const long = `${first}. ${second}`;
    expect(quotesOf([5, 3], [[long, `${second}. ${third}`], [second]])).toEqual([
      [long, `${second}. ${third}`],
      [second],
    ]);
  });

  it('are different if two passages only touch', () => {
    const meeting = [`${first}.`, second, third].map((quote) => [quote]);
    expect(quotesOf([1, 1, 1], meeting)).toEqual([[first], [second], [third]]);
  });
});
