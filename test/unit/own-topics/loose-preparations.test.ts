/** What a topic is made from if the model's answer is not quite what was asked for. */
import { describe, expect, it } from 'vitest';
import { ownTopicLimits } from '../../../shared/contracts/own-topic-limits.ts';
import { readPreparation } from '../../../shared/own-topics/preparation.ts';
import { preparedAnswer } from '../../support/topic-answer.ts';

const { keyPoints, misconceptions, openingQuestion, thinkFirst, words } = preparedAnswer;
const read = (parts: object) => readPreparation({ ...preparedAnswer, ...parts });
const topic = { keyPoints, misconceptions, card: { openingQuestion, words, thinkFirst } };
const statementOf = (statement: string) =>
  read({ keyPoints: [{ statement, weight: 3 }, ...keyPoints] })?.keyPoints[0]?.statement;

describe('an answer', () => {
  it('with a place for each item, as its schema asks, is the same as one with lists', () => {
    const [first, second, third] = keyPoints;
    const [belief] = misconceptions;
    const [one, two, three] = words;
    const places = {
      keyPoints: { first, second, third, fourth: null, fifth: null, sixth: null },
      misconceptions: { first: belief, second: null, third: null, fourth: null },
      words: { first: one, second: two, third: three },
    };
    expect(read(places)).toEqual(topic);
  });

  it('with one item instead of a list is read as a list of it', () => {
    expect(read({ misconceptions: misconceptions[0] })).toEqual(topic);
    expect(read({ misconceptions: null })).toEqual({ ...topic, misconceptions: [] });
  });

  it.each(['statement', 'text', 'keyPoint'])('may call a key point its %s', (name) => {
    const named = keyPoints.map(({ statement, weight }) => ({ [name]: statement, weight }));
    expect(read({ keyPoints: named })).toEqual(topic);
  });

  it.each([
    ['statement', 'correction'],
    ['misconception', 'right'],
    ['text', 'correction'],
  ])('may call a wrong belief its %s, and what is right its %s', (wrong, right) => {
    const named = misconceptions.map(({ statement, correction }) => ({
      ...{ [wrong]: statement, [right]: correction },
    }));
    expect(read({ misconceptions: named })).toEqual(topic);
  });

  it('may call its words terms, and its second question one to think about', () => {
    const { words: _, thinkFirst: __, ...rest } = preparedAnswer;
    expect(readPreparation({ ...rest, terms: words, thinkingQuestion: thinkFirst })).toEqual(topic);
  });

  it('with half a wrong belief, or one that corrects itself, has one belief less', () => {
    const halves = [
      { statement: '확산에는 막이 필요하다.' },
      { correction: '확산에는 막이 필요 없다.' },
      { statement: '막이 필요하다.', correction: '막이 필요하다.' },
      { statement: '\u200b', correction: '막이 필요 없다.' },
    ];
    expect(read({ misconceptions: [...halves, ...misconceptions] })).toEqual(topic);
  });

  it('with a word that shows nothing is read without that word', () => {
    expect(read({ words: ['\u200b', '\u2800', ...words] })).toEqual(topic);
  });
});

describe('a text in an answer', () => {
  it('is whole up to its limit, however wide its letters are, and is cut at words above it', () => {
    const most = ownTopicLimits.statementCharacters;
    expect(statementOf('확'.repeat(most))).toBe('확'.repeat(most));
    const longer = statementOf(`${'확산은 '.repeat(most / 4)}퍼진다`);
    expect(longer).toMatch(/^확산은 .*확산은…$/);
    expect(longer?.length).toBeLessThan(most);
  });

  it('has a space instead of line breaks and invisible marks', () => {
    expect(statementOf('확산은\n퍼진다.')).toBe('확산은 퍼진다.');
    expect(statementOf('확산은\u2066\u0000퍼진다.')).toBe('확산은 퍼진다.');
  });

  it('that is a question ends with its mark, within its limit', () => {
    const most = ownTopicLimits.questionCharacters;
    const questionOf = (given: string) => read({ openingQuestion: given })?.card.openingQuestion;
    expect(questionOf('왜 그럴까')).toBe('왜 그럴까?');
    expect(questionOf('왜 그럴까.')).toBe('왜 그럴까?');
    expect(questionOf('왜 그럴까？')).toBe('왜 그럴까？');
    const longest = '왜'.repeat(most - 1);
    expect(questionOf(longest)).toBe(`${longest}?`);
    expect(questionOf('왜'.repeat(most))?.length).toBeLessThanOrEqual(most);
  });
});
