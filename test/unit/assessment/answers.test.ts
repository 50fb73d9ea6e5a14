import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutSentence } from '../../../shared/assessment/answer-limits.ts';
import { readFound } from '../../../shared/assessment/find-passages.ts';
import { readJudgement } from '../../../shared/assessment/judge-key-point.ts';
import { quoteFinder } from '../../../shared/assessment/quote-finder.ts';

describe('the answer to find', () => {
  const whole = {
    keyPoints: { k1: ['첫 말', '둘째 말'], k2: [], k3: ['셋째 말'] },
    misconceptions: [{ quote: '틀린 말', correction: '옳은 말' }],
    strengths: ['또박또박'],
    nextSteps: ['더 읽기'],
  };
  const passages = [['첫 말', '둘째 말'], [], ['셋째 말']];

  it('is read as it was asked for', () => {
    expect(readFound(whole, 3)).toEqual({
      passages,
      misconceptions: whole.misconceptions,
      strengths: whole.strengths,
      nextSteps: whole.nextSteps,
    });
  });

  it.each<[string, unknown]>([
    ['without the object around the key points', { ...whole.keyPoints }],
    ['with a text for a list of one', { keyPoints: { ...whole.keyPoints, k3: '셋째 말' } }],
    ['with null for an empty list', { keyPoints: { ...whole.keyPoints, k2: null } }],
    ['with an empty text for nothing', { keyPoints: { ...whole.keyPoints, k2: '' } }],
    [
      'with other letters in its names',
      { KeyPoints: { K1: passages[0], K2: [], K3: passages[2] } },
    ],
    ['with names in snake case', { key_points: whole.keyPoints }],
    [
      'with passages in objects of their own',
      {
        keyPoints: {
          k1: { passages: passages[0] },
          k2: { quotes: [] },
          k3: [{ quote: '셋째 말', why: 'x' }],
        },
      },
    ],
    [
      'as a list',
      {
        keyPoints: [
          { id: 'k3', passages: passages[2] },
          { id: 'K1', quotes: passages[0] },
          { id: 'k2' },
        ],
      },
    ],
    ['with keys that nobody asked for', { ...whole, onTopic: false, k7: ['x'], score: 100 }],
    [
      'with passages under other names',
      {
        keyPoints: {
          k1: [{ passage: '첫 말' }, { text: '둘째 말' }],
          k2: { quote: '' },
          k3: { passage: '셋째 말' },
        },
      },
    ],
    ['with null in every list', { ...whole, misconceptions: null, strengths: null }],
    ['with odd lists', { ...whole, misconceptions: 'none', strengths: [1, null], nextSteps: {} }],
  ])('is read %s', (_, answer) => {
    expect(readFound(answer, 3).passages).toEqual(passages);
  });

  it('has no misconception of which one half is missing', () => {
    const misconceptions = [
      { quote: '틀린 말', correction: '' },
      { correction: '옳은 말' },
      { quote: '틀린 말', correction: '옳은 말' },
    ];
    expect(readFound({ ...whole, misconceptions }, 3).misconceptions).toEqual([
      { quote: '틀린 말', correction: '옳은 말' },
    ]);
  });

  it('leaves out what the answer left out', () => {
    expect(readFound({ keyPoints: { k1: ['첫 말'] } }, 3).passages).toEqual([
      ['첫 말'],
      undefined,
      undefined,
    ]);
  });

  it('is cut to its limits, and never within a character', () => {
    const long = `가${'🎓'.repeat(1_000)}`;
    const many = Array.from({ length: 50 }, () => long);
    const found = readFound(
      {
        keyPoints: { k1: many },
        misconceptions: many.map((quote) => ({ quote, correction: quote })),
        strengths: many,
        nextSteps: many,
      },
      1,
    );

    for (const list of [found.passages[0], found.misconceptions]) {
      expect(list).toHaveLength(6);
    }
    for (const list of [found.strengths, found.nextSteps]) {
      expect(list).toHaveLength(3);
    }
    const texts = [
      ...(found.passages[0] ?? []),
      ...found.misconceptions.flatMap(({ quote, correction }) => [quote, correction]),
      ...found.strengths,
      ...found.nextSteps,
    ];
    for (const text of texts) {
      expect(text.length).toBeLessThanOrEqual(400);
      expect(text.isWellFormed()).toBe(true);
    }
  });
});

describe('a text beyond its limit', () => {
  const sentence = '해시 함수는 키를 배열의 자리로 바꾸어 줍니다.';
  const word = '충돌이생기면';

  it('ends with its last whole sentence', () => {
    const cut = cutSentence(Array.from({ length: 40 }, () => sentence).join(' '));
    expect(cut.length).toBeGreaterThan(300);
    expect(cut.replaceAll(sentence, '').trim()).toBe('');
  });

  it('ends with its last whole word if it is one sentence, or if its first sentence is a mere “네.”', () => {
    const long = Array.from({ length: 100 }, () => word).join(' ');
    for (const text of [long, `네. ${long}`]) {
      const cut = cutSentence(text);
      expect(cut.length).toBeGreaterThan(380);
      expect(cut.split(' ').every((part) => part === word || part === '네.')).toBe(true);
    }
  });

  it('may end exactly at a word', () => {
    const text = `${'가'.repeat(199)} ${'나'.repeat(200)}`;
    expect(cutSentence(`${text} 다`)).toBe(text);
    expect(cutSentence(text)).toBe(text);
  });

  it('ends with its last whole word if its sentence would leave half of it or less', () => {
    const half = `${'가'.repeat(199)}.`;
    const more = `${'가'.repeat(200)}.`;
    const rest = Array.from({ length: 60 }, () => word).join(' ');
    expect(cutSentence(`${half} ${rest}`)).toMatch(/충돌이생기면$/);
    expect(cutSentence(`${more} ${rest}`)).toBe(more);
  });

  it('has no word that reaches beyond the limit', () => {
    const begun = '가'.repeat(199);
    expect(cutSentence(`${begun} ${'나'.repeat(201)} 다`)).toBe(begun);
  });

  it('is its first 400 characters if it is one word without an end', () => {
    expect(cutSentence(`가${'나'.repeat(400)}`)).toBe(`가${'나'.repeat(399)}`);
    expect(cutSentence(` ${'나'.repeat(400)} `)).toBe('나'.repeat(400));
  });

  it('is a passage that is found in the talk that it was copied from', () => {
    const talk = Array.from({ length: 100 }, (_, index) => `${word} ${index}번째로`).join(' ');
    const span = quoteFinder(talk).find(cutSentence(talk));
    expect(span?.start).toBe(0);
  });
});

describe('an answer to judge', () => {
  it.each([
    ['covered', 'covered'],
    ['Covered', 'covered'],
    ['MISSING ', 'missing'],
    ['transcription error', 'transcription_error'],
    ['transcription-error', 'transcription_error'],
    ['covered.', 'covered'],
    ['**partial**', 'partial'],
    ['"transcription_error"', 'transcription_error'],
  ])('labelled %j is %s', (label, read) => {
    expect(readJudgement({ reason: '까닭', label })).toEqual({ label: read, reason: '까닭' });
  });

  it('needs no reason', () => {
    expect(readJudgement({ label: 'wrong', reason: null })).toEqual({ label: 'wrong', reason: '' });
    expect(readJudgement({ Label: ['partial'] })).toEqual({ label: 'partial', reason: '' });
  });

  it.each([{}, { label: 'excellent' }, { label: 3 }, 'covered', null, [], { reason: 'covered' }])(
    'is no judgement in %j',
    (answer) => {
      expect(readJudgement(answer)).toBeUndefined();
    },
  );
});

it('any JSON is read without an error', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 6 }), (answer, count) => {
      expect(readFound(answer, count).passages).toHaveLength(count);
      readJudgement(answer);
    }),
  );
});
