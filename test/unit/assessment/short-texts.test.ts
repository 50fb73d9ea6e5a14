import { describe, expect, it } from 'vitest';
import {
  type ShortTextParts,
  strengthText,
  weaknessText,
} from '../../../shared/assessment/short-texts.ts';
import type { KeyPointLabel } from '../../../shared/contracts/lecture.ts';

const partsOf = (parts: Partial<ShortTextParts> = {}): ShortTextParts => ({
  topicName: '해시 테이블',
  isOnTopic: true,
  keyPoints: [],
  corrections: [],
  strengths: [],
  nextSteps: [],
  language: 'ko',
  ...parts,
});
/** Key points with these labels, each heavier than the one before. */
const labelled = (...labels: KeyPointLabel[]) =>
  labels.map((label, index) => ({ statement: `${index + 1}번이 맞다.`, weight: index + 1, label }));

describe('the best point', () => {
  it.each([
    [
      ['covered', 'covered', 'missing'],
      '2번이 맞다는 점을 잘 설명했어요. 핵심 3개 가운데 2개를 짚었어요.',
    ],
    [['covered', 'missing'], '1번이 맞다는 점을 잘 설명했어요.'],
    [['transcription_error', 'partial'], '1번이 맞다는 점을 잘 설명했어요.'],
    [['partial', 'partial'], '2번이 맞다는 점을 반쯤 설명했어요.'],
    [['wrong'], '주제의 핵심을 짚은 부분을 아직 찾지 못했어요.'],
  ] as const)('of %j is the heaviest that was met', (labels, text) => {
    expect(strengthText(partsOf({ keyPoints: labelled(...labels) }))).toBe(text);
  });

  it('is followed by one good thing about the delivery', () => {
    const strengths = ['또박또박 말했어요.', '예를 들었어요.'];
    expect(strengthText(partsOf({ keyPoints: labelled('covered'), strengths }))).toBe(
      '1번이 맞다는 점을 잘 설명했어요. 또박또박 말했어요.',
    );
  });

  it.each([
    ['해시는 방법이다.', '해시는 방법이라는 점을 잘 설명했어요.'],
    ['해시는 표가 아니다', '해시는 표가 아니라는 점을 잘 설명했어요.'],
    ['해시는 빠르다!', '해시는 빠르다는 점을 잘 설명했어요.'],
    ['해시의 뜻', '‘해시의 뜻’라는 점을 잘 설명했어요.'],
  ])('speaks of “%s” as a Korean sentence does', (statement, text) => {
    const keyPoints = [{ statement, weight: 1, label: 'covered' }] as const;
    expect(strengthText(partsOf({ keyPoints }))).toBe(text);
  });

  it('has the whole statement up to 110 characters', () => {
    const spoken = (count: number) => {
      const statement = `${'가'.repeat(count - 1)}다`;
      return strengthText(partsOf({ keyPoints: [{ statement, weight: 1, label: 'covered' }] }));
    };
    expect(spoken(110)).toBe(`${'가'.repeat(109)}다는 점을 잘 설명했어요.`);
    expect(spoken(111)).toMatch(/^‘가{109}…’라는 점을/);
  });
});

describe('the worst gap', () => {
  it.each([
    [
      ['missing', 'partial', 'missing'],
      '3번이 맞다는 점이 빠졌어요. 더 채울 핵심이 2개 더 있어요.',
    ],
    [['missing', 'covered'], '1번이 맞다는 점이 빠졌어요.'],
    [['partial', 'covered'], '1번이 맞다는 점을 조금 더 설명해 보세요.'],
    [['covered'], '핵심을 모두 짚었어요. 빠진 점을 찾지 못했어요.'],
  ] as const)('of %j is the heaviest that is missing or half explained', (labels, text) => {
    expect(weaknessText(partsOf({ keyPoints: labelled(...labels) }))).toBe(text);
  });

  it('is followed by one next step', () => {
    const parts = { keyPoints: labelled('missing'), nextSteps: ['더 읽어요.', '더 써요.'] };
    expect(weaknessText(partsOf(parts))).toBe('1번이 맞다는 점이 빠졌어요. 더 읽어요.');
  });

  it('is what was said wrongly, before all that is missing', () => {
    const parts = partsOf({
      keyPoints: labelled('missing'),
      corrections: [
        { said: '늘 빨라요', right: '늘 그렇지는 않아요.' },
        { said: '작아요', right: '커요.' },
      ],
    });
    expect(weaknessText(parts)).toBe(
      '“늘 빨라요”라고 했지만, 늘 그렇지는 않아요. 더 채울 핵심이 2개 더 있어요.',
    );
  });

  it('is to be corrected even if nobody said how', () => {
    const parts = partsOf({ corrections: [{ said: '늘 빨라요', right: ' ' }] });
    expect(weaknessText(parts)).toBe('“늘 빨라요”라는 말은 바로잡아야 해요.');
  });

  it('quotes at least the beginning of the words that were said, fifty characters of them, and fills its room', () => {
    const corrected = (said: string, right: string) =>
      weaknessText(partsOf({ corrections: [{ said, right }] }));
    expect(corrected('가'.repeat(50), '아니에요.')).toBe(
      `“${'가'.repeat(50)}”라고 했지만, 아니에요.`,
    );
    expect(corrected('가'.repeat(51), '아니에요.')).toBe(
      `“${'가'.repeat(49)}…”라고 했지만, 아니에요.`,
    );
    const long = corrected('늘 빨라요', '왜 '.repeat(200));
    expect(long.length).toBeLessThanOrEqual(160);
    expect(long.length).toBeGreaterThan(157);
  });

  it('is that nothing was said about the topic if the talk is off topic, with the first 60 characters of its name', () => {
    const offTopic = (count: number) =>
      weaknessText(partsOf({ isOnTopic: false, topicName: '가'.repeat(count) }));
    expect(offTopic(60)).toContain(`‘${'가'.repeat(60)}’`);
    expect(offTopic(61)).toContain(`‘${'가'.repeat(59)}…’`);
  });
});

describe('the short texts in English', () => {
  const inEnglish = (...labels: KeyPointLabel[]) => {
    const keyPoints = labels.map((label, index) => ({
      statement: `It is ${index}.`,
      weight: 1,
      label,
    }));
    const parts = partsOf({ language: 'en', keyPoints });
    return [strengthText(parts), weaknessText(parts)];
  };

  it.each([
    [
      ['covered', 'covered'],
      'You explained this well: It is 0. You covered 2 of 2 key points.',
      'You covered every key point. Nothing is missing.',
    ],
    [
      ['partial', 'missing'],
      'You explained this in part: It is 0.',
      'This is missing: It is 1. One more key point needs work.',
    ],
    [
      ['partial', 'partial', 'partial'],
      'You explained this in part: It is 0.',
      'Say more about this: It is 0. 2 more key points need work.',
    ],
  ] as const)('of %j are just as good', (labels, strength, weakness) => {
    expect(inEnglish(...labels)).toEqual([strength, weakness]);
  });

  it('tell what was said wrongly', () => {
    const corrected = (right: string) =>
      weaknessText(partsOf({ language: 'en', corrections: [{ said: 'always', right }] }));
    expect(corrected('Mostly.')).toBe('You said “always”. In fact: Mostly.');
    expect(corrected('')).toBe('You said “always”, which is not right.');
  });
});
