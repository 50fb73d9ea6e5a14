import { describe, expect, it } from 'vitest';
import { sampleTalk } from '../../../infra/openai-stand-in/sample-talk.ts';
import { readProgress } from '../../../shared/lectures/read-progress.ts';
import { answerOf, heardOf, saidText, wavOf } from '../../support/lecture-factory.ts';
import { lectureJourney } from '../../support/lecture-journey.ts';

const recording = {
  mimeType: 'audio/webm',
  byteLength: 1_000,
  durationSeconds: 20,
  taggedText: undefined,
};

/** A recording that the local stand-in answers as it does without a key. */
async function sampled(terms: readonly string[]) {
  const journey = lectureJourney();
  const key = journey.presign();
  const uploaded = journey.recordings.upload(key, wavOf('해시 테이블'));
  await journey.submit(key);
  journey.queue.sent.length = 0;
  journey.chat.will(answerOf(['missing', 'missing', 'missing']));
  journey.speech.will(heardOf({ text: sampleTalk(recording, terms), segments: [] }));
  return { journey, key, message: { ...key, recording: uploaded } };
}

describe('a result made from a sample that nobody said', () => {
  it.each([[['해시 테이블', '버킷']], [['hash table', 'bucket']]])(
    'on %j is marked as one, and ranks nobody',
    async (terms) => {
      const { journey, key, message } = await sampled(terms);

      await expect(journey.process(message)).resolves.toEqual({ done: 'SUCCESS' });

      expect(journey.row(key).isSample).toBe(true);
      expect(journey.ranked).toEqual([]);
      expect(journey.checkedForDeletion).toEqual([key.userId]);
      await journey.process(message);
      expect(journey.ranked).toEqual([]);
    },
  );

  it('is not part of what its learner has taught', async () => {
    const { journey, key, message } = await sampled(['버킷']);
    await journey.process(message);
    const { progress } = await readProgress(journey.processPorts, key.userId, undefined, 'ko');
    expect(progress.topics).toEqual([]);
  });

  it('is a sample too if another lecture of the same bytes takes it over', async () => {
    const { journey, key, message } = await sampled(['버킷']);
    const again = journey.presign();
    await journey.submit(again);
    await journey.process(message);
    const uploaded = journey.recordings.upload(again, wavOf('해시 테이블'));

    await expect(journey.process({ ...again, recording: uploaded })).resolves.toEqual({
      done: 'SUCCESS',
    });
    expect(journey.row(again)).toMatchObject({ score: journey.row(key).score, isSample: true });
    expect(journey.speech.calls).toHaveLength(1);
    expect(journey.ranked).toEqual([]);
  });
});

describe('a result of a real talk', () => {
  it('is no sample, whatever the talk says of samples', async () => {
    const { journey, key, message } = await sampled([]);
    journey.speech.will(heardOf({ text: `${saidText} 이것은 [예시]입니다.`, segments: [] }));
    await journey.process(message);
    expect(journey.row(key).isSample).toBeUndefined();
    expect(journey.ranked).toEqual([key.userId]);
  });
});
