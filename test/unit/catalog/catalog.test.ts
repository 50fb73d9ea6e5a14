import { describe, expect, it } from 'vitest';
import { catalogVersion, type Major, parseCatalog } from '../../../shared/catalog/catalog.ts';
import { catalogData as reviewed } from '../../../shared/catalog/catalog-data.ts';
import { indexCatalog } from '../../support/catalog-index.ts';
import { type Sample, sample } from './sample-catalog.ts';

function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, reverseKeys(part)]),
  );
}

const topicsIn = (major: Major) => major.subjects.flatMap((subject) => subject.topics);

describe('the reviewed catalog', () => {
  const { majors } = parseCatalog(reviewed);
  const topics = majors.flatMap(topicsIn);
  const judged = topics.filter((topic) => topic.keyPoints.length > 0);

  it('has at least 6 majors with 3 subjects of 3 topics each', () => {
    expect(majors.length).toBeGreaterThanOrEqual(6);
    for (const major of majors) {
      expect(major.subjects.length, major.majorName).toBeGreaterThanOrEqual(3);
      for (const subject of major.subjects) {
        expect(subject.topics.length, subject.subjectName).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('has key points for at least 30 topics, and for at least 4 in every major', () => {
    expect(judged.length).toBeGreaterThanOrEqual(30);
    for (const major of majors) {
      const judgedHere = topicsIn(major).filter((topic) => topic.keyPoints.length > 0);
      expect(judgedHere.length, major.majorName).toBeGreaterThanOrEqual(4);
    }
  });

  it('spreads the weight, so that no key point alone makes half of a score', () => {
    for (const { topicName, keyPoints } of judged) {
      const weights = keyPoints.map(({ weight }) => weight);
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      expect(Math.max(...weights) / total, topicName).toBeLessThan(0.5);
    }
  });

  it('has English names and descriptions beside the Korean ones', () => {
    const entries = [...majors, ...majors.flatMap(({ subjects }) => subjects), ...topics];
    for (const { id, english } of entries) {
      const texts = Object.values(english ?? {});
      expect(texts, `${id}`).toHaveLength(2);
      for (const text of texts) expect(text).toMatch(/^[\p{Script=Latin}\d(][\p{ASCII}’]+$/u);
    }
  });

  it('says everything in Korean, as whole sentences where learners are judged by it', () => {
    for (const { topicName, description, keyPoints, misconceptions } of topics) {
      expect(description, topicName).toMatch(/\p{Script=Hangul}/u);
      const sentences = [
        ...keyPoints.map(({ statement }) => statement),
        ...misconceptions.flatMap(({ statement, correction }) => [statement, correction]),
      ];
      for (const sentence of sentences) expect(sentence, topicName).toMatch(/다\.$/u);
    }
  });

  it('keeps the ids that lectures and evaluation transcripts refer to', () => {
    const index = indexCatalog(parseCatalog(reviewed));
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

describe('the version', () => {
  const versionOf = (change: (sample: Sample) => void) => {
    const changed = sample();
    change(changed);
    return parseCatalog(changed.data).version;
  };
  const unchanged = parseCatalog(sample().data).version;

  it('is 12 hexadecimal digits, the same for the same content', () => {
    expect(unchanged).toMatch(/^[0-9a-f]{12}$/);
    expect(parseCatalog(sample().data).version).toBe(unchanged);
    expect(catalogVersion(parseCatalog(sample().data).majors)).toBe(unchanged);
  });

  it('does not depend on the order of fields', () => {
    const reversed = reverseKeys(sample().data);
    expect(JSON.stringify(reversed)).not.toBe(JSON.stringify(sample().data));
    expect(parseCatalog(reversed).version).toBe(unchanged);
  });

  it('does not depend on the order of fields of data that was never parsed', () => {
    const [major] = parseCatalog(sample().data).majors;
    if (!major) throw new Error('the sample has a major');
    const { id, majorName, description, subjects } = major;
    expect(catalogVersion([{ subjects, description, majorName, id }])).toBe(
      catalogVersion([major]),
    );
  });

  it('changes with any one word of any statement, with a weight and with the order', () => {
    const versions = [
      unchanged,
      ...sample().keyPoints.map((point, at) =>
        versionOf(({ keyPoints }) =>
          keyPoints.splice(at, 1, { ...point, statement: `${point.statement}.` }),
        ),
      ),
      versionOf(({ misconceptions }) =>
        misconceptions.splice(0, 1, {
          statement: '충돌은 없다.',
          correction: '충돌은 피할 수 없다.',
        }),
      ),
      versionOf(({ misconceptions }) =>
        misconceptions.splice(0, 1, {
          statement: '충돌은 일어나지 않는다.',
          correction: '충돌은 늘 있다.',
        }),
      ),
      versionOf(({ keyPoints }) =>
        keyPoints.splice(2, 1, { statement: '조회는 평균 O(1)이다.', weight: 2 }),
      ),
      versionOf(({ keyPoints }) => keyPoints.reverse()),
      versionOf(({ data }) => data.majors.reverse()),
    ];
    expect(new Set(versions).size).toBe(versions.length);
  });
});

describe('the index', () => {
  const catalog = parseCatalog(sample().data);
  const index = indexCatalog(catalog);

  it('lists majors, subjects and topics in the order of the data', () => {
    expect(index.version).toBe(catalog.version);
    expect(index.majors.map(({ id }) => id)).toEqual([1, 2]);
    expect(index.subjectsOf(1)?.map(({ id }) => id)).toEqual([101]);
    expect(index.topicsOf(101)?.map(({ id }) => id)).toEqual([1001, 1002]);
  });

  it('finds a topic with the subject and the major it stands in', () => {
    expect(index.topic(2001)).toMatchObject({
      major: { id: 2, majorName: '법학' },
      subject: { id: 201, subjectName: '민법' },
      topic: { id: 2001, topicName: '계약의 성립' },
    });
  });

  it('answers undefined for ids it does not know, also for ids of another kind', () => {
    expect(index.subjectsOf(9)).toBeUndefined();
    expect(index.subjectsOf(101)).toBeUndefined();
    expect(index.topicsOf(1)).toBeUndefined();
    expect(index.topic(101)).toBeUndefined();
    expect(index.topic(Number.NaN)).toBeUndefined();
  });

  it('finds every topic of the reviewed catalog where it stands', () => {
    const full = indexCatalog(parseCatalog(reviewed));
    for (const major of full.majors) {
      for (const subject of full.subjectsOf(major.id) ?? []) {
        for (const topic of full.topicsOf(subject.id) ?? []) {
          expect(full.topic(topic.id)).toEqual({ major, subject, topic });
        }
      }
    }
  });
});
