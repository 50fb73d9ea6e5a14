import { describe, expect, it } from 'vitest';
import {
  fractionReadings,
  numberReadings,
  numbersWithUnits,
  ordinalReadings,
  withoutUnits,
} from '../../../shared/assessment/quotes/number-readings.ts';

describe('a number', () => {
  it.each([
    ['0', ['영', '공', '제로', 'zero', 'zeroth']],
    ['1', ['일', '하나', '한', 'one', '원', 'first', '첫']],
    ['2', ['이', '둘', '두', 'two', '투', '제곱', 'squared', 'twice', 'double', 'second']],
    ['3', ['삼', '셋', '세', 'three', '쓰리', '세제곱', 'cubed', 'third']],
    ['4', ['사', '넷', '네', 'four', '포', 'fourth']],
    ['5', ['오', '다섯', 'five', '파이브', 'fifth']],
    ['6', ['육', '여섯', 'six', '식스', 'sixth']],
    ['7', ['칠', '일곱', 'seven', '세븐', 'seventh']],
    ['8', ['팔', '여덟', 'eight', '에이트', 'eighth']],
    ['9', ['구', '아홉', 'nine', '나인', 'ninth']],
    ['10', ['십', '일십', '일영', '일공', '열', 'ten', '텐', 'tenth']],
    ['20', ['이십', '이영', '이공', '스물', '스무', 'twenty']],
    ['21', ['이십일', '이일', '스물하나', '스물한', 'twentyone']],
    ['99', ['구십구', '구구', '아흔아홉', 'ninetynine']],
    ['100', ['백', '일백', '일영영', '일공공', 'onehundred', 'ahundred']],
    ['305', ['삼백오', '삼영오', '삼공오', 'threehundredfive', 'threehundredandfive']],
    ['1000', ['천', '일천', '일영영영', '일공공공', 'onethousand', 'athousand']],
    [
      '12345',
      [
        '만이천삼백사십오',
        '일만이천삼백사십오',
        '일이삼사오',
        'twelvethousandthreehundredfortyfive',
        'twelvethousandthreehundredandfortyfive',
      ],
    ],
  ])('%s is said as %j, and in no other way', (digits, readings) => {
    expect(numberReadings(digits).toSorted()).toEqual(readings.toSorted());
  });

  it.each([
    ['30', '서른', 'thirty'],
    ['40', '마흔', 'forty'],
    ['50', '쉰', 'fifty'],
    ['60', '예순', 'sixty'],
    ['70', '일흔', 'seventy'],
    ['80', '여든', 'eighty'],
    ['90', '아흔', 'ninety'],
    ['11', '열하나', 'eleven'],
    ['12', '열두', 'twelve'],
    ['13', '열세', 'thirteen'],
    ['14', '열네', 'fourteen'],
    ['15', '열다섯', 'fifteen'],
    ['16', '열여섯', 'sixteen'],
    ['17', '열일곱', 'seventeen'],
    ['18', '열여덟', 'eighteen'],
    ['19', '열아홉', 'nineteen'],
  ])('%s is %s and %s', (digits, native, english) => {
    expect(numberReadings(digits)).toEqual(expect.arrayContaining([native, english]));
  });

  it.each([
    ['1400', '천사백'],
    ['10000', '만'],
    ['20000', '이만'],
    ['11111', '만천백십일'],
    ['100000000', '일억'],
    ['3000500000000', '삼조오억'],
    ['100010000', '일억만'],
  ])('%s is %s', (digits, said) => {
    expect(numberReadings(digits)).toContain(said);
  });

  it.each([
    ['1945', 'nineteenfortyfive'],
    ['1900', 'nineteenhundred'],
    ['1100', 'elevenhundred'],
    ['3100', 'thirtyonehundred'],
    ['9104', 'ninetyonefour'],
    ['2024', 'twentytwentyfour'],
    ['2010', 'twentyten'],
    ['9999', 'ninetynineninetynine'],
  ])('%s may be said in pairs: %s', (digits, said) => {
    expect(numberReadings(digits)).toContain(said);
  });

  it.each([
    ['1000', 'tenhundred'],
    ['1099', 'tenninetynine'],
    ['2005', 'twentyfive'],
    ['3050', 'thirtyfifty'],
    ['10000', 'onehundredhundred'],
    ['12000', 'onehundredtwentyhundred'],
  ])('%s is not %s', (digits, said) => {
    expect(numberReadings(digits)).not.toContain(said);
  });

  it('is counted in Korean up to ninety-nine, and in English words below a million', () => {
    expect(numberReadings('100')).not.toContain('');
    expect(numberReadings('999999')).toContain(
      'ninehundredninetyninethousandninehundredninetynine',
    );
    expect(numberReadings('1000000').some((said) => /[a-z]/.test(said))).toBe(false);
  });

  it('is said digit by digit if a computer cannot count so far', () => {
    expect(numberReadings('12345678901234567890')).toEqual([
      '일이삼사오육칠팔구영일이삼사오육칠팔구영',
    ]);
  });
});

describe('a decimal', () => {
  it.each([
    ['0.75', ['영점칠오', '공점칠오', '제로점칠오', 'zeropointsevenfive', 'pointsevenfive']],
    ['3.14', ['삼점일사', 'threepointonefour']],
    ['12345678901234567890.5', []],
  ])('%s is said as %j', (digits, readings) => {
    expect([...new Set(numberReadings(digits))].toSorted()).toEqual(readings.toSorted());
  });
});

describe('an ordinal', () => {
  it.each([
    ['1st', ['first']],
    ['10th', ['tenth']],
    ['11th', []],
  ])('%s is %j', (written, said) => {
    expect(ordinalReadings(written)).toEqual(said);
  });
});

describe('a fraction', () => {
  it('has its lower number first, each in digits or in words', () => {
    expect(fractionReadings(['1', '2'])).toEqual(['2분의1', '2분의일', '이분의1', '이분의일']);
    expect(fractionReadings(['3', '10'])).toContain('일십분의삼');
  });
});

describe('a number with Korean units', () => {
  it.each([
    ['3만', '30000'],
    ['1만4천', '14000'],
    ['2백', '200'],
    ['5억', '500000000'],
    ['1조', '1000000000000'],
    ['1.5만', '15000'],
    ['1만5', '10005'],
  ])('%s is %s', (written, digits) => {
    expect(written.match(numbersWithUnits)).toEqual([written]);
    expect(withoutUnits(written)).toBe(digits);
  });
});
