import { describe, expect, it } from 'vitest';
import { successOf } from '../../../shared/lectures/assess-lecture.ts';
import { answerOf, heardOf, storedFeedbackOf } from '../../support/lecture-factory.ts';
import { deliveryOf } from '../../support/lecture-journey.ts';
import { submitted } from '../../support/submitted-lecture.ts';

/** A submitted lecture whose recording is there, and the message that the queue holds for it. */
describe('a worker that was killed', () => {
  it('while it transcribed is followed by one that begins again', async () => {
    const { journey, message } = await submitted();
    journey.speech.will('never answers', heardOf());
    void journey.process(message);
    await journey.speech.hangs;
    journey.clock.advanceSeconds(246);

    await expect(journey.process(message)).resolves.toEqual({ done: 'SUCCESS' });
    expect(journey.speech.calls).toHaveLength(2);
  });

  it('after the transcript was stored is followed by one that pays for no second one', async () => {
    const { journey, key, message } = await submitted();
    journey.chat.will('never answers', answerOf());
    void journey.process(message);
    await journey.chat.hangs;
    expect(journey.row(key).stage).toBe('ASSESSING');
    journey.clock.advanceSeconds(246);

    await expect(journey.process(message)).resolves.toEqual({ done: 'SUCCESS' });
    expect(journey.speech.calls).toHaveLength(1);
    expect(journey.chat.calls).toHaveLength(2);
  });

  it('while a key point was judged is followed by one that buys no passages again', async () => {
    const { journey, message } = await submitted();
    journey.chat.willJudge('never answers', 'as found');
    void journey.process(message);
    await journey.chat.judgeHangs;
    journey.clock.advanceSeconds(246);

    await expect(journey.process(message)).resolves.toEqual({ done: 'SUCCESS' });
    expect(journey.chat.calls).toHaveLength(1);
  });

  it('after the feedback was stored is followed by one that only writes the score', async () => {
    const { journey, key, message } = await submitted();
    const { finish } = journey.lectures;
    const reached = Promise.withResolvers<void>();
    journey.lectures.finish = () => {
      reached.resolve();
      return new Promise(() => {});
    };
    void journey.process(message);
    await reached.promise;
    journey.lectures.finish = finish;
    journey.chat.will(answerOf(['missing', 'missing', 'missing']));
    journey.clock.advanceSeconds(246);

    await expect(journey.process(message)).resolves.toEqual({ done: 'SUCCESS' });
    expect(journey.row(key).score).toBe(100);
    expect(journey.speech.calls).toHaveLength(1);
    expect(journey.chat.calls).toHaveLength(1);
  });
});

describe('the labels of a lecture', () => {
  const labelsOf = (numbers: readonly (number | undefined)[]) => {
    const { feedback, ...stored } = storedFeedbackOf();
    const point = { label: 'covered', statement: '', quote: '', reason: '' } as const;
    const keyPoints = numbers.map((number) => ({ ...point, number }));
    const ending = successOf({ ...stored, feedback: { ...feedback, keyPoints } }, false);
    return 'labels' in ending ? ending.labels?.map(({ keyPoint }) => keyPoint) : undefined;
  };

  it('are matched by their number in the topic, and by their place if an old feedback has none', () => {
    expect(labelsOf([2, 5])).toEqual([2, 5]);
    expect(labelsOf([undefined, undefined])).toEqual([1, 2]);
  });
});

describe('feedback that another worker was quicker to store', () => {
  it('is the feedback that counts, and its score is the lecture’s', async () => {
    const { journey, key, message } = await submitted();
    const details = {
      ...journey.processPorts.details,
      keepFeedback: async () => storedFeedbackOf({ score: 40 }),
    };

    const ports = { ...journey.processPorts, details };
    await expect(journey.process(message, deliveryOf(), ports)).resolves.toEqual({
      done: 'SUCCESS',
    });
    expect(journey.row(key).score).toBe(40);
  });
});

describe('a recording that is pinned', () => {
  it('is not looked for again: later tries open the bytes that the first one saw', async () => {
    const { journey, key, message } = await submitted();
    const asked: string[] = [];
    const recordings = {
      ...journey.processPorts.recordings,
      open: async (of: typeof key, etag?: string) => {
        asked.push(etag ?? 'whatever is there');
        return journey.recordings.open(of, etag);
      },
    };
    const ports = { ...journey.processPorts, recordings };
    journey.speech.will('never answers', heardOf());
    void journey.process(message, deliveryOf(), ports);
    await journey.speech.hangs;
    journey.clock.advanceSeconds(246);
    await expect(journey.process(message, deliveryOf({ receiveCount: 2 }), ports)).resolves.toEqual(
      {
        done: 'SUCCESS',
      },
    );

    expect(asked).toEqual(['whatever is there', message.recording?.etag]);
  });
});

describe('the deadline', () => {
  it('ends a lecture that comes too late, without any call', async () => {
    const { journey, key, message } = await submitted();
    journey.clock.advanceSeconds(15 * 60);

    await expect(journey.process(message)).resolves.toEqual({ done: 'deadline passed' });
    expect(journey.row(key)).toMatchObject({
      status: 'FAILURE',
      stage: 'DONE',
      failureReason: 'DEADLINE_EXCEEDED',
    });
    expect(journey.speech.calls).toEqual([]);
  });

  it('overrules a result that comes after it', async () => {
    const { journey, key, message } = await submitted();
    const { findTopicOfVersion } = journey.processPorts;
    journey.clock.advanceSeconds(15 * 60 - 90);
    const slow = {
      ...journey.processPorts,
      findTopicOfVersion: async (version: string, topicId: number) => {
        journey.clock.advanceSeconds(90);
        return findTopicOfVersion(version, topicId);
      },
    };

    await expect(journey.process(message, deliveryOf(), slow)).resolves.toEqual({
      done: 'claim lost',
    });
    await journey.sweep();
    expect(journey.row(key)).toMatchObject({ failureReason: 'DEADLINE_EXCEEDED' });
  });
});
