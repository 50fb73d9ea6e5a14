import { describe, expect, it } from 'vitest';
import { submitLecture } from '../../../shared/lectures/submit-lecture.ts';
import { wavOf } from '../../support/lecture-factory.ts';
import { lectureJourney, testProofs, uploadUrlOf } from '../../support/lecture-journey.ts';
import { refusal } from '../../support/taught-lecture.ts';

const talk = wavOf('해시 테이블 이야기');

describe('submitting an uploaded recording', () => {
  it('puts one row on the topic and sends the queue its key, size and ETag', async () => {
    const journey = lectureJourney();
    const key = journey.presign();
    const recording = journey.recordings.upload(key, talk);

    const lecture = await journey.submit(key);

    expect(lecture).toMatchObject({
      ...key,
      status: 'IN_PROGRESS',
      stage: 'QUEUED',
      topic: { topicId: 1001, topicName: '해시 테이블' },
      catalogVersion: 'c0ffee',
      correlationId: 'request-1',
      attempt: 0,
    });
    expect(lecture.deadlineAt - lecture.createdAt).toBe(15 * 60_000);
    const { deadlineAt } = lecture;
    const unclaimed = { kind: 'recording', deadlineAt };
    expect(journey.queue.sent).toEqual([{ ...key, recording, isSubmitted: true, unclaimed }]);
  });

  it('puts the row before the upload came, and leaves the sending to the upload’s event', async () => {
    const journey = lectureJourney();
    const key = journey.presign();

    const lecture = await journey.submit(key);

    expect(lecture).toMatchObject({ status: 'IN_PROGRESS', stage: 'WAITING_FOR_UPLOAD' });
    expect(journey.queue.sent).toEqual([]);
    const recording = journey.recordings.upload(key, talk);
    await expect(journey.process({ ...key, recording })).resolves.toEqual({ done: 'SUCCESS' });
  });

  it('sends again on every repeat while nobody has claimed it, and not after that', async () => {
    const journey = lectureJourney();
    const key = journey.presign();
    journey.recordings.upload(key, talk);

    await journey.submit(key);
    await journey.submit(key);
    expect(journey.queue.sent).toHaveLength(2);

    await journey.drainQueue();
    const repeat = await journey.submit(key);
    expect(repeat).toMatchObject({ ...key, status: 'SUCCESS' });
    expect(journey.queue.sent).toEqual([]);
    expect(journey.chat.calls).toHaveLength(1);
  });

  it('sends on a repeat what a request that died had not sent', async () => {
    const journey = lectureJourney();
    const key = journey.presign();
    journey.recordings.upload(key, talk);
    journey.queue.failNext(1);

    await expect(journey.submit(key)).rejects.toThrow('did not take');
    await journey.submit(key);

    expect(journey.queue.sent).toHaveLength(1);
    expect(journey.lectures.rows.size).toBe(1);
  });

  it('shows a repeat after the deadline that the lecture has ended', async () => {
    const journey = lectureJourney();
    const key = journey.presign();
    await journey.submit(key);
    journey.clock.advanceSeconds(15 * 60);

    const repeat = await journey.submit(key);

    expect(repeat).toMatchObject({ status: 'FAILURE', failureReason: 'DEADLINE_EXCEEDED' });
  });

  it('refuses the same URL on another topic, and an unknown topic', async () => {
    const journey = lectureJourney();
    const key = journey.presign();
    journey.recordings.upload(key, talk);
    await journey.submit(key);

    expect(await refusal(journey.submit(key, 1002))).toEqual({
      code: 'TOPIC_MISMATCH',
      field: 'topicId',
    });
    expect(await refusal(journey.submit(journey.presign(), 9999))).toEqual({
      code: 'TOPIC_NOT_FOUND',
      field: 'topicId',
    });
  });
});

describe('the same bytes under new URLs', () => {
  it('are one lecture, after three rounds of presign, PUT and POST', async () => {
    const journey = lectureJourney();
    const first = journey.presign();
    const answers = [];
    for (const key of [first, journey.presign(), journey.presign()]) {
      journey.recordings.upload(key, talk);
      answers.push(await journey.submit(key));
      journey.clock.advanceSeconds(5);
    }
    const outcomes = await journey.drainQueue();

    expect(answers.map(({ lectureId }) => lectureId)).toEqual(Array(3).fill(first.lectureId));
    expect(journey.lectures.rows.size).toBe(1);
    expect(outcomes.map((outcome) => 'done' in outcome && outcome.done)).toEqual([
      'SUCCESS',
      'already SUCCESS',
      'already SUCCESS',
    ]);
    expect(journey.speech.calls).toHaveLength(1);
  });

  it('follow a guard whose lecture has no row yet, and put that row', async () => {
    const journey = lectureJourney();
    const [died, repeated] = [journey.presign(), journey.presign()];
    const recording = journey.recordings.upload(died, talk);
    journey.recordings.upload(repeated, talk);
    // The first POST died between taking the guard and putting its row.
    await journey.repeats.hold(
      { userId: died.userId, topicId: 1001, etag: recording.etag },
      died,
      journey.clock.now(),
    );

    const lecture = await journey.submit(repeated);

    expect(lecture.lectureId).toBe(died.lectureId);
    expect(journey.queue.sent).toMatchObject([{ ...died, recording, isSubmitted: true }]);
    await expect(journey.drainQueue()).resolves.toEqual([{ done: 'SUCCESS' }]);
  });

  it('are a new lecture when the first one ended in FAILURE', async () => {
    const journey = lectureJourney();
    const [failed, retried, repeated] = [journey.presign(), journey.presign(), journey.presign()];
    for (const key of [failed, retried, repeated]) journey.recordings.upload(key, talk);
    const lecture = await journey.submit(failed);
    const ending = { status: 'FAILURE', reason: 'PROVIDER_UNAVAILABLE' } as const;
    await journey.lectures.finish(lecture, ending, journey.clock.now());

    expect((await journey.submit(retried)).lectureId).toBe(retried.lectureId);
    expect((await journey.submit(repeated)).lectureId).toBe(retried.lectureId);
    expect((await journey.submit(failed)).lectureId).toBe(retried.lectureId);
  });

  it('are a new lecture when the first one is past its deadline, written or not', async () => {
    const journey = lectureJourney();
    const [late, retried] = [journey.presign(), journey.presign()];
    for (const key of [late, retried]) journey.recordings.upload(key, talk);
    await journey.submit(late);
    journey.clock.advanceSeconds(15 * 60);

    expect((await journey.submit(retried)).lectureId).toBe(retried.lectureId);
  });

  it('are a new lecture on another topic, after an hour, and for another user', async () => {
    const journey = lectureJourney();
    const submitted = async (key = journey.presign(), topicId = 1001) => {
      journey.recordings.upload(key, talk);
      return (await journey.submit(key, topicId)).lectureId;
    };
    const first = await submitted();
    const onOtherTopic = await submitted(journey.presign(), 1002);
    const ofOtherUser = await submitted(journey.presign(7_002));
    await journey.drainQueue();
    journey.clock.advanceSeconds(3_600);
    const hourLater = await submitted();

    expect(new Set([first, onOtherTopic, ofOtherUser, hourLater]).size).toBe(4);
  });

  it('can be taught on the other topic after that topic was refused on the first URL', async () => {
    const journey = lectureJourney();
    const [first, second] = [journey.presign(), journey.presign()];
    for (const key of [first, second]) journey.recordings.upload(key, talk);
    await journey.submit(first, 1001);
    await refusal(journey.submit(first, 1002));

    const lecture = await journey.submit(second, 1002);

    expect(lecture).toMatchObject({ ...second, topic: { topicId: 1002 } });
  });
});

describe('an audioUrl', () => {
  const own = { userId: 7_001, lectureId: lectureJourney().presign().lectureId };
  const attacks = {
    'of another user': uploadUrlOf({ ...own, userId: 7_002 }),
    'of another host': `https://evil.test/recordings/${own.userId}/${own.lectureId}`,
    'of the metadata service': 'http://169.254.169.254/latest/meta-data/',
    'of a file': `file:///recordings/${own.userId}/${own.lectureId}`,
    'with a path that climbs': `https://recordings.test/recordings/7002/../${own.userId}/${own.lectureId}`,
    'with its query still on': `${uploadUrlOf(own)}?X-Amz-Signature=1`,
    'with a fragment': `${uploadUrlOf(own)}#1`,
    'with an encoded slash': `https://recordings.test/recordings%2F${own.userId}%2F${own.lectureId}`,
    'with a leading zero': `https://recordings.test/recordings/0${own.userId}/${own.lectureId}`,
    'with an id beyond 2^53': `https://recordings.test/recordings/${own.userId}/9007199254740993`,
    'without a lecture': `https://recordings.test/recordings/${own.userId}/`,
    'that is no URL': 'recordings',
  };

  it.each(Object.entries(attacks))(
    'is refused before anything is looked up: %s',
    async (_, audioUrl) => {
      const journey = lectureJourney();
      const submission = { userId: own.userId, topicId: 1001, audioUrl, correlationId: 'r' };

      expect(await refusal(submitLecture(journey.submitPorts, submission))).toEqual({
        code: 'AUDIO_URL_NOT_YOURS',
        field: 'audioUrl',
      });
      expect(journey.lectures.rows.size).toBe(0);
    },
  );

  it('with a proof is accepted for the key that was given, and for no other', async () => {
    const journey = lectureJourney();
    const [given, other] = [journey.presign(), journey.presign()];
    const uploadProof = await testProofs.prove(given);

    await expect(journey.submit({ ...given, uploadProof })).resolves.toMatchObject(given);
    expect(journey.row(given)).toMatchObject({ uploadProof });
    for (const forged of [
      { ...other, uploadProof },
      { ...given, uploadProof: uploadProof.replace('given', 'taken') },
    ]) {
      expect(await refusal(journey.submit(forged))).toMatchObject({ code: 'AUDIO_URL_NOT_YOURS' });
    }
  });

  it('from before there were proofs is accepted while its upload may come, is there or was sent', async () => {
    const journey = lectureJourney();
    const [inFlight, uploaded, sent, neverGiven] = Array.from({ length: 4 }, () =>
      journey.presign(),
    );
    if (!inFlight || !uploaded || !sent || !neverGiven) throw new Error('four keys');
    await expect(journey.submit(inFlight)).resolves.toMatchObject(inFlight);
    await journey.submit(sent);
    journey.recordings.upload(uploaded, talk);
    journey.clock.advanceSeconds(15 * 60);

    await expect(journey.submit(uploaded)).resolves.toMatchObject(uploaded);
    await expect(journey.submit(sent)).resolves.toMatchObject(sent);
    expect(await refusal(journey.submit(neverGiven))).toMatchObject({
      code: 'AUDIO_URL_NOT_YOURS',
    });
  });

  it('from the future is refused, but for five seconds of skew', async () => {
    const journey = lectureJourney();
    journey.clock.advanceSeconds(5);
    const skewed = journey.presign();
    journey.clock.advanceSeconds(1);
    const tooFar = journey.presign();
    journey.clock.advanceSeconds(-6);

    await expect(journey.submit(skewed)).resolves.toMatchObject(skewed);
    expect(await refusal(journey.submit(tooFar))).toMatchObject({ code: 'AUDIO_URL_NOT_YOURS' });
  });
});
