/** What a submission sees, and pays for, if something has happened a moment ago. */
import { describe, expect, it } from 'vitest';
import { uploadUrlSeconds } from '../../../shared/contracts/recordings.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import { purposeName } from '../../../shared/lectures/purpose.ts';
import { submitLecture } from '../../../shared/lectures/submit-lecture.ts';
import { hashTablePath, lectureOf, wavOf } from '../../support/lecture-factory.ts';
import { lectureJourney, uploadUrlOf } from '../../support/lecture-journey.ts';
import { refusal } from '../../support/taught-lecture.ts';

const talk = wavOf('해시 테이블 이야기');

describe('a submission', () => {
  it('of new bytes costs no read of a row', async () => {
    const journey = lectureJourney();
    const key = journey.presign();
    journey.recordings.upload(key, talk);
    await journey.submit(key);
    expect(journey.lectures.reads).toEqual({ consistent: 0, eventual: 0 });
  });

  it('of bytes whose lecture failed a moment ago for a passing reason is another lecture', async () => {
    const journey = lectureJourney();
    const [first, again] = [journey.presign(), journey.presign()];
    for (const key of [first, again]) journey.recordings.upload(key, talk);
    const lecture = await journey.submit(first);
    const ending = { status: 'FAILURE', reason: 'PROVIDER_QUOTA' } as const;
    await journey.lectures.finish(lecture, ending, journey.clock.now());
    journey.lectures.lagBehind(first);
    await expect(journey.submit(again)).resolves.toMatchObject(again);
  });

  it('says how long its recording is, in whole seconds', async () => {
    const journey = lectureJourney();
    const said = async (recordingSeconds: number | undefined) => {
      const key = journey.presign();
      const { saidSeconds } = await submitLecture(journey.submitPorts, {
        ...{ userId: key.userId, topicId: 1001, audioUrl: uploadUrlOf(key), recordingSeconds },
        correlationId: 'request-1',
      });
      return saidSeconds;
    };
    expect(await said(12.3)).toBe(13);
    expect(await said(undefined)).toBeUndefined();
  });

  it('accepts keys of a clock that is five seconds ahead, and none from later', async () => {
    const journey = lectureJourney();
    const keyIn = (milliseconds: number) => ({
      ...{ userId: 7_001, lectureId: newId(journey.clock.now() + milliseconds, 0) },
    });
    await expect(journey.submit(keyIn(5_000))).resolves.toMatchObject({ status: 'IN_PROGRESS' });
    expect(await refusal(journey.submit(keyIn(5_001)))).toEqual({
      ...{ code: 'AUDIO_URL_NOT_YOURS', field: 'audioUrl' },
    });
  });

  it('with a key from before there were proofs is answered by its row, put a moment ago', async () => {
    const journey = lectureJourney();
    const key = journey.presign();
    journey.clock.advanceSeconds(2 * uploadUrlSeconds);
    expect(await refusal(journey.submit(key))).toMatchObject({ code: 'AUDIO_URL_NOT_YOURS' });
    journey.lectures.put(lectureOf({ ...key, createdAt: journey.clock.now() }));
    journey.lectures.lagBehind(key);
    await expect(journey.submit(key)).resolves.toMatchObject(key);
  });
});

describe('a refused submission', () => {
  it('for another purpose leaves the bytes free for that purpose under a new URL', async () => {
    const journey = lectureJourney();
    const [first, again] = [journey.presign(), journey.presign()];
    for (const key of [first, again]) journey.recordings.upload(key, talk);
    const submit = (key: typeof first, keyPoints: number[]) =>
      journey.submit(key, 1001, journey.submitPorts, { keyPoints });
    await submit(first, [2]);
    expect(await refusal(submit(first, [3]))).toMatchObject({ code: 'PURPOSE_MISMATCH' });
    await expect(submit(again, [3])).resolves.toMatchObject({ ...again, focus: [3] });
  });
});

describe('the name of a purpose', () => {
  const later = { by: 'answer', lectureId: 5, round: 1 } as const;

  it('never changes: guards that were put before a deploy are found after it', () => {
    expect(purposeName({})).toBeUndefined();
    expect(purposeName({ focus: [2, 3], parentId: 4 })).toBe('F2.3P4');
    expect(purposeName({ focus: [2], later })).toBe('F2L5answer1');
    expect(purposeName({ later: { by: 'transcript', lectureId: 5 } })).toBe('L5transcript');
  });

  it('tells two key points from one, and the answer to one question from that to the next', () => {
    expect(purposeName({ focus: [1, 2] })).not.toBe(purposeName({ focus: [12] }));
    expect(purposeName({ later })).not.toBe(purposeName({ later: { ...later, round: 2 } }));
  });
});

describe('a parent', () => {
  const taughtAgain = async (isLagging: boolean) => {
    const journey = lectureJourney();
    const parent = lectureOf({ ...journey.presign(), status: 'SUCCESS', topic: hashTablePath });
    journey.lectures.put(parent);
    if (isLagging) journey.lectures.lagBehind(parent);
    const key = journey.presign();
    journey.recordings.upload(key, talk);
    const purpose = { parent: parent.lectureId };
    const lecture = await journey.submit(key, 1001, journey.submitPorts, purpose);
    expect(lecture.parentId).toBe(parent.lectureId);
    return journey.lectures.reads;
  };

  it('is found by one cheap read', async () => {
    expect(await taughtAgain(false)).toEqual({ eventual: 1, consistent: 0 });
  });

  it('that was put a moment ago is found by a consistent read', async () => {
    expect(await taughtAgain(true)).toEqual({ eventual: 1, consistent: 1 });
  });
});
