import { describe, expect, it } from 'vitest';
import {
  givesAway,
  pupilQuestion,
  readQuestions,
} from '../../../shared/assessment/pupil-questions.ts';
import { parseCatalog } from '../../../shared/catalog/catalog.ts';
import { catalogData } from '../../../shared/catalog/catalog-data.ts';

const statement = '서로 다른 키가 같은 인덱스로 계산되는 충돌이 일어날 수 있다.';
const keyPoints = [{ statement, weight: 1 }];
const read = (question: unknown) =>
  readQuestions({ questions: { k1: question } }, '해시 테이블', keyPoints, 'ko')[0];

describe('a pupil’s question', () => {
  it('is the model’s own if it gives nothing away', () => {
    const question = '사물함이 백 칸인데 백한 명이 오면 어떻게 돼요?';
    expect(read(`  ${question}\n`)).toBe(question);
  });

  it.each([
    ['the statement itself', statement],
    [
      'the statement as a question',
      '서로 다른 키가 같은 인덱스로 계산되면 충돌이 일어날 수 있나요?',
    ],
    [
      'the statement with other spaces and marks',
      statement.replaceAll(' ', '  ').replace('.', '?'),
    ],
    ['nothing', ''],
    ['no text', 7],
    ['a speech', '왜요? '.repeat(60)],
  ])('is a plain one if the model gives %s', (_, given) => {
    expect(read(given)).toContain('해시 테이블');
    expect(givesAway(read(given) ?? '', statement)).toBe(false);
  });

  it('is one question of at most 160 characters', () => {
    const question = `${'왜 '.repeat(79)}요?`;
    expect(question).toHaveLength(160);
    expect(read(question)).toBe(question);
    expect(read(`${question}?`)).toContain('해시 테이블');
  });

  it('is a plain one in the learner’s language', () => {
    const plain = (language: 'ko' | 'en') =>
      readQuestions({}, 'Hash tables', keyPoints, language)[0];
    expect(plain('en')).toMatch(/^There is something about “Hash tables”/);
    expect(plain('ko')).toMatch(/^‘Hash tables’에서 /);
  });

  it('is asked for by one question for each statement, with room for it', () => {
    const { answerSchema, maximumAnswerTokens, user } = pupilQuestion(
      '해시 테이블',
      [...keyPoints, ...keyPoints],
      'ko',
      [],
    );
    expect(answerSchema).toMatchObject({
      properties: {
        questions: {
          required: ['k1', 'k2'],
          properties: { k1: { description: expect.stringMatching(/^One short question/) } },
        },
      },
    });
    expect(maximumAnswerTokens).toBe(180);
    expect(user).not.toContain('askedBefore');
  });

  it('is a new one, and does not repeat what was asked before', () => {
    const { user } = pupilQuestion('해시 테이블', keyPoints, 'ko', ['왜요?']);
    expect(user).toContain('"askedBefore":["왜요?"]');
  });

  it('gives the answer away if it has three fifths of its letters, in their order', () => {
    expect(givesAway('abcd', 'abcdef')).toBe(true);
    expect(givesAway('abc', 'abcdef')).toBe(false);
    expect(givesAway('axcxexbxdxf', 'abcdef')).toBe(false);
    expect(givesAway('ABC, def?', 'a-b c.d e f')).toBe(true);
    expect(givesAway('a', 'a')).toBe(false);
  });

  it('gives away none of the catalog’s statements if it is a plain one', () => {
    const topics = parseCatalog(catalogData).majors.flatMap(({ subjects }) =>
      subjects.flatMap((subject) => subject.topics),
    );
    for (const { topicName, keyPoints: points } of topics) {
      const questions = readQuestions(undefined, topicName, points, 'ko');
      expect(
        points.filter((point, index) => givesAway(questions[index] ?? '', point.statement)),
      ).toEqual([]);
    }
  });
});
