import { describe, expect, it } from 'vitest';
import { createTopic } from '../../../shared/own-topics/create-topic.ts';
import { wavOf } from '../../support/lecture-factory.ts';
import { lectureJourney } from '../../support/lecture-journey.ts';

const talk = wavOf('해시 테이블 이야기');

async function submitted(journey: ReturnType<typeof lectureJourney>) {
  const key = journey.presign();
  journey.recordings.upload(key, talk);
  return journey.submit(key);
}

describe('a learner who has withdrawn the consent to providers', () => {
  it('has nothing sent to any, uncharged, until they agree again', async () => {
    const journey = lectureJourney();
    journey.withdrawn.add(7_001);
    const refused = await submitted(journey);
    expect(await journey.drainQueue()).toEqual([{ done: 'CONSENT_WITHDRAWN' }]);
    expect(journey.row(refused)).toMatchObject({
      status: 'FAILURE',
      failureReason: 'CONSENT_WITHDRAWN',
    });
    expect(journey.row(refused).isCharged).toBeUndefined();
    expect([journey.speech.calls, journey.chat.asked]).toEqual([[], []]);

    journey.withdrawn.clear();
    const again = await submitted(journey);
    expect(again.lectureId).not.toBe(refused.lectureId);
    expect(await journey.drainQueue()).toEqual([{ done: 'SUCCESS' }]);
  });

  it('withdraws in time for lectures that were submitted before and have not begun', async () => {
    const journey = lectureJourney();
    await submitted(journey);
    journey.withdrawn.add(7_001);
    expect(await journey.drainQueue()).toEqual([{ done: 'CONSENT_WITHDRAWN' }]);
  });

  it('affects no other learner', async () => {
    const journey = lectureJourney();
    journey.withdrawn.add(7_002);
    await submitted(journey);
    expect(await journey.drainQueue()).toEqual([{ done: 'SUCCESS' }]);
  });

  it('has no topic prepared, and may ask for the same one once they agree again', async () => {
    const journey = lectureJourney();
    journey.withdrawn.add(7_001);
    const ports = {
      ...{ preparations: journey.preparations, topics: journey.topics, repeats: journey.repeats },
      ...{ queue: journey.queue, clock: journey.clock.now },
      fingerprint: (parts: readonly string[]) => JSON.stringify(parts),
      random: Math.random,
    };
    const wanted = { userId: 7_001, title: '삼투', notes: '삼투는 …', correlationId: 'request-1' };
    const { topic } = await createTopic(ports, wanted);
    expect(await journey.drainQueue()).toEqual([{ done: 'CONSENT_WITHDRAWN' }]);
    journey.withdrawn.clear();
    const again = await createTopic(ports, wanted);
    expect(again.topic.preparation.lectureId).not.toBe(topic.preparation.lectureId);
  });
});
