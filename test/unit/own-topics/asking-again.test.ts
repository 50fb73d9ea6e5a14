import { beforeEach, describe, expect, it } from 'vitest';
import { ownTopicLimits } from '../../../shared/contracts/own-topic-limits.ts';
import { createTopic } from '../../../shared/own-topics/create-topic.ts';
import { editTopic } from '../../../shared/own-topics/edit-topic.ts';
import { teachable } from '../../../shared/own-topics/own-topic.ts';
import { mostOfPreparation } from '../../../shared/own-topics/preparation-cost.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { deliveryOf } from '../../support/lecture-journey.ts';
import { preparedAnswer } from '../../support/topic-answer.ts';
import { topicJourney, userId, wanted } from '../../support/topic-journey.ts';

let journey: ReturnType<typeof topicJourney>;
beforeEach(() => {
  journey = topicJourney();
});

const keyed = { idempotencyKey: 'a' };

describe('a topic that is asked for', () => {
  it('goes to the worker as one whose row is there', async () => {
    const { lectureId, stage, catalogVersion } = await journey.create();
    expect(journey.queue.sent).toEqual([{ userId, lectureId, of: 'topic', isSubmitted: true }]);
    expect({ stage, catalogVersion }).toEqual({ stage: 'QUEUED', catalogVersion: 'own-1' });
  });

  it('has no notes stored if it has none', async () => {
    let kept = 0;
    const topics = {
      ...journey.topics,
      keepNotes: async () => {
        kept += 1;
      },
    };
    await createTopic({ ...journey.ports, topics }, { ...wanted, notes: undefined });
    expect(kept).toBe(0);
  });

  it('again has the notes that it was given first, even if its row was put a moment ago', async () => {
    const first = await journey.create({ ...keyed, notes: '첫 노트' });
    journey.preparations.lagBehind(first);
    const again = await createTopic(journey.ports, { ...wanted, ...keyed, notes: '둘째 노트' });
    expect([again.topic.preparation.lectureId, again.notes]).toEqual([first.lectureId, '첫 노트']);
  });

  it('again goes to no worker once it is ready', async () => {
    await journey.create();
    await journey.drainQueue();
    await journey.create();
    expect(journey.queue.sent).toEqual([]);
  });

  it('by two requests at once is the row of the quicker one', async () => {
    const preparations = {
      ...journey.preparations,
      create: async (row: Parameters<typeof journey.preparations.create>[0]) => {
        journey.preparations.put({ ...row, correlationId: 'the quicker one' });
        journey.preparations.lagBehind(row);
        return false;
      },
    };
    const { topic } = await createTopic({ ...journey.ports, preparations }, wanted);
    expect(topic.preparation.correlationId).toBe('the quicker one');
  });

  it('and is deleted at that moment may be asked for again', async () => {
    const preparations = { ...journey.preparations, create: async () => false };
    await expect(createTopic({ ...journey.ports, preparations }, wanted)).rejects.toMatchObject({
      code: 'BUSY',
    });
  });

  it('again after a passing failure is another one, even if its failure was written a moment ago', async () => {
    journey.chat.willPrepare(new ProviderError('assessment', 'quota', '402'));
    const first = await journey.create(keyed);
    await journey.drainQueue();
    journey.preparations.lagBehind(first);
    expect((await journey.create(keyed)).lectureId).not.toBe(first.lectureId);
  });

  it('beyond the allowance stays refused until that is open again, to the millisecond', async () => {
    journey = topicJourney({ topicsPerUser: 0 });
    // Half an hour before midnight in Seoul.
    const midnight = Date.UTC(2026, 10, 22, 15);
    journey.clock.advanceSeconds((midnight - journey.clock.now()) / 1000 - 1_800);
    const first = await journey.create(keyed);
    await journey.drainQueue();
    const { nextAllowanceAt } = await journey.read(first.lectureId);
    expect(Date.parse(nextAllowanceAt ?? '')).toBe(midnight);

    const askedAt = async (now: number) =>
      (await createTopic({ ...journey.ports, clock: () => now }, { ...wanted, ...keyed })).topic
        .preparation.lectureId;
    expect(await askedAt(midnight - 1)).toBe(first.lectureId);
    expect(await askedAt(midnight)).not.toBe(first.lectureId);
  });

  it('takes no room from requests that are still under way', async () => {
    for (let count = 0; count < ownTopicLimits.topics; count += 1) {
      const topics = { ...journey.topics, keepNotes: () => Promise.reject(new Error('crash')) };
      await createTopic({ ...journey.ports, topics }, { ...wanted, title: `${count}` }).catch(
        () => undefined,
      );
    }
    journey.clock.advanceSeconds(30);
    await expect(journey.create({ title: '하나 더' })).rejects.toMatchObject({
      code: 'TOO_MANY_TOPICS',
    });
  });
});

describe('a topic whose content is there, and whose end is not written yet', () => {
  it('is shown, edited and taught as one that is not ready', async () => {
    const { lectureId: topicId } = await journey.create();
    const [message] = journey.queue.sent;
    if (!message) throw new Error('nothing was sent');
    const crash = () => Promise.reject(new Error('crash'));
    const preparations = { ...journey.preparations, finish: crash, release: crash };
    await expect(journey.process(message, deliveryOf(), { preparations })).rejects.toThrow('crash');

    expect(await journey.read(topicId)).toMatchObject({ status: 'PREPARING', keyPoints: null });
    const edited = { title: '확산', keyPoints: preparedAnswer.keyPoints };
    await expect(editTopic(journey.ports, { userId, topicId }, edited)).rejects.toMatchObject({
      code: 'TOPIC_NOT_READY',
    });
    await expect(journey.submit(journey.presign(), topicId)).rejects.toMatchObject({
      code: 'TOPIC_NOT_READY',
    });
  });
});

describe('an edit', () => {
  const edited = { title: '확산', keyPoints: preparedAnswer.keyPoints };

  it('makes one more version, of what was written a moment ago', async () => {
    const { lectureId: topicId } = await journey.create();
    await journey.drainQueue();
    journey.preparations.lagBehind({ userId, lectureId: topicId });
    const { topic } = await editTopic(journey.ports, { userId, topicId }, edited);
    expect(topic.version).toBe(2);
    expect(teachable(topic)).toMatchObject({ catalogVersion: 'own-2', description: '' });
  });

  it('gives up at the third change by somebody else', async () => {
    const { lectureId: topicId } = await journey.create();
    await journey.drainQueue();
    let tries = 0;
    const edit = async () => {
      tries += 1;
      return false;
    };
    const topics = { ...journey.topics, edit };
    await expect(editTopic({ topics }, { userId, topicId }, edited)).rejects.toMatchObject({
      code: 'BUSY',
    });
    expect(tries).toBe(3);
  });
});

describe('the most that a preparation can cost', () => {
  const prices = {
    speechPerMinute: 9,
    chatPerMillionInputTokens: 1,
    chatPerMillionOutputTokens: 4,
  };

  it('is that of four tries, with a token for each character and the longest answer', () => {
    expect(mostOfPreparation(0, prices)).toBe(4 * (2_000 + 4 * 8_000));
    expect(mostOfPreparation(500, prices)).toBe(4 * (2_500 + 4 * 8_000));
  });

  it('does not grow beyond twice the longest transcript', () => {
    expect(mostOfPreparation(24_000, prices)).toBe(4 * (26_000 + 4 * 8_000));
    expect(mostOfPreparation(24_001, prices)).toBe(mostOfPreparation(24_000, prices));
  });
});
