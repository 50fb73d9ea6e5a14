import { describe, expect, it } from 'vitest';
import { catalogVersion, parseCatalog } from '../../../shared/catalog/catalog.ts';
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
    const { id, majorName, description, english, subjects } = major;
    expect(catalogVersion([{ subjects, english, description, majorName, id }])).toBe(
      catalogVersion([major]),
    );
  });

  it('changes with any word of any statement or card, with a weight and with the order', () => {
    const versions = [
      unchanged,
      ...sample().keyPoints.map((point, at) =>
        versionOf(({ keyPoints }) =>
          keyPoints.splice(at, 1, { ...point, statement: `${point.statement}.` }),
        ),
      ),
      versionOf(({ misconceptions: [belief] }) =>
        Object.assign(belief ?? {}, { statement: '충돌은 없다.' }),
      ),
      versionOf(({ misconceptions: [belief] }) =>
        Object.assign(belief ?? {}, { correction: '충돌은 늘 있다.' }),
      ),
      versionOf(({ misconceptions: [belief] }) =>
        Object.assign(belief?.english ?? {}, { correction: 'They do.' }),
      ),
      versionOf(({ hashTable }) => Object.assign(hashTable.card, { thinkFirst: '그럴까요?' })),
      versionOf(({ keyPoints: [, , point] }) => Object.assign(point ?? {}, { weight: 2 })),
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

  it('finds a topic with its subject and major', () => {
    expect(index.topic(2001)).toMatchObject({
      major: { id: 2, majorName: '법학' },
      subject: { id: 201, subjectName: '민법' },
      topic: { id: 2001, topicName: '계약의 성립' },
    });
  });

  it('answers undefined for ids it does not know, even for ids of another kind', () => {
    expect(index.subjectsOf(9)).toBeUndefined();
    expect(index.subjectsOf(101)).toBeUndefined();
    expect(index.topicsOf(1)).toBeUndefined();
    expect(index.topic(101)).toBeUndefined();
    expect(index.topic(Number.NaN)).toBeUndefined();
  });

  it('finds every topic of the reviewed catalog in its place', () => {
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
