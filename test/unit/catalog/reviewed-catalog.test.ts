import { describe, expect, it } from 'vitest';
import { type Major, parseCatalog } from '../../../shared/catalog/catalog.ts';
import { catalogData } from '../../../shared/catalog/catalog-data.ts';
import { indexCatalog } from '../../support/catalog-index.ts';

const catalog = parseCatalog(catalogData);
const { majors } = catalog;
const topicsIn = (major: Major) => major.subjects.flatMap((subject) => subject.topics);
const topics = majors.flatMap(topicsIn);

/** A syllable of Korean; English text names single letters too. */
const hangul = /[가-힣]/u;
const inEnglish = /^[\p{Script=Latin}\d(][\p{ASCII}’é²°øㆍㄱㄴㅁㅅㅇㅡㅣ]+$/u;

describe('the reviewed catalog', () => {
  it('has at least 6 majors with 3 subjects of 3 topics each, 74 in all', () => {
    expect(majors.length).toBeGreaterThanOrEqual(6);
    for (const major of majors) {
      expect(major.subjects.length, major.majorName).toBeGreaterThanOrEqual(3);
      for (const subject of major.subjects) {
        expect(subject.topics.length, subject.subjectName).toBeGreaterThanOrEqual(3);
      }
    }
    expect(topics).toHaveLength(74);
  });

  it('has two to four misconceptions for every topic', () => {
    for (const { topicName, misconceptions } of topics) {
      expect(misconceptions.length, topicName).toBeGreaterThanOrEqual(2);
    }
  });

  it('spreads the weight, so that no key point makes half of a score alone', () => {
    for (const { topicName, keyPoints } of topics) {
      const weights = keyPoints.map(({ weight }) => weight);
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      expect(Math.max(...weights) / total, topicName).toBeLessThan(0.5);
    }
  });

  it('has English names and descriptions beside the Korean ones', () => {
    const entries = [...majors, ...majors.flatMap(({ subjects }) => subjects), ...topics];
    for (const { id, english } of entries) {
      const texts = Object.values(english);
      expect(texts, `${id}`).toHaveLength(2);
      for (const text of texts) expect(text).toMatch(inEnglish);
    }
  });

  it('says everything in Korean, and in whole sentences what learners are judged by', () => {
    for (const { topicName, description, keyPoints, misconceptions } of topics) {
      expect(description, topicName).toMatch(hangul);
      const sentences = [
        ...keyPoints.map(({ statement }) => statement),
        ...misconceptions.flatMap(({ statement, correction }) => [statement, correction]),
      ];
      for (const sentence of sentences) expect(sentence, topicName).toMatch(/다\.$/u);
    }
  });

  it('says the same in English, in whole sentences without a word of Korean', () => {
    for (const { topicName, keyPoints, misconceptions } of topics) {
      const sentences = [...keyPoints, ...misconceptions].flatMap(({ english }) =>
        Object.values(english),
      );
      for (const sentence of sentences) {
        expect(sentence, topicName).toMatch(/^(?:[A-Z]|pH|mRNA).+\.$/u);
        expect(sentence, topicName).toMatch(inEnglish);
      }
    }
  });

  it('has the same numbers in English as in Korean', () => {
    for (const { topicName, keyPoints, misconceptions } of topics) {
      for (const { statement, english } of [...keyPoints, ...misconceptions]) {
        expect(figuresIn(english.statement), topicName).toEqual(figuresIn(statement));
      }
      for (const { correction, english } of misconceptions) {
        expect(figuresIn(english.correction), topicName).toEqual(figuresIn(correction));
      }
    }
  });

  it('keeps the ids that lectures and evaluation transcripts refer to', () => {
    const index = indexCatalog(catalog);
    const nameOf = (id: number) => index.topic(id)?.topic.topicName;
    expect({
      1001: nameOf(1001),
      1002: nameOf(1002),
      1008: nameOf(1008),
      3001: nameOf(3001),
      4007: nameOf(4007),
      4008: nameOf(4008),
      5001: nameOf(5001),
      7004: nameOf(7004),
    }).toEqual({
      1001: '해시 테이블',
      1002: '이진 탐색',
      1008: 'TCP 3-way handshake',
      3001: '수요와 공급',
      4007: '광합성',
      4008: '자연선택',
      5001: '백신의 원리',
      7004: '죄형법정주의',
    });
  });
});

/** Numbers of two digits or more; smaller ones may be spelt out, and so may those of kings. */
function figuresIn(text: string): string[] {
  const plain = text.replace('루이 16세', '').replaceAll(/(?<=\d),(?=\d)/g, '');
  return (plain.match(/\d{2,}(?:\.\d+)?/g) ?? []).toSorted();
}
