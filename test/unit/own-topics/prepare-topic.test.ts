import { beforeEach, describe, expect, it } from 'vitest';
import { mostOfPreparation } from '../../../shared/own-topics/preparation-cost.ts';
import { deliveryOf, testPrices } from '../../support/lecture-journey.ts';
import { preparedAnswer } from '../../support/topic-answer.ts';
import { topicJourney, userId } from '../../support/topic-journey.ts';

let journey: ReturnType<typeof topicJourney>;
beforeEach(() => {
  journey = topicJourney();
});

const crash = () => Promise.reject(new Error('crash'));
const work = (ports: Parameters<typeof journey.process>[2] = {}) => {
  const [message] = journey.queue.sent;
  if (!message) throw new Error('nothing was sent');
  return journey.process(message, deliveryOf(), ports);
};
const rowOf = (lectureId: number) => journey.preparations.rows.get(`${userId}/${lectureId}`);

describe('a preparation', () => {
  it('looks for no earlier work if there was no earlier attempt', async () => {
    await journey.create();
    const topics = { ...journey.topics, find: crash };
    expect(await work({ topics })).toEqual({ done: 'SUCCESS' });
  });

  it('is not bought again even if it was stored a moment before its worker died', async () => {
    const key = await journey.create();
    const preparations = { ...journey.preparations, finish: crash, release: crash };
    await expect(work({ preparations })).rejects.toThrow('crash');
    journey.clock.advanceSeconds(250);
    journey.preparations.lagBehind(key);
    expect(await work()).toEqual({ done: 'SUCCESS' });
    expect(journey.chat.prepared).toHaveLength(1);
  });

  it('whose claim is lost before it asks costs nothing, and ends nothing', async () => {
    const { lectureId } = await journey.create();
    const preparations = { ...journey.preparations, markAssessing: async () => false };
    expect(await work({ preparations })).toEqual({ done: 'claim lost' });
    expect(journey.chat.prepared).toEqual([]);
    expect(rowOf(lectureId)?.status).toBe('IN_PROGRESS');
  });

  it('whose claim is lost while it asks ends nothing', async () => {
    const { lectureId } = await journey.create();
    const topics = { ...journey.topics, keepContent: async () => false };
    expect(await work({ topics })).toEqual({ done: 'claim lost' });
    expect(rowOf(lectureId)?.status).toBe('IN_PROGRESS');
  });

  it.each([
    [{ title: '확산', notes: '퍼지는 현상' }, 8],
    [{ title: '확산', notes: undefined }, 2],
  ])('from %j reserves what %i characters can cost at most', async (given, characters) => {
    const most = mostOfPreparation(characters, testPrices);
    journey = topicJourney({ providerMicroDollars: most });
    await journey.create(given);
    expect(await journey.drainQueue()).toEqual([{ done: 'SUCCESS' }]);
    journey = topicJourney({ providerMicroDollars: most - 1 });
    await journey.create(given);
    expect(await journey.drainQueue()).toEqual([{ done: 'QUOTA_EXCEEDED' }]);
  });

  it.each([
    ['osmosis', undefined, 'English'],
    ['삼투', undefined, 'Korean'],
    // Three letters count as a syllable: a longer name in Latin letters would tip it.
    ['막 ATP', undefined, 'English'],
    ['막과 ATP', undefined, 'Korean'],
    ['ATP', '세포가 쓰는 에너지', 'Korean'],
    ['삼투', 'Water moves through a membrane.', 'English'],
  ])('from “%s” with the notes “%s” is asked for in %s', async (title, notes, language) => {
    await journey.create({ title, notes });
    await journey.drainQueue();
    expect(journey.chat.prepared[0]?.system).toContain(`Write everything in ${language}`);
  });
});

describe('an answer that has no wrong belief in it', () => {
  const none = { ...preparedAnswer, misconceptions: [] };
  const misconceptions = async () => {
    const { lectureId } = await journey.create();
    await journey.drainQueue();
    return (await journey.read(lectureId)).misconceptions;
  };

  it('is replaced by a second one that has one', async () => {
    journey.chat.willPrepare(none, preparedAnswer);
    expect(await misconceptions()).toEqual(preparedAnswer.misconceptions);
  });

  it('is enough if the second makes no topic', async () => {
    journey.chat.willPrepare(none, { score: 100 });
    expect(await misconceptions()).toEqual([]);
  });
});
