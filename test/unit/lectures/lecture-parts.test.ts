import { describe, expect, it } from 'vitest';
import { readParts } from '../../../shared/lectures/lecture-parts.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { bilingualTopicOf, saidText, wavOf } from '../../support/lecture-factory.ts';
import { deliveryOf, lectureJourney } from '../../support/lecture-journey.ts';

const [first, second, third] = bilingualTopicOf().keyPoints;

/** A lecture at work, whose parts are read after each write of the assessment and of its row. */
async function watchedLecture() {
  const journey = lectureJourney();
  const key = journey.presign();
  journey.recordings.upload(key, wavOf('watched'));
  await journey.submit(key);
  const message = journey.queue.sent.shift();
  if (!message) throw new Error('nothing was sent');
  const read = (language: 'ko' | 'en' = 'ko') =>
    readParts(journey.processPorts, journey.row(key), language);
  const told: Awaited<ReturnType<typeof read>>[] = [];
  const { assessments } = journey;
  const watching = {
    assessments: {
      ...assessments,
      keep: async (...args: Parameters<typeof assessments.keep>) => {
        const isKept = await assessments.keep(...args);
        told.push(await read());
        return isKept;
      },
    },
  };
  const work = (attempt = 1) =>
    journey.process(
      message,
      deliveryOf({ messageId: `m${attempt}`, receiveCount: attempt }),
      watching,
    );
  return { journey, key, read, told, work };
}

describe('the parts of a lecture in progress', () => {
  it('are none before it is heard, and nothing is read for them', async () => {
    const { read, journey } = await watchedLecture();
    await expect(read()).resolves.toEqual({
      parts: { transcribed: null, keyPoints: [] },
      isFound: false,
    });
    expect(journey.assessments.writes).toEqual([]);
  });

  it('are what was heard, then each key point as it will stand in the feedback', async () => {
    const { journey, key, read, told, work } = await watchedLecture();
    await expect(work()).resolves.toEqual({ done: 'SUCCESS' });
    const feedback = await journey.details.findFeedback(key);
    const ended = feedback?.feedback.keyPoints ?? [];
    expect(told.map((parts) => parts?.parts.transcribed)).toEqual(told.map(() => saidText));
    expect(told.map((parts) => parts?.parts.keyPoints.length)[0]).toBe(0);
    expect(told.at(-1)?.parts.keyPoints.length).toBeGreaterThan(0);
    for (const parts of told) {
      for (const point of parts?.parts.keyPoints ?? []) expect(ended).toContainEqual(point);
    }
    await expect(read()).resolves.toBeUndefined();
  });

  it('stay readable while a later attempt begins, and are never replaced by it', async () => {
    const { journey, key, read, told, work } = await watchedLecture();
    const { chat } = journey;
    chat.willJudge(
      { label: 'partial', reason: '처음 까닭' },
      new ProviderError('assessment', 'unavailable', 'away'),
      new ProviderError('assessment', 'unavailable', 'away'),
      { label: 'covered', reason: '다른 까닭' },
    );
    await expect(work()).resolves.toMatchObject({ again: 'unavailable' });
    const kept = (await read())?.parts.keyPoints;
    expect(kept).toMatchObject([{ number: 1, label: 'partial', reason: '처음 까닭' }]);
    journey.clock.advanceSeconds(600);
    told.length = 0;
    await expect(work(2)).resolves.toEqual({ done: 'SUCCESS' });
    for (const parts of told) expect(parts?.parts.keyPoints[0]).toEqual(kept?.[0]);
    const feedback = await journey.details.findFeedback(key);
    expect(feedback?.feedback.keyPoints[0]).toEqual(kept?.[0]);
  });

  it('say statements in English to those who read English', async () => {
    const { journey, key, read, work } = await watchedLecture();
    journey.chat.willJudge(
      { label: 'partial', reason: '까닭' },
      new ProviderError('assessment', 'unavailable', 'away'),
      new ProviderError('assessment', 'unavailable', 'away'),
    );
    await work();
    const statements = async (language: 'ko' | 'en') =>
      (await read(language))?.parts.keyPoints.map(({ statement }) => statement);
    expect(await statements('ko')).toEqual([first?.statement]);
    expect(await statements('en')).toEqual([first?.english?.statement]);
    expect(journey.row(key).expected?.endsAt).toBeGreaterThan(journey.clock.now());
    expect([second, third].every(Boolean)).toBe(true);
  });
});
