import { beforeEach, describe, expect, it } from 'vitest';
import { ownTopicsPlace } from '../../../shared/contracts/own-topic-limits.ts';
import { createTopic } from '../../../shared/own-topics/create-topic.ts';
import { topicFinder, topicPinner } from '../../../shared/own-topics/read-own-topics.ts';
import { topicOf } from '../../support/lecture-factory.ts';
import { topicJourney, userId, wanted } from '../../support/topic-journey.ts';

let journey: ReturnType<typeof topicJourney>;
beforeEach(() => {
  journey = topicJourney();
});

/** Counts reads of topic rows, the consistent ones separately. */
async function readsOf(task: () => Promise<unknown>) {
  const before = { ...journey.preparations.reads };
  await task();
  const { eventual, consistent } = journey.preparations.reads;
  return { eventual: eventual - before.eventual, consistent: consistent - before.consistent };
}

describe('a topic that is read', () => {
  it('takes one cheap read', async () => {
    const { lectureId } = await journey.create();
    expect(await readsOf(() => journey.read(lectureId))).toEqual({ eventual: 1, consistent: 0 });
  });

  it('takes a consistent read if it was put a moment ago', async () => {
    const key = await journey.create();
    journey.preparations.lagBehind(key);
    expect(await readsOf(() => journey.read(key.lectureId))).toEqual({
      ...{ eventual: 1, consistent: 1 },
    });
  });
});

describe('a topic that is asked for the first time', () => {
  it('is looked for once, and its notes are answered without being read', async () => {
    const topics = { ...journey.topics, findNotes: () => Promise.reject(new Error('read')) };
    const reads = await readsOf(async () => {
      const { notes } = await createTopic({ ...journey.ports, topics }, wanted);
      expect(notes).toBe(wanted.notes);
    });
    expect(reads).toEqual({ eventual: 0, consistent: 1 });
  });

  it('does not look for rooms to free while there is one', async () => {
    const topics = {
      ...journey.topics,
      freeUnusedSlots: () => Promise.reject(new Error('looked')),
    };
    await expect(createTopic({ ...journey.ports, topics }, wanted)).resolves.toBeDefined();
  });

  it('leaves its room to another a minute later, to the millisecond, if it was never put', async () => {
    const begin = (title: string) => {
      const topics = { ...journey.topics, keepNotes: () => Promise.reject(new Error('crash')) };
      return createTopic({ ...journey.ports, topics }, { ...wanted, title }).catch(() => undefined);
    };
    for (let count = 0; count < 50; count += 1) await begin(`${count}`);
    journey.clock.advanceSeconds(60);
    await expect(journey.create({ title: '하나 더' })).rejects.toMatchObject({
      code: 'TOO_MANY_TOPICS',
    });
    journey.clock.advanceSeconds(0.001);
    await expect(journey.create({ title: '하나 더' })).resolves.toBeDefined();
  });
});

describe('a lecture', () => {
  it('can be on a topic that became ready a moment ago', async () => {
    const key = await journey.create();
    await journey.drainQueue();
    journey.preparations.lagBehind(key);
    const find = topicFinder(async () => undefined, journey.topics);
    expect(await find(key.lectureId, userId)).toMatchObject({ catalogVersion: 'own-1' });
  });

  it('on a topic that is not ready is refused with a sentence and the field', async () => {
    const { lectureId } = await journey.create();
    const find = topicFinder(async () => undefined, journey.topics);
    await expect(find(lectureId, userId)).rejects.toMatchObject({
      ...{ code: 'TOPIC_NOT_READY', field: 'topicId' },
      message: expect.stringMatching(/^[A-Z].+\.$/),
    });
  });

  it('keeps a copy of an own topic, and none of a catalog topic, whose versions stay', async () => {
    const copied = topicOf({ description: 'the copy' });
    const pin = topicPinner({ keep: async () => copied });
    const key = { userId, lectureId: 1 };
    const own = topicOf({ path: { ...ownTopicsPlace, topicId: 1, topicName: '확산' } });
    expect(await pin(key, own)).toBe(copied);
    expect(await pin(key, topicOf())).toEqual(topicOf());
  });
});
