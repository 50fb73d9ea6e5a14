/** Sharing, copying and taking down while something else happens, or has just happened. */
import { beforeEach, describe, expect, it } from 'vitest';
import { clocks } from '../../../shared/contracts/clocks.ts';
import { shownCode } from '../../../shared/contracts/shared-topics.ts';
import { deleteTopic } from '../../../shared/own-topics/delete-topic.ts';
import { newCopy } from '../../../shared/own-topics/own-topic.ts';
import { takeDown } from '../../../shared/own-topics/take-down.ts';
import { deliveryOf } from '../../support/lecture-journey.ts';
import { friend, owner, sharingJourney } from '../../support/sharing-journey.ts';

/** With a sentence for the caller. */
const rejectedBy = (code: string) =>
  expect.objectContaining({ code, message: expect.stringMatching(/^[A-Z].+\.$/) });

let world: ReturnType<typeof sharingJourney>;
beforeEach(() => {
  world = sharingJourney();
});

describe('a topic can be shared', () => {
  it('even if it has become ready a moment ago', async () => {
    const topicId = await world.prepared();
    world.journey.preparations.lagBehind({ userId: owner, lectureId: topicId });
    await expect(world.share(topicId)).resolves.toBeDefined();
  });

  it('by its owner alone', async () => {
    const topicId = await world.prepared();
    await expect(world.share(topicId, friend)).rejects.toEqual(rejectedBy('TOPIC_NOT_FOUND'));
  });

  it('only when it is ready: not while it is prepared, nor before its end is written', async () => {
    const topicId = await world.create();
    await expect(world.share(topicId)).rejects.toEqual(rejectedBy('TOPIC_NOT_READY'));
    const [message] = world.journey.queue.sent;
    if (!message) throw new Error('nothing was sent');
    const crash = () => Promise.reject(new Error('crash'));
    const preparations = { ...world.journey.preparations, finish: crash, release: crash };
    await expect(world.journey.process(message, deliveryOf(), { preparations })).rejects.toThrow();
    await expect(world.share(topicId)).rejects.toEqual(rejectedBy('TOPIC_NOT_READY'));
    expect(world.looked).toEqual([]);
  });

  it('no longer once it is deleted, not even by a request that had begun before', async () => {
    const topicId = await world.prepared();
    world.ports.moderator.firstFlagged = async () => {
      await world.journey.topics.delete({ userId: owner, lectureId: topicId });
      return undefined;
    };
    await expect(world.share(topicId)).rejects.toEqual(rejectedBy('TOPIC_NOT_FOUND'));
  });

  it('after a moderation of at most six seconds, since its learner waits for it', async () => {
    const topicId = await world.prepared();
    const budgets: number[] = [];
    world.ports.moderator.firstFlagged = async (_texts, limits) => {
      budgets.push(limits.budgetMilliseconds);
      return undefined;
    };
    await world.share(topicId);
    expect(budgets).toEqual([6_000]);
  });

  it('but a fault of ours is thrown, and not reported as an outage of the moderation', async () => {
    const topicId = await world.prepared();
    world.moderationSays(new TypeError('a fault'));
    await expect(world.share(topicId)).rejects.toThrow(TypeError);
  });

  it('until the same millisecond for its owner and for others', async () => {
    const topicId = await world.prepared();
    const { code, validUntil } = await world.share(topicId);
    const until = (milliseconds: number) =>
      world.journey.clock.advanceSeconds((milliseconds - world.journey.clock.now()) / 1_000);
    until(validUntil - 1);
    expect(await world.bodyOf(topicId)).toMatchObject({
      share: { code: shownCode(code), expiresAt: new Date(validUntil).toISOString() },
    });
    until(validUntil);
    expect(await world.bodyOf(topicId)).toMatchObject({ share: null });
  });
});

describe('a copy', () => {
  it('is one copy, noted once, to a repeat a moment after it', async () => {
    const { code } = await world.share(await world.prepared());
    const { preparation } = await world.copy(code);
    world.journey.preparations.lagBehind(preparation);
    expect((await world.copy(code)).preparation.lectureId).toBe(preparation.lectureId);
    expect(world.sharing.copies.get(code)).toHaveLength(1);
  });

  it('that two requests make at once is that of the quicker one', async () => {
    const { code } = await world.share(await world.prepared());
    const { topics, preparations } = world.journey;
    const create = async (copy: Parameters<typeof topics.create>[0]) => {
      const { title, topic } = { title: '더 빠른 것', topic: copy.preparation };
      const quicker = newCopy(topic, { title, content: copy.content ?? never(), code }, 'q', 1);
      await topics.create(quicker);
      preparations.lagBehind(topic);
      return topics.create(copy);
    };
    const made = await world.copy(code, friend, { topics: { ...topics, create } });
    expect(made.preparation.topic.topicName).toBe('더 빠른 것');
  });

  it('that is deleted while it is made may be asked for again', async () => {
    const { code } = await world.share(await world.prepared());
    const topics = { ...world.journey.topics, create: async () => false };
    await expect(world.copy(code, friend, { topics })).rejects.toEqual(rejectedBy('BUSY'));
  });

  it('is finished, like a topic whose preparation has ended', async () => {
    const { code } = await world.share(await world.prepared());
    const { preparation } = await world.copy(code);
    expect(preparation).toMatchObject({
      ...{ status: 'SUCCESS', stage: 'DONE', endedAt: world.journey.clock.now() },
    });
  });
});

describe('operators take down', () => {
  it('nothing by a code that leads nowhere', async () => {
    const done = await takeDown(world.ports, '0000000000000000', { withCopies: true });
    expect(done).toEqual({ codes: 0, copies: 0 });
  });

  it('the copies that are left, if they had stopped half-way', async () => {
    const { code } = await world.share(await world.prepared());
    const copy = await world.copy(code);
    const topics = { ...world.journey.topics, delete: () => Promise.reject(new Error('crash')) };
    await expect(takeDown({ ...world.ports, topics }, code, { withCopies: true })).rejects.toThrow(
      'crash',
    );
    expect(await takeDown(world.ports, code, { withCopies: true })).toEqual({
      ...{ codes: 0, copies: 1 },
    });
    expect(await world.journey.topics.find(copy.preparation, 'consistent')).toBeUndefined();
  });

  it('copies only once nobody can be making one any more', async () => {
    const { code } = await world.share(await world.prepared());
    const waits: number[] = [];
    const wait = async (milliseconds: number) => void waits.push(milliseconds);
    await takeDown({ ...world.ports, wait }, code, { withCopies: true });
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeGreaterThan(clocks.apiTimeoutSeconds * 1_000);
  });

  it('what was copied from a copy that was made a moment ago', async () => {
    const { code } = await world.share(await world.prepared());
    const copy = (await world.copy(code)).preparation;
    const below = await world.share(copy.lectureId, friend);
    const third = (await world.copy(below.code, 7_003)).preparation;
    world.journey.preparations.lagBehind(copy);
    await takeDown(world.ports, code, { withCopies: true });
    expect(await world.journey.topics.find(third, 'consistent')).toBeUndefined();
    await expect(world.find(below.code)).rejects.toEqual(rejectedBy('SHARED_TOPIC_NOT_FOUND'));
  });
});

describe('the deletion of a topic', () => {
  it('makes the habits of its learner again, since they may name the topic', async () => {
    const topicId = await world.prepared();
    const order: unknown[] = [];
    await deleteTopic(
      {
        topics: { delete: async (key) => void order.push(key) },
        keepHabits: async (userId) => void order.push(userId),
      },
      { userId: owner, topicId },
    );
    expect(order).toEqual([{ userId: owner, lectureId: topicId }, owner]);
  });
});

function never(): never {
  throw new Error('a copy has content');
}
