import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findQuote, minimumQuoteLength, normalised } from '../../../shared/assessment/quotes.ts';
import { saidSentences, saidText } from '../../support/lecture-factory.ts';

const found = (quote: string, transcript: string = saidText) =>
  findQuote(quote, normalised(transcript));

describe('a quote', () => {
  it('is found whatever its spacing, case, punctuation and Unicode form', () => {
    expect(found('해시테이블은, 키를 해시 함수로!')).toEqual({ start: 0, end: 13 });
    expect(found('해시 테이블은 키를'.normalize('NFD'))).toBeDefined();
    expect(found('HASH TABLES store', 'So, hash-tables store values.')).toBeDefined();
    expect(found('ＡＢＣ１２３ＤＥ', 'abc123de')).toBeDefined();
  });

  it('is found where it stands', () => {
    const span = found(saidSentences[1]);
    expect(normalised(saidText).slice(span?.start, span?.end)).toBe(normalised(saidSentences[1]));
  });

  it('shorter than eight letters proves nothing, however often it was said', () => {
    expect(found('해시 함수로 바꾸')).toBeUndefined();
    expect(found('abcdefg', 'abcdefg abcdefg')).toBeUndefined();
    expect(found('abcdefgh', 'abcdefgh')).toBeDefined();
    expect(found('! ? . , ; : - _ ( )')).toBeUndefined();
    expect(found('')).toBeUndefined();
  });

  it('with a letter in seven changed by transcription noise is found, with more it is not', () => {
    const said = 'abcdefghijklmnopqrst';
    expect(found('abcXefghijklmnopqrst', said)).toBeDefined();
    expect(found('abcefghijklmnopqrst', said)).toBeDefined();
    expect(found('abcdXefgYhijklmnZopqrst', said)).toBeDefined();
    expect(found('XbcdXfghXjklmnXpqrst', said)).toBeUndefined();
  });

  it('that was invented is not found', () => {
    expect(found('해시 테이블은 항상 정렬된 순서로 값을 저장합니다')).toBeUndefined();
    expect(found('binary search trees keep their keys in order')).toBeUndefined();
    expect(found('무엇이든 말했다고 치자', '')).toBeUndefined();
  });

  it('of any stretch of a talk is found at the first place that says it', () => {
    const words = fc.array(
      fc.string({ unit: fc.constantFrom(...'해시테이블키값충돌 ab'), minLength: 1 }),
      {
        minLength: 5,
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), (said, from, length) => {
        const talk = said.join(' ');
        const start = from % talk.length;
        const quote = talk.slice(start, start + minimumQuoteLength + (length % 40));
        fc.pre(normalised(quote).length >= minimumQuoteLength);
        const span = found(quote, talk);
        expect(span?.start).toBe(normalised(talk).indexOf(normalised(quote)));
      }),
    );
  });

  it('heard with noise is found, and spans no more than what was said', () => {
    const talks = fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 40, maxLength: 80 });
    const noise = fc.record({
      from: fc.nat(20),
      length: fc.integer({ min: 8, max: 20 }),
      at: fc.nat(7),
      heard: fc.constantFrom('', 'z', 'zz'),
    });
    fc.assert(
      fc.property(talks, noise, (talk, { from, length, at, heard }) => {
        const said = talk.slice(from, from + length);
        const quote = said.slice(0, at) + heard + said.slice(at + 1);
        const edits = Math.max(1, heard.length);
        fc.pre(quote.length >= 8 && edits <= Math.floor(quote.length * 0.15));
        const { start, end } = found(quote, talk) ?? { start: -1, end: -1 };

        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(talk.length);
        expect(Math.abs(end - start - quote.length)).toBeLessThanOrEqual(quote.length * 0.15);
      }),
    );
  });
});
