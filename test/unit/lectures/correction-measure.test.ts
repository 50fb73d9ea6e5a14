import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureCorrection } from '../../../shared/lectures/correction-measure.ts';

const changed = (heard: string, corrected: string) => measureCorrection(heard, corrected).changed;

describe('what a correction changes', () => {
  it('is counted in characters as people see them, however they were typed', () => {
    expect(changed('해시 함수', '해시 함수'.normalize('NFD'))).toBe(0);
    expect(changed('해쉬 함수', '해시 함수')).toBe(1);
    // Three letters of one syllable are one character.
    expect(changed('값', '강')).toBe(1);
    expect(changed('👩‍🎓 키', '👨‍🎓 키')).toBe(1);
    expect(changed('버킷', '버 킷을')).toBe(1);
  });

  it('leaves out spacing', () => {
    expect(changed('해시 테이블 은 키를', '해시테이블은\n키를 ')).toBe(0);
  });

  it('may be 15 of a hundred characters, and one of a few', () => {
    expect(measureCorrection('가'.repeat(100), '나').mostChanged).toBe(15);
    expect(measureCorrection('가'.repeat(106), '나')).toMatchObject({
      heard: 106,
      mostChanged: 15,
    });
    expect(measureCorrection('스택', '큐').mostChanged).toBe(1);
  });

  it('is what was inserted, left out or replaced, in any text', () => {
    const characters = fc.array(fc.constantFrom('가', '각', 'a\u0301', '👩‍🎓', '값', '.'), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(characters, fc.nat(60), (given, at) => {
        const text = given.join('');
        const longer = [...given.slice(0, at), '넋', ...given.slice(at)].join('');
        expect(changed(text, text)).toBe(0);
        expect(changed(text, longer)).toBe(1);
        expect(changed(longer, text)).toBe(1);
      }),
    );
  });

  it('is counted in the longest transcript there can be', () => {
    const heard = Array.from({ length: 12_000 }, (_, index) =>
      String.fromCodePoint(0xac00 + (index % 11_000)),
    ).join('');
    expect(measureCorrection(heard, `${heard.slice(9)}끝`)).toMatchObject({
      changed: 10,
      mostChanged: 1_800,
    });
  });
});
