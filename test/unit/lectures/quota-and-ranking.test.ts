import { describe, expect, it } from 'vitest';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import type { LectureMessage } from '../../../shared/lectures/ports.ts';
import { submitText } from '../../../shared/lectures/submit-text.ts';
import type { ProcessLecturePorts } from '../../../shared/lectures/work-of-claim.ts';
import { rebuildStanding } from '../../../shared/ranking/rebuild-standing.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { inMemoryStandings, sourcesOf } from '../../support/in-memory-standings.ts';
import { answerOf, heardOf, saidText, wavOf } from '../../support/lecture-factory.ts';
import { deliveryOf, lectureJourney } from '../../support/lecture-journey.ts';

const userId = 7_001;
const away = () => new ProviderError('speech', 'unavailable', '503');

const otherTopic = 1002;

/** The journey with the real ranking behind it, made from the journey's own rows. */
function rankedJourney(limits = { perUser: 10, global: 100 }) {
  const journey = lectureJourney(limits);
  const standings = inMemoryStandings();
  const readResults = async (owner: number, since: number) =>
    [...journey.lectures.rows.values()]
      .filter((row) => row.userId === owner && row.kind === 'recording')
      .filter(({ status, createdAt }) => status === 'SUCCESS' && createdAt >= since)
      .map(({ topic, etag, createdAt, endedAt = 0, score = 0 }) => ({
        topicId: topic.topicId,
        etag,
        createdAt,
        endedAt,
        score,
      }));
  const rank = (owner: number) =>
    rebuildStanding(
      { standings, readSources: sourcesOf(standings, readResults), clock: journey.clock.now },
      owner,
    );
  const ports: ProcessLecturePorts = { ...journey.processPorts, rank };

  return {
    ...journey,
    ports,
    async submitted(name: string, topicId?: number): Promise<LectureMessage> {
      const key = journey.presign(userId);
      const recording = journey.recordings.upload(key, wavOf(name));
      await journey.submit(key, topicId);
      journey.queue.sent.length = 0;
      return { ...key, recording };
    },
    work: (message: LectureMessage, messageId = 'message-1', changed = ports) =>
      journey.process(message, deliveryOf({ messageId }), changed),
    charged: () => journey.allowances.used(userId, seoulDay(journey.clock.now())),
    daySums: async () => (await standings.find(userId))?.days.map(({ sum, count }) => [sum, count]),
  };
}

describe('a lecture over the daily allowance', () => {
  it('costs no call and does not rank', async () => {
    const journey = rankedJourney({ perUser: 1, global: 100 });
    await journey.work(await journey.submitted('a'));
    const callsBefore = [journey.speech.calls.length, journey.chat.calls.length];

    const over = await journey.submitted('b');
    await expect(journey.work(over)).resolves.toEqual({ done: 'QUOTA_EXCEEDED' });

    expect(journey.row(over)).toMatchObject({
      status: 'FAILURE',
      stage: 'DONE',
      failureReason: 'QUOTA_EXCEEDED',
      nextAllowanceAt: Date.UTC(2026, 10, 22, 15),
    });
    expect([journey.speech.calls.length, journey.chat.calls.length]).toEqual(callsBefore);
    expect(await journey.daySums()).toEqual([[100, 1]]);
  });

  it('stays ended, even when an operator redrives it on the next day', async () => {
    const journey = rankedJourney({ perUser: 1, global: 100 });
    await journey.work(await journey.submitted('a'));
    const over = await journey.submitted('b');
    await journey.work(over);
    journey.clock.advanceSeconds(24 * 3_600);

    await expect(journey.work({ ...over, redrive: true })).resolves.toEqual({
      done: 'already FAILURE',
    });
    expect(journey.speech.calls).toHaveLength(1);
  });

  it('is refused under one claim, so that a duplicate at the same moment costs nothing', async () => {
    const journey = rankedJourney({ perUser: 1, global: 100 });
    await journey.work(await journey.submitted('a'));
    const over = await journey.submitted('b');

    await Promise.all([journey.work(over, 'message-1'), journey.work(over, 'message-2')]);

    expect(journey.row(over)).toMatchObject({ failureReason: 'QUOTA_EXCEEDED', attempt: 1 });
    expect(journey.speech.calls).toHaveLength(1);
    expect(await journey.charged()).toBe(1);
  });
});

describe('a lecture is charged once', () => {
  it('over retries across midnight: its day is the one on which it was first claimed', async () => {
    const journey = rankedJourney();
    // Ten minutes before midnight in Seoul.
    journey.clock.advanceSeconds(12 * 3_600 - 600);
    const message = await journey.submitted('a');
    journey.speech.will(away(), heardOf());
    await journey.work(message);
    expect(await journey.charged()).toBe(1);

    journey.clock.advanceSeconds(601);
    await expect(journey.work(message)).resolves.toEqual({ done: 'SUCCESS' });
    expect(await journey.charged()).toBe(0);
  });

  it('over two deliveries at the same moment', async () => {
    const journey = rankedJourney();
    const message = await journey.submitted('a');

    const outcomes = await Promise.all([
      journey.work(message, 'message-1'),
      journey.work(message, 'message-2'),
    ]);

    expect(outcomes).toContainEqual({ done: 'SUCCESS' });
    expect(await journey.charged()).toBe(1);
    expect(journey.speech.calls).toHaveLength(1);
  });

  it('over an operator’s redrive after a passing failure, though the allowance is used up', async () => {
    const journey = rankedJourney({ perUser: 1, global: 1 });
    const message = await journey.submitted('a');
    journey.speech.will(away(), heardOf());
    await journey.process(message, deliveryOf({ isLastReceive: true }), journey.ports);
    expect(journey.row(message)).toMatchObject({ status: 'FAILURE', isCharged: true });

    await expect(journey.work({ ...message, redrive: true })).resolves.toEqual({ done: 'SUCCESS' });
    expect(await journey.charged()).toBe(1);
    expect(await journey.daySums()).toEqual([[100, 1]]);
  });

  it('of its user, when the worker died between the counters and the row', async () => {
    const journey = rankedJourney({ perUser: 1, global: 2 });
    const message = await journey.submitted('a');
    journey.speech.will('never answers', heardOf());
    void journey.work(message);
    await journey.speech.hangs;
    expect(journey.row(message).isCharged).toBeUndefined();
    journey.clock.advanceSeconds(246);

    await expect(journey.work(message)).resolves.toEqual({ done: 'SUCCESS' });
    expect(await journey.charged()).toBe(1);
  });
});

describe('a standing is not lost', () => {
  it('when the worker dies between SUCCESS and the standing: the same message rebuilds it', async () => {
    const journey = rankedJourney();
    const message = await journey.submitted('a');
    const died = Promise.withResolvers<void>();
    const dying: ProcessLecturePorts = {
      ...journey.ports,
      rank: () => {
        died.resolve();
        return new Promise(() => {});
      },
    };
    void journey.work(message, 'message-1', dying);
    await died.promise;
    expect(journey.row(message).status).toBe('SUCCESS');
    expect(await journey.daySums()).toBeUndefined();

    journey.clock.advanceSeconds(300);
    await expect(journey.work(message)).resolves.toEqual({ done: 'already SUCCESS' });
    expect(await journey.daySums()).toEqual([[100, 1]]);
    expect(journey.chat.calls).toHaveLength(1);
  });

  it('when SUCCESS was written but the answer to that write was lost', async () => {
    const journey = rankedJourney();
    const message = await journey.submitted('a');
    const { finish } = journey.lectures;
    const lectures: typeof journey.lectures = {
      ...journey.lectures,
      // The SDK repeats a write whose answer did not come: its own condition fails then.
      finish: async (...parts) => {
        await finish(...parts);
        return finish(...parts);
      },
    };

    await expect(
      journey.work(message, 'message-1', { ...journey.ports, lectures }),
    ).resolves.toEqual({ done: 'claim lost' });
    expect(await journey.daySums()).toEqual([[100, 1]]);
  });

  it.each([
    ['early in the lecture’s life', 0, false],
    ['so late that a retry would be past the deadline', 15 * 60 - 3, false],
    ['on the message’s last receive', 0, true],
  ])('when the ranking fails %s: the message comes back', async (_, seconds, isLastReceive) => {
    const journey = rankedJourney();
    const message = await journey.submitted('a');
    journey.clock.advanceSeconds(seconds);
    const rank = () => Promise.reject(new Error('The standing kept changing'));

    await expect(
      journey.process(message, deliveryOf({ isLastReceive }), { ...journey.ports, rank }),
    ).resolves.toMatchObject({ again: 'unexpected error' });

    expect(journey.row(message)).toMatchObject({ status: 'SUCCESS', score: 100 });
    await journey.work(message);
    expect(await journey.daySums()).toEqual([[100, 1]]);
  });

  it('nor counted twice, by any number of deliveries', async () => {
    const journey = rankedJourney();
    const first = await journey.submitted('a');
    await journey.work(first);
    journey.chat.will(answerOf(['covered', 'missing', 'missing']));
    const second = await journey.submitted('b', otherTopic);
    await journey.work(second);

    for (const message of [first, second, first]) await journey.work(message, 'duplicate');

    expect(await journey.daySums()).toEqual([[150, 2]]);
  });

  it('and a second try at a topic is practice: it does not count', async () => {
    const journey = rankedJourney();
    await journey.work(await journey.submitted('a'));
    journey.chat.will(answerOf(['covered', 'missing', 'missing']));
    await journey.work(await journey.submitted('b'));

    expect(await journey.daySums()).toEqual([[100, 1]]);
  });

  it('and typed lectures are never part of it', async () => {
    const journey = rankedJourney();
    await journey.work(await journey.submitted('a'));
    const typed = await submitText(
      {
        ...journey.submitPorts,
        details: journey.details,
        fingerprint: (facts) => JSON.stringify(facts),
        random: () => 0.5,
      },
      { userId, topicId: 1001, text: saidText, correlationId: 'r' },
    );
    const message = { userId, lectureId: typed.lectureId };

    await expect(journey.work(message)).resolves.toEqual({ done: 'SUCCESS' });
    await journey.work(message);
    await journey.work(await journey.submitted('c', otherTopic));

    expect(await journey.daySums()).toEqual([[200, 2]]);
    expect(await journey.charged()).toBe(3);
  });
});
