import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, it } from 'vitest';
import { dynamoCatalog, dynamoCatalogLoader } from '../../../shared/adapters/dynamo-catalog.ts';
import { topicKey } from '../../../shared/adapters/dynamo-keys.ts';
import { type Catalog, parseCatalog } from '../../../shared/catalog/catalog.ts';
import { catalogData } from '../../../shared/catalog/catalog-data.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { type ManualClock, manualClock } from '../../support/manual-clock.ts';
import { cardOf, sample } from '../../unit/catalog/sample-catalog.ts';

const parts = sample();
const first: Catalog = { version: 'v1', majors: parts.data.majors };
/** Renames one topic and lacks the other. */
const second: Catalog = {
  version: 'v2',
  majors: [
    {
      ...parts.computing,
      subjects: [{ ...parts.structures, topics: [{ ...parts.hashTable, topicName: '해시 맵' }] }],
    },
  ],
};

describeOnEachEngine('the catalog in the table', (engine) => {
  let table: EngineTable;
  let clock: ManualClock;
  beforeEach(async () => {
    table = await engine.freshTable();
    clock = manualClock();
  });
  const catalog = () => dynamoCatalog(table, clock.now);
  const load = (version: Catalog) => dynamoCatalogLoader(table).load(version);

  it('says so when it was never loaded', async () => {
    await expect(catalog().listMajors()).rejects.toThrow('The catalog is not loaded');
  });

  it('is loaded once', async () => {
    expect(await load(first)).toBe('loaded');
    expect(await load(first)).toBe('already there');
  });

  it('lists majors, subjects and topics in display order', async () => {
    await load(first);
    const store = catalog();
    expect((await store.listMajors()).map(({ majorName }) => majorName)).toEqual([
      '컴퓨터공학',
      '법학',
    ]);
    expect(await store.listSubjects(1)).toEqual([
      {
        ...{ id: 101, subjectName: '자료구조', description: '설명' },
        english: { subjectName: 'Data structures', description: 'About it' },
      },
    ]);
    expect(await store.listTopics(101)).toEqual([
      {
        ...{ id: 1001, topicName: '해시 테이블', description: '설명' },
        english: { topicName: 'Hash tables', description: 'About it' },
      },
      {
        ...{ id: 1002, topicName: '스택', description: '설명' },
        english: { topicName: 'Stacks', description: 'About it' },
      },
    ]);
  });

  it('finds a topic with its card, and without its assessment criteria', async () => {
    await load(first);
    expect(await catalog().findPreparedTopic(1002)).toEqual({
      ...{ id: 1002, topicName: '스택', description: '설명' },
      english: { topicName: 'Stacks', description: 'About it' },
      ...{ majorId: 1, subjectId: 101 },
      card: cardOf('스택'),
    });
    expect(await catalog().findPreparedTopic(9)).toBeUndefined();
  });

  it('reads a version from before there was English and cards', async () => {
    await load(first);
    const before = {
      path: { ...{ majorId: 1, majorName: '컴퓨터공학' }, subjectId: 101, subjectName: '자료구조' },
      catalogVersion: 'v0',
      description: '설명',
      keyPoints: [{ statement: '키를 바꾼다.', weight: 5 }],
      misconceptions: [{ statement: '충돌은 없다.', correction: '충돌은 있다.' }],
    };
    const path = { ...before.path, topicId: 1001, topicName: '해시 테이블' };
    const Item = { ...topicKey('v0', 1001), ...before, path };
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
    expect(await catalog().findTopicOfVersion('v0', 1001)).toEqual({ ...before, path });
  });

  it('finds a topic with its place and its assessment criteria', async () => {
    await load(first);
    expect(await catalog().findTopic(1001)).toMatchObject({
      path: {
        majorId: 1,
        majorName: '컴퓨터공학',
        subjectId: 101,
        subjectName: '자료구조',
        topicId: 1001,
        topicName: '해시 테이블',
      },
      catalogVersion: 'v1',
      english: {
        ...{ majorName: 'Computer science', subjectName: 'Data structures' },
        ...{ topicName: 'Hash tables', description: 'About it' },
      },
      keyPoints: parts.keyPoints,
      misconceptions: parts.misconceptions,
    });
  });

  it('finds nothing for ids that it does not have', async () => {
    await load(first);
    const store = catalog();
    expect(await store.listSubjects(9)).toEqual([]);
    expect(await store.listTopics(9)).toEqual([]);
    expect(await store.findTopic(9)).toBeUndefined();
    expect(await store.findTopicOfVersion('v9', 1001)).toBeUndefined();
  });

  it('keeps an old version’s topics for the lectures pinned to it', async () => {
    await load(first);
    await load(second);
    const store = catalog();
    expect((await store.findTopic(1001))?.path.topicName).toBe('해시 맵');
    expect(await store.findTopic(1002)).toBeUndefined();
    expect((await store.findTopicOfVersion('v1', 1001))?.path.topicName).toBe('해시 테이블');
    expect((await store.findTopicOfVersion('v1', 1002))?.path.topicName).toBe('스택');
    expect(await store.listTopics(201)).toEqual([]);
  });

  it('can go back to an old version', async () => {
    await load(first);
    await load(second);
    expect(await load(first)).toBe('loaded');
    expect((await catalog().findTopic(1001))?.catalogVersion).toBe('v1');
  });

  it('shows a new version within a minute to readers of the old one', async () => {
    await load(first);
    const store = catalog();
    const shown = async () => (await store.findTopic(1001))?.catalogVersion;
    expect(await shown()).toBe('v1');
    await load(second);
    clock.advanceSeconds(59);
    expect(await shown()).toBe('v1');
    clock.advanceSeconds(1);
    expect(await shown()).toBe('v2');
  });

  it('has the whole published catalog, each topic as it was written', async () => {
    const published = parseCatalog(catalogData);
    expect(await load(published)).toBe('loaded');
    const store = catalog();
    const topics = published.majors.flatMap(({ subjects }) =>
      subjects.flatMap((subject) => subject.topics),
    );
    // More than the store keeps in memory at once.
    for (const { id, topicName, keyPoints, misconceptions } of topics) {
      const found = await store.findTopic(id);
      expect(found).toMatchObject({ path: { topicId: id, topicName }, keyPoints, misconceptions });
    }
    expect(await store.listMajors()).toHaveLength(published.majors.length);
    expect((await store.listTopics(101))[0]?.english?.topicName).toBe('Hash tables');
  });

  it('has every list, topic and card in one read unit, with English and everything', async () => {
    const { majors } = parseCatalog(catalogData);
    await load(parseCatalog(catalogData));
    const store = catalog();
    const topics = majors.flatMap(({ subjects }) => subjects.flatMap((each) => each.topics));
    const items = await Promise.all([
      store.listMajors(),
      ...majors.map(({ id }) => store.listSubjects(id)),
      ...majors.flatMap(({ subjects }) => subjects.map(({ id }) => store.listTopics(id))),
      ...topics.map(({ id }) => store.findTopic(id)),
      ...topics.map(({ id }) => store.findPreparedTopic(id)),
    ]);
    // Half a unit reads 4 KiB; DynamoDB's own words for keys and types are shorter than JSON's.
    for (const item of items) expect(Buffer.byteLength(JSON.stringify(item))).toBeLessThan(4_000);
  });
});
