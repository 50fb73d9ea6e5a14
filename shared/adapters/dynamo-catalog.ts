import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogLoader, CatalogStore } from '../catalog/catalog-store.ts';
import type { Topic } from '../catalog/topic.ts';
import { OwnError } from '../own-error.ts';
import { batchWrite } from './dynamo-batch.ts';
import {
  cardKey,
  catalogPointerKey,
  type Key,
  majorsKey,
  subjectsKey,
  topicKey,
  topicsKey,
} from './dynamo-keys.ts';
import { findItem } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';
import { topicPathRow } from './topic-path-row.ts';

const pointerItem = z.object({ version: z.string() });
const description = z.string();
const id = z.number();
const topicTexts = { topicName: z.string(), description };
const listItem = <Texts extends z.core.$ZodShape>(texts: Texts) =>
  z.lazy(() =>
    z.object({
      list: z.array(z.object({ id, ...texts, english: z.optional(z.object(texts)) })),
    }),
  );
const majorsItem = listItem({ majorName: z.string(), description });
const subjectsItem = listItem({ subjectName: z.string(), description });
const topicsItem = listItem(topicTexts);
const cardTexts = {
  openingQuestion: z.string(),
  words: z.array(z.string()),
  thinkFirst: z.string(),
};
const cardItem = z.lazy(() =>
  z.object({
    id,
    /** Is missing in a catalog that was loaded before places were kept. */
    majorId: z.optional(id),
    subjectId: z.optional(id),
    ...topicTexts,
    english: z.optional(z.object(topicTexts)),
    card: z.object({ ...cardTexts, english: z.object(cardTexts) }),
  }),
);
const beliefTexts = { statement: z.string(), correction: z.string() };
const topicItem = z.lazy(() =>
  z.object({
    path: topicPathRow,
    catalogVersion: z.string(),
    description,
    english: z.optional(
      z.object({ majorName: z.string(), subjectName: z.string(), ...topicTexts }),
    ),
    keyPoints: z.array(
      z.object({
        statement: z.string(),
        weight: z.number(),
        english: z.optional(z.object({ statement: z.string() })),
      }),
    ),
    misconceptions: z.array(
      z.object({ ...beliefTexts, english: z.optional(z.object(beliefTexts)) }),
    ),
  }),
);

const pointerSeconds = 60;
const cachedItems = 200;

/**
 * The catalog in the table: a pointer to the version in force, and each version's items, which never
 * change. So the pointer is cached for a minute, and items for as long as there is room.
 */
export function dynamoCatalog(table: Table, clock: () => number): CatalogStore {
  const items = new Map<string, unknown>();
  let pointer: { version: string; until: number } | undefined;

  const currentVersion = async () => {
    if (pointer && pointer.until > clock()) return pointer.version;
    const item = await findItem(table, catalogPointerKey, 'eventual');
    if (!item) throw new OwnError('The catalog is not loaded');
    pointer = { version: pointerItem.parse(item).version, until: clock() + pointerSeconds * 1000 };
    return pointer.version;
  };

  const read = async <Schema extends z.ZodMiniType>(
    key: Key,
    schema: Schema,
  ): Promise<z.output<Schema> | undefined> => {
    const name = `${key.pk} ${key.sk}`;
    const item = items.get(name) ?? (await findItem(table, key, 'eventual'));
    if (!item) return undefined;
    if (items.size >= cachedItems) items.clear();
    items.set(name, item);
    return schema.parse(item);
  };

  const findTopicOfVersion = (version: string, topicId: number): Promise<Topic | undefined> =>
    read(topicKey(version, topicId), topicItem);

  return {
    currentVersion,
    listMajors: async () => (await read(majorsKey(await currentVersion()), majorsItem))?.list ?? [],
    listSubjects: async (majorId) =>
      (await read(subjectsKey(await currentVersion(), majorId), subjectsItem))?.list ?? [],
    listTopics: async (subjectId) =>
      (await read(topicsKey(await currentVersion(), subjectId), topicsItem))?.list ?? [],
    findPreparedTopic: async (topicId) => read(cardKey(await currentVersion(), topicId), cardItem),
    findTopic: async (topicId) => findTopicOfVersion(await currentVersion(), topicId),
    findTopicOfVersion,
  };
}

export function dynamoCatalogLoader(table: Table): CatalogLoader {
  return {
    async load(catalog) {
      const found = await findItem(table, catalogPointerKey, 'consistent');
      if (found && pointerItem.parse(found).version === catalog.version) return 'already there';
      await batchWrite(
        table,
        catalogItems(catalog).map((Item) => ({ PutRequest: { Item } })),
      );
      await table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: { ...catalogPointerKey, version: catalog.version },
        }),
      );
      return 'loaded';
    },
  };
}

function catalogItems({ version, majors }: Catalog): Record<string, unknown>[] {
  return [
    {
      ...majorsKey(version),
      list: majors.map(({ subjects: _, ...listed }) => listed),
    },
    ...majors.flatMap((major) => [
      {
        ...subjectsKey(version, major.id),
        list: major.subjects.map(({ topics: _, ...listed }) => listed),
      },
      ...major.subjects.flatMap((subject) => [
        {
          ...topicsKey(version, subject.id),
          list: subject.topics.map(
            ({ keyPoints: _, misconceptions: __, card: ___, ...listed }) => listed,
          ),
        },
        ...subject.topics.map(({ keyPoints: _, misconceptions: __, ...prepared }) => ({
          ...cardKey(version, prepared.id),
          ...prepared,
          majorId: major.id,
          subjectId: subject.id,
        })),
        ...subject.topics.map((topic) => ({
          ...topicKey(version, topic.id),
          path: {
            majorId: major.id,
            majorName: major.majorName,
            subjectId: subject.id,
            subjectName: subject.subjectName,
            topicId: topic.id,
            topicName: topic.topicName,
          },
          catalogVersion: version,
          description: topic.description,
          english: {
            majorName: major.english.majorName,
            subjectName: subject.english.subjectName,
            ...topic.english,
          },
          keyPoints: topic.keyPoints,
          misconceptions: topic.misconceptions,
        })),
      ]),
    ]),
  ];
}
