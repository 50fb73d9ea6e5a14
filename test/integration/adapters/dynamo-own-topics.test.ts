import { expect, it } from 'vitest';
import { dynamoLectures, preparationRows } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoOwnTopics } from '../../../shared/adapters/dynamo-own-topics.ts';
import { dynamoStandingSources } from '../../../shared/adapters/dynamo-standing-sources.ts';
import { dynamoTaughtTopics } from '../../../shared/adapters/dynamo-taught-topics.ts';
import { ownTopicsPlace } from '../../../shared/contracts/own-topic-limits.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import type { LectureKey } from '../../../shared/lectures/lecture.ts';
import type { OpenKey } from '../../../shared/lectures/ports.ts';
import { newPreparation, type OwnTopic } from '../../../shared/own-topics/own-topic.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { lectureOf, topicOf } from '../../support/lecture-factory.ts';
import { testStart } from '../../support/manual-clock.ts';
import { preparedAnswer } from '../../support/topic-answer.ts';

const userId = 7_001;
const keyAt = (seconds: number): LectureKey => ({
  userId,
  lectureId: newId(testStart + seconds * 1_000, 0.5),
});
const first = keyAt(0);
const { keyPoints, misconceptions, openingQuestion, words, thinkFirst } = preparedAnswer;
const content = { keyPoints, misconceptions, card: { openingQuestion, words, thinkFirst } };

describeOnEachEngine('own topics', (engine) => {
  const open = (table: EngineTable) => ({
    table,
    topics: dynamoOwnTopics(table),
    preparations: dynamoLectures(table, preparationRows),
    lectures: dynamoLectures(table),
  });
  const fresh = async () => open(await engine.freshTable());
  type Stores = ReturnType<typeof open>;

  const put = async ({ preparations }: Stores, key = first) => {
    const row = newPreparation(key, { title: '확산', correlationId: 'request-1' }, testStart);
    await preparations.create(row);
    return row;
  };
  const claim = async (stores: Stores, key = first) => {
    const row = await put(stores, key);
    const claimed = await stores.preparations.claim(row, {
      messageId: 'message-1',
      leaseUntil: testStart + 240_000,
      deadlineAt: row.deadlineAt,
    });
    if (!claimed) throw new Error('not claimed');
    return claimed;
  };
  const prepare = async (stores: Stores): Promise<OwnTopic> => {
    const claimed = await claim(stores);
    await stores.topics.keepContent(claimed, content);
    await stores.preparations.finish(claimed, { status: 'SUCCESS' }, testStart + 1);
    const topic = await stores.topics.find(first, 'consistent');
    if (!topic) throw new Error('no topic');
    return topic;
  };

  it('have the row of a lecture, and only its claim may store their content', async () => {
    const stores = await fresh();
    const claimed = await claim(stores);
    const overtaken = { ...claimed, attempt: claimed.attempt - 1 };
    await expect(stores.topics.keepContent(overtaken, content)).resolves.toBe(false);
    await expect(stores.topics.keepContent(claimed, content)).resolves.toBe(true);
    await stores.preparations.finish(claimed, { status: 'SUCCESS' }, testStart + 1);
    await expect(stores.topics.keepContent(claimed, content)).resolves.toBe(false);
    await expect(stores.topics.find(first, 'consistent')).resolves.toMatchObject({
      preparation: { status: 'SUCCESS', topic: { ...ownTopicsPlace, topicName: '확산' } },
      content,
      version: 1,
    });
    // A lecture may have the same id: they are two rows.
    await expect(stores.lectures.find(first, 'consistent')).resolves.toBeUndefined();
  });

  it('are in the index of open work, distinguished from lectures', async () => {
    const stores = await fresh();
    await put(stores);
    await stores.lectures.create(lectureOf(keyAt(1)));
    const keys: OpenKey[] = [];
    for await (const key of stores.lectures.listOpen(testStart)) keys.push(key);
    expect(keys).toHaveLength(2);
    expect(keys).toContainEqual({ ...first, of: 'topic' });
    expect(keys).toContainEqual(keyAt(1));
  });

  it('are changed by one of two edits at once, and not before they are ready', async () => {
    const edited = { title: '확산이란', content: { ...content, misconceptions: [] } };
    const early = await fresh();
    const unready = { preparation: await put(early), version: 1 };
    await expect(early.topics.edit(unready, edited)).resolves.toBe(false);
    const stores = await fresh();
    const ready = await prepare(stores);
    await expect(stores.topics.edit(ready, edited)).resolves.toBe(true);
    await expect(stores.topics.edit(ready, edited)).resolves.toBe(false);
    const changed = await stores.topics.find(first, 'consistent');
    expect(changed).toMatchObject({ version: 2, content: edited.content });
    expect(changed?.preparation.topic.topicName).toBe('확산이란');
    if (changed) await expect(stores.topics.edit(changed, edited)).resolves.toBe(true);
  });

  it('keep their first notes, which no list reads, until they are deleted', async () => {
    const stores = await fresh();
    await put(stores);
    await stores.topics.keepNotes(first, '첫 노트');
    await stores.topics.keepNotes(first, '둘째 노트');
    await expect(stores.topics.findNotes(first)).resolves.toBe('첫 노트');
    await expect(stores.topics.list(userId, { limit: 10 })).resolves.toHaveLength(1);
    await stores.topics.delete(first);
    await stores.topics.delete(first);
    await expect(stores.topics.findNotes(first)).resolves.toBeUndefined();
    await expect(stores.topics.find(first, 'consistent')).resolves.toBeUndefined();
    await expect(stores.topics.list(userId, { limit: 10 })).resolves.toEqual([]);
  });

  it('have a number of slots, which a repeat takes once and a deletion gives back', async () => {
    const { topics } = await fresh();
    const [one, two, three] = [keyAt(0), keyAt(1), keyAt(2)];
    await expect(topics.holdSlot(one, 2)).resolves.toBe(true);
    await expect(topics.holdSlot(one, 2)).resolves.toBe(true);
    await expect(topics.holdSlot(two, 2)).resolves.toBe(true);
    await expect(topics.holdSlot(three, 2)).resolves.toBe(false);
    await expect(topics.holdSlot({ ...three, userId: 7_002 }, 2)).resolves.toBe(true);
    await topics.delete(one);
    await expect(topics.holdSlot(three, 2)).resolves.toBe(true);
  });

  it('give back the slots of topics that were never stored, except the youngest', async () => {
    const stores = await fresh();
    const [there, lost, young, next] = [keyAt(0), keyAt(1), keyAt(60), keyAt(90)];
    await put(stores, there);
    for (const key of [there, lost, young]) await stores.topics.holdSlot(key, 3);
    await stores.topics.freeUnusedSlots(userId, testStart + 30_000);
    await expect(stores.topics.holdSlot(next, 3)).resolves.toBe(true);
    await expect(stores.topics.holdSlot(keyAt(91), 3)).resolves.toBe(false);
    await stores.topics.freeUnusedSlots(7_002, testStart);
  });
});

describeOnEachEngine('a lecture on an own topic in the table', (engine) => {
  const path = { ...ownTopicsPlace, topicId: first.lectureId, topicName: '확산' };
  const topic = topicOf({ path, catalogVersion: 'own-1' });
  const lecture = lectureOf({ ...keyAt(5), topic: path });

  it('keeps the first copy of its topic, by lecture and topic', async () => {
    const taught = dynamoTaughtTopics(await engine.freshTable());
    await expect(taught.find(lecture)).resolves.toBeUndefined();
    await expect(taught.keep(lecture, topic)).resolves.toEqual(topic);
    const later = { ...topic, catalogVersion: 'own-2' };
    await expect(taught.keep(lecture, later)).resolves.toEqual(topic);
    await expect(taught.find(lecture)).resolves.toEqual(topic);
    const other = { ...lecture, topic: { ...path, topicId: path.topicId + 1 } };
    await expect(taught.find(other)).resolves.toBeUndefined();
  });

  it('does not count for a standing', async () => {
    const table = await engine.freshTable();
    const ended = { status: 'SUCCESS', stage: 'DONE', score: 90, endedAt: testStart + 1 } as const;
    await dynamoLectures(table).create({ ...lecture, ...ended });
    await dynamoLectures(table).create(lectureOf({ ...keyAt(6), ...ended }));
    const { results } = await dynamoStandingSources(table)(userId, testStart - 1);
    expect(results).toHaveLength(1);
    expect(results[0]?.topicId).toBe(topicOf().path.topicId);
  });
});
