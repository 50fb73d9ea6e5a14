import { describe, expect, it } from 'vitest';
import { keyPointFeedback, keyPointsSoFar } from '../../../shared/assessment/key-points-so-far.ts';
import { bilingualTopicOf, saidSentences, saidText } from '../../support/lecture-factory.ts';

const topic = bilingualTopicOf();
const spanOf = (sentence: string) => {
  const start = saidText.indexOf(sentence);
  return { start, end: start + sentence.length };
};
const found = {
  passages: [[spanOf(saidSentences[0])], [spanOf(saidSentences[1])], []],
  misconceptions: [],
  strengths: [],
  nextSteps: [],
};
const judgements = { 0: { label: 'covered', reason: '까닭' } } as const;

describe('the key points so far', () => {
  it('are none before anything is found', () => {
    expect(keyPointsSoFar(topic, undefined, saidText, { judgements: {} })).toEqual([]);
  });

  it('are those that are judged, and those about which nothing was said', () => {
    const soFar = keyPointsSoFar(topic, undefined, saidText, { found, judgements });
    expect(soFar).toEqual([
      {
        number: 1,
        statement: topic.keyPoints[0]?.statement,
        label: 'covered',
        quote: saidSentences[0],
        reason: '까닭',
      },
      {
        number: 3,
        statement: topic.keyPoints[2]?.statement,
        label: 'missing',
        quote: '',
        reason: '',
      },
    ]);
  });

  it('of an answer are those that it was asked about, by their numbers in the topic', () => {
    const ofAnswer = { ...found, passages: [[spanOf(saidSentences[1])]] };
    const soFar = keyPointsSoFar(topic, [2], saidText, { found: ofAnswer, judgements });
    expect(soFar).toMatchObject([
      { number: 2, statement: topic.keyPoints[1]?.statement, quote: saidSentences[1] },
    ]);
  });

  it('are given in the talk’s language, or in another that is asked for', () => {
    const progress = { found, judgements };
    const [inTalks] = keyPointsSoFar(topic, undefined, saidText, progress);
    const [inEnglish] = keyPointsSoFar(topic, undefined, saidText, progress, 'en');
    expect(inTalks?.statement).toBe('해시 함수로 키를 배열의 인덱스로 바꾼다.');
    expect(inEnglish?.statement).toBe('A hash function turns the key into an index.');
  });
});

it('two passages of a key point become one quote with dots between them', () => {
  const passages = ['첫 말', '둘째 말'].map((quote) => ({
    quote,
    context: quote,
    start: 0,
    end: 0,
  }));
  const keyPoint = { statement: 's', weight: 1, label: 'covered', reason: '', passages } as const;
  expect(keyPointFeedback([keyPoint], [4])).toMatchObject([
    { number: 4, quote: '첫 말 … 둘째 말' },
  ]);
});
