import { describe, expect, it } from 'vitest';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import type { FailureReason } from '../../../shared/contracts/lecture.ts';
import {
  finalFailureReasons,
  provisionalFailureReasons,
} from '../../../shared/contracts/lecture.ts';
import { recordingMaximumBytes } from '../../../shared/contracts/recordings.ts';
import { RecordingGoneError, RecordingTooLongError } from '../../../shared/recordings/recording.ts';
import { ProviderError, type ProviderErrorKind } from '../../../shared/speech/provider-error.ts';
import { answerOf, heardOf, wavOf } from '../../support/lecture-factory.ts';
import { deliveryOf, lectureJourney } from '../../support/lecture-journey.ts';
import { submitted, talk } from '../../support/submitted-lecture.ts';

describe('a recording that cannot be graded', () => {
  it.each([
    ['RECORDING_EMPTY', 0],
    ['RECORDING_TOO_LARGE', recordingMaximumBytes + 1],
  ] as const)('ends as %s from its size alone, and its object is deleted', async (reason, size) => {
    const journey = lectureJourney();
    const key = journey.presign();
    const recording = journey.recordings.uploadOfSize(key, size);
    await journey.submit(key);

    await expect(journey.process({ ...key, recording })).resolves.toEqual({ done: reason });

    expect(journey.row(key)).toMatchObject({ status: 'FAILURE', failureReason: reason });
    expect(journey.recordings.has(key)).toBe(false);
    expect(journey.speech.calls).toEqual([]);
  });

  it('keeps its object when the refusal came too late to be written', async () => {
    const journey = lectureJourney();
    const key = journey.presign();
    await journey.submit(key);
    journey.recordings.uploadOfSize(key, 0);
    const { find } = journey.lectures;
    journey.lectures.find = async (asked, consistency) => {
      const row = await find(asked, consistency);
      journey.lectures.put({ ...journey.row(key), attempt: 1, etag: 'of the good upload' });
      return row;
    };

    await journey.process(key);

    expect(journey.row(key).status).toBe('IN_PROGRESS');
    expect(journey.recordings.has(key)).toBe(true);
  });

  it('of exactly the largest size is accepted', async () => {
    const journey = lectureJourney();
    const key = journey.presign();
    journey.recordings.upload(key, talk);
    await journey.submit(key);
    const recordings = {
      ...journey.recordings,
      open: async () => {
        const found = await journey.recordings.open(key);
        return typeof found === 'string' ? found : { ...found, sizeBytes: recordingMaximumBytes };
      },
    };

    const ports = { ...journey.processPorts, recordings };
    await expect(journey.process(key, deliveryOf(), ports)).resolves.toEqual({ done: 'SUCCESS' });
  });

  it('ends as RECORDING_NOT_AUDIO because of its first bytes', async () => {
    const { journey, key, message } = await submitted(Buffer.from('this is a text file'));

    await expect(journey.process(message)).resolves.toEqual({ done: 'RECORDING_NOT_AUDIO' });
    expect(journey.row(key).failureReason).toBe('RECORDING_NOT_AUDIO');
    expect(journey.recordings.has(key)).toBe(false);
    expect(journey.speech.calls).toEqual([]);
  });

  it('ends as RECORDING_TOO_LONG if that shows only while it is sent, and nothing is spent', async () => {
    const { journey, key, message } = await submitted();
    journey.speech.will(new RecordingTooLongError());

    await expect(journey.process(message)).resolves.toEqual({ done: 'RECORDING_TOO_LONG' });
    expect(journey.row(key)).toMatchObject({
      status: 'FAILURE',
      failureReason: 'RECORDING_TOO_LONG',
    });
    expect(journey.recordings.has(key)).toBe(false);
    expect(journey.allowances.spentMicroDollars(seoulDay(journey.clock.now()))).toBe(0);
  });

  it('is what lies there when it is claimed, whatever older upload the event names', async () => {
    const { journey, key, message } = await submitted(Buffer.from('this is a text file'));
    const second = journey.recordings.upload(key, talk);

    await expect(journey.process(message)).resolves.toEqual({ done: 'SUCCESS' });
    expect(journey.row(key).etag).toBe(second.etag);
  });

  it('ends as RECORDING_CHANGED when other bytes lie there after the claim, UPLOAD_MISSING when none do', async () => {
    const reasonOf = async (kind: RecordingGoneError['kind']) => {
      const { journey, key, message } = await submitted();
      const recordings = {
        ...journey.recordings,
        open: async (of: typeof key) => {
          const opened = await journey.recordings.open(of);
          const read = async () => Promise.reject(new RecordingGoneError(kind));
          return typeof opened === 'string' ? opened : { ...opened, read };
        },
      };
      await journey.process(message, deliveryOf(), { ...journey.processPorts, recordings });
      return journey.row(key).failureReason;
    };
    await expect(reasonOf('changed')).resolves.toBe('RECORDING_CHANGED');
    await expect(reasonOf('missing')).resolves.toBe('UPLOAD_MISSING');
  });

  it('is judged by the bytes that were read for the claim, if they are replaced right after it', async () => {
    const { journey, key, message } = await submitted();
    const recordings = {
      ...journey.recordings,
      open: async (of: typeof key) => {
        const opened = await journey.recordings.open(of);
        journey.recordings.upload(key, wavOf('other'));
        return opened;
      },
    };
    const ports = { ...journey.processPorts, recordings };
    await expect(journey.process(message, deliveryOf(), ports)).resolves.toEqual({
      done: 'SUCCESS',
    });
    expect(journey.row(key).etag).toBe(message.recording?.etag);
  });

  it('is still the first upload after a second one came while it was being tried again', async () => {
    const { journey, key, message } = await submitted();
    journey.speech.will(new ProviderError('speech', 'unavailable', '503'), heardOf());
    await journey.process(message);
    const second = journey.recordings.upload(key, wavOf('something else'));
    journey.clock.advanceSeconds(10);

    await journey.process({ ...key, recording: second });

    expect(journey.row(key)).toMatchObject({
      etag: message.recording.etag,
      failureReason: 'RECORDING_CHANGED',
    });
  });
});

describe('a provider that fails', () => {
  const permanent: [ProviderErrorKind, 'speech' | 'assessment', FailureReason][] = [
    ['rejected', 'speech', 'SPEECH_REJECTED'],
    ['rejected', 'assessment', 'ASSESSMENT_REJECTED'],
    ['refused', 'assessment', 'ASSESSMENT_REFUSED'],
    ['invalid', 'assessment', 'ASSESSMENT_INVALID'],
    ['quota', 'speech', 'PROVIDER_QUOTA'],
    ['quota', 'assessment', 'PROVIDER_QUOTA'],
  ];

  it.each(permanent)('as %s at %s ends the lecture at once as %s', async (kind, step, reason) => {
    const { journey, key, message } = await submitted();
    const error = new ProviderError(step, kind, 'detail');
    journey[step === 'speech' ? 'speech' : 'chat'].will(error);

    await expect(journey.process(message)).resolves.toEqual({ done: reason, cause: error });
    expect(journey.row(key)).toMatchObject({ status: 'FAILURE', failureReason: reason });
  });

  it.each(['unavailable', 'rate-limited', 'unauthorized'] as const)(
    'as %s gives the lecture back, and nobody takes it before its time',
    async (kind) => {
      const { journey, key, message } = await submitted();
      journey.chat.will(new ProviderError('assessment', kind, '5xx'), answerOf());

      await expect(journey.process(message)).resolves.toMatchObject({ again: kind, inSeconds: 6 });
      const other = deliveryOf({ messageId: 'other' });
      await expect(journey.process(message, other)).resolves.toEqual({
        done: 'leased by another message',
      });
      journey.clock.advanceSeconds(6);
      await expect(journey.process(message)).resolves.toEqual({ done: 'SUCCESS' });
      expect(journey.speech.calls).toHaveLength(1);
      expect(journey.row(key).attempt).toBe(2);
    },
  );

  it('is asked again later the more often it was received, after up to two minutes', async () => {
    const waits = [];
    for (const receiveCount of [1, 2, 3, 4, 5, 6, 7]) {
      const { journey, message } = await submitted();
      journey.speech.will(new ProviderError('speech', 'unavailable', '503'));
      const outcome = await journey.process(message, deliveryOf({ receiveCount }));
      waits.push('inSeconds' in outcome && outcome.inSeconds);
    }
    expect(waits).toEqual([6, 11, 21, 41, 81, 121, 121]);
  });

  it('is asked again when it said it may be, and never past the deadline', async () => {
    const { journey, key, message } = await submitted();
    journey.speech.will(new ProviderError('speech', 'rate-limited', '429', 300));

    await expect(journey.process(message)).resolves.toMatchObject({
      again: 'rate-limited',
      inSeconds: 301,
    });
    expect(journey.row(key).lease?.until).toBe(journey.clock.now() + 300_000);

    journey.clock.advanceSeconds(601);
    await expect(journey.process(message)).resolves.toMatchObject({ done: 'PROVIDER_UNAVAILABLE' });
    expect(journey.row(key).failureReason).toBe('PROVIDER_UNAVAILABLE');
  });

  it('on the last receive ends the lecture, and lets the message go on to the dead letters', async () => {
    const { journey, key, message } = await submitted();
    journey.speech.will(new ProviderError('speech', 'unavailable', '503'));
    const last = deliveryOf({ receiveCount: 8, isLastReceive: true });

    await expect(journey.process(message, last)).resolves.toMatchObject({ again: 'unavailable' });
    expect(journey.row(key)).toMatchObject({
      status: 'FAILURE',
      failureReason: 'PROVIDER_UNAVAILABLE',
    });
  });

  it('in an unforeseen way is tried again, and ends as INTERNAL_ERROR at last', async () => {
    const { journey, key, message } = await submitted();
    journey.speech.will(new TypeError('terminated'));

    await expect(journey.process(message)).resolves.toMatchObject({ again: 'unexpected error' });
    journey.clock.advanceSeconds(10);
    await journey.process(message, deliveryOf({ receiveCount: 8, isLastReceive: true }));
    expect(journey.row(key).failureReason).toBe('INTERNAL_ERROR');
  });
});

describe('a redrive', () => {
  const failedFor = async (failureReason: FailureReason) => {
    const { journey, key, message } = await submitted();
    const row = journey.row(key);
    journey.lectures.put({ ...row, status: 'FAILURE', stage: 'DONE', failureReason });
    journey.clock.advanceSeconds(3_600);
    return { journey, key, message };
  };

  it.each(provisionalFailureReasons)(
    'turns a lecture that failed for %s into SUCCESS, with a new deadline',
    async (reason) => {
      const { journey, key, message } = await failedFor(reason);

      await expect(journey.process(message)).resolves.toEqual({ done: 'already FAILURE' });
      await expect(journey.process({ ...message, redrive: true })).resolves.toEqual({
        done: 'SUCCESS',
      });
      expect(journey.row(key)).toMatchObject({
        status: 'SUCCESS',
        deadlineAt: journey.clock.now() + 15 * 60_000,
      });
      expect(journey.row(key).failureReason).toBeUndefined();
    },
  );

  it.each(finalFailureReasons)('leaves a lecture that failed for %s as it is', async (reason) => {
    const { journey, key, message } = await failedFor(reason);

    await expect(journey.process({ ...message, redrive: true })).resolves.toEqual({
      done: 'already FAILURE',
    });
    expect(journey.row(key).failureReason).toBe(reason);
    expect(journey.speech.calls).toEqual([]);
  });

  it('leaves a SUCCESS as it is, and uses what was stored before the failure', async () => {
    const { journey, key, message } = await submitted();
    journey.chat.will(new ProviderError('assessment', 'quota', '429'), answerOf());
    await journey.process(message);

    await journey.process({ ...message, redrive: true });
    expect(journey.row(key).status).toBe('SUCCESS');
    expect(journey.speech.calls).toHaveLength(1);
    await expect(journey.process({ ...message, redrive: true })).resolves.toEqual({
      done: 'already SUCCESS',
    });
    expect(journey.chat.calls).toHaveLength(2);
  });
});
