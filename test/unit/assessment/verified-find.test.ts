import { expect, it } from 'vitest';
import { answerLimits } from '../../../shared/assessment/answer-limits.ts';
import { readFound } from '../../../shared/assessment/find-passages.ts';
import { quoteFinder } from '../../../shared/assessment/quote-finder.ts';
import {
  quotedAsFound,
  verifiedFind,
  wholeAsFound,
} from '../../../shared/assessment/verified-find.ts';

const said = [
  '스택은 먼저 넣은 것이 먼저 나옵니다',
  '큐는 한쪽 끝에서만 넣고 뺍니다',
  '배열은 길이가 저절로 늘어납니다',
  '트리는 언제나 균형이 잡혀 있습니다',
];
const transcript = said.join('. ');

it('misconceptions that nobody voiced take no room from those that were', () => {
  const invented = ['해시 함수는 되돌릴 수 있습니다', '정렬은 상수 시간에 끝납니다'];
  const answer = {
    keyPoints: { k1: [] },
    misconceptions: [...invented, ...said].map((quote) => ({ quote, correction: '옳은 말' })),
  };
  const found = readFound(answer, 1);
  const { misconceptions } = verifiedFind(
    { ...found, passages: found.passages.map((passages) => passages ?? []) },
    [{ statement: '핵심', weight: 1 }],
    quoteFinder(transcript),
  );
  expect(misconceptions.map(({ start, end }) => transcript.slice(start, end))).toEqual(
    said.slice(0, answerLimits.listItems),
  );
});

it('quotes that were verified before count if their words are there, and those that are gone do not', () => {
  const [first = '', , third = ''] = said;
  const keyPoints = [{ statement: '핵심', weight: 1 }];
  const { passages, ...others } = quotedAsFound(keyPoints, transcript, [
    third,
    '',
    first,
    '없는 말',
  ]);
  expect(
    passages.map((spans) => spans.map(({ start, end }) => transcript.slice(start, end))),
  ).toEqual([[third, first]]);
  expect(others).toEqual({ misconceptions: [], strengths: [], nextSteps: [] });
});

it('an answer is one passage from its first letter to its last', () => {
  const { passages } = wholeAsFound([{ statement: '핵심', weight: 1 }], transcript);
  expect(passages).toEqual([[{ start: 0, end: transcript.length }]]);
});
