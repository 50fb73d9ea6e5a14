import { describe, expect, it } from 'vitest';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { answerOf, heardOf, wavOf } from '../../support/lecture-factory.ts';
import { lectureJourney, testPrices } from '../../support/lecture-journey.ts';
import { indexFrame, mp3FrameSeconds, unevenMp3 } from '../../support/made-mp3.ts';

type Journey = ReturnType<typeof lectureJourney>;

async function submitted(journey: Journey, name: string, userId = 7_001) {
  const key = journey.presign(userId);
  const recording = journey.recordings.upload(key, wavOf(name));
  await journey.submit(key);
  journey.queue.sent.length = 0;
  return { ...key, recording };
}

const dollars = (journey: Journey) =>
  journey.allowances.spentMicroDollars(seoulDay(journey.clock.now()));

describe('the day’s provider dollars', () => {
  /** Twenty seconds of speech were heard; the chat model reported no tokens. */
  const spoken = Math.ceil((20 / 60) * testPrices.speechPerMinute * 1_000_000);

  it('include what a graded lecture cost', async () => {
    const journey = lectureJourney();
    await journey.process(await submitted(journey, 'a'));
    expect(dollars(journey)).toBe(spoken);
  });

  it('include what silence cost, too', async () => {
    const journey = lectureJourney();
    journey.speech.will(heardOf({ text: '' }));
    await journey.process(await submitted(journey, 'a'));
    expect(dollars(journey)).toBe(spoken);
  });

  it('are reserved from the charge to the end, over retries', async () => {
    const journey = lectureJourney();
    const message = await submitted(journey, 'a');
    journey.chat.will(new ProviderError('assessment', 'unavailable', '503'), answerOf());
    await journey.process(message);
    expect(dollars(journey)).toBeGreaterThan(10 * spoken);

    journey.clock.advanceSeconds(10);
    await journey.process(message);
    expect(dollars(journey)).toBe(spoken);
  });

  it('add up what each attempt paid', async () => {
    const journey = lectureJourney();
    const message = await submitted(journey, 'a');
    const { keepTranscript } = journey.details;
    journey.details.keepTranscript = () => Promise.reject(new Error('throttled'));
    await journey.process(message);
    journey.details.keepTranscript = keepTranscript;
    journey.clock.advanceSeconds(10);

    await expect(journey.process(message)).resolves.toEqual({ done: 'SUCCESS' });
    expect(dollars(journey)).toBe(2 * spoken);
  });

  it('stay reserved for what a killed worker may have paid', async () => {
    const journey = lectureJourney();
    const message = await submitted(journey, 'a');
    journey.chat.will('never answers', answerOf());
    void journey.process(message);
    await journey.chat.hangs;
    const reserved = dollars(journey);
    journey.clock.advanceSeconds(246);

    await expect(journey.process(message)).resolves.toEqual({ done: 'SUCCESS' });
    expect(dollars(journey)).toBe(reserved);
  });

  it('are reserved for the longest recording that is accepted if a length is only estimated', async () => {
    const reservedFor = async (bytes: Uint8Array) => {
      const journey = lectureJourney();
      const key = journey.presign();
      journey.recordings.upload(key, bytes);
      await journey.submit(key);
      journey.chat.will('never answers', answerOf());
      void journey.process(key);
      await journey.chat.hangs;
      return dollars(journey);
    };
    const sound = unevenMp3(60);
    const index = indexFrame('Xing', Math.round(60 / mp3FrameSeconds), sound.length);
    const known = await reservedFor(Buffer.concat([index, sound]));
    const estimated = await reservedFor(sound);
    const nineMinutes = 2 * 9 * testPrices.speechPerMinute * 1_000_000;
    expect(estimated - known).toBeGreaterThanOrEqual(nineMinutes);
  });

  it('are settled once, even if a provider failed for good', async () => {
    const journey = lectureJourney();
    const message = await submitted(journey, 'a');
    journey.chat.will(new ProviderError('assessment', 'rejected', '400'));
    await journey.process(message);
    await journey.process(message);
    expect(dollars(journey)).toBe(spoken);
  });

  it('are reserved again by a redrive, and settled again', async () => {
    const journey = lectureJourney({ global: 1 });
    const message = await submitted(journey, 'a');
    journey.chat.will(new ProviderError('assessment', 'quota', '402'), answerOf());
    await journey.process(message);
    expect(dollars(journey)).toBe(spoken);

    await expect(journey.process({ ...message, redrive: true })).resolves.toEqual({
      done: 'SUCCESS',
    });
    expect(dollars(journey)).toBe(spoken);
  });

  it('end a lecture that could cost more than is left', async () => {
    const journey = lectureJourney({ providerMicroDollars: 1_000 });
    const message = await submitted(journey, 'a');

    await expect(journey.process(message)).resolves.toEqual({ done: 'QUOTA_EXCEEDED' });
    expect(journey.row(message)).toMatchObject({
      failureReason: 'QUOTA_EXCEEDED',
      nextAllowanceAt: Date.UTC(2026, 10, 22, 15),
    });
    expect([journey.speech.calls.length, dollars(journey)]).toEqual([0, 0]);
  });
});
