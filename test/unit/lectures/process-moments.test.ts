/** What a worker reads, and how it ends, if something has happened a moment ago. */
import { describe, expect, it } from 'vitest';
import { answerPupil } from '../../../shared/lectures/answer-pupil.ts';
import { disputeLabel } from '../../../shared/lectures/dispute-label.ts';
import { messageOf } from '../../../shared/lectures/enter-lecture.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { answerOf, heardOf, lectureOf, storedFeedbackOf } from '../../support/lecture-factory.ts';
import { deliveryOf, lectureJourney } from '../../support/lecture-journey.ts';
import { testStart } from '../../support/manual-clock.ts';
import { submitted, talk } from '../../support/submitted-lecture.ts';
import { answeredWithoutUpload, taught } from '../../support/taught-lecture.ts';

const leaseOfAnother = { messageId: 'another', until: testStart + 3_600_000 };

describe('a message', () => {
  it('that was sent after the row was put costs a cheap read of it', async () => {
    const { journey, message } = await submitted();
    await journey.process({ ...message, isSubmitted: true });
    expect(journey.lectures.reads).toEqual({ eventual: 1, consistent: 0 });
  });

  /** As the submission sends it. */
  async function sent() {
    const { journey, key, message } = await submitted();
    return { journey, key, message: messageOf(journey.row(key), message.recording) };
  }

  it('that says how its sender saw the lecture costs no read, and the claim answers the row', async () => {
    const { journey, key, message } = await sent();
    await expect(journey.process(message)).resolves.toEqual({ done: 'SUCCESS' });
    expect(journey.lectures.reads).toEqual({ eventual: 0, consistent: 0 });
    expect(journey.row(key)).toMatchObject({ status: 'SUCCESS', attempt: 1 });
    expect(journey.row(key).labels).toHaveLength(3);
  });

  it.each([
    ['is judged', { status: 'SUCCESS', stage: 'DONE', score: 7 }, 'already SUCCESS'],
    ['is claimed', { attempt: 1, lease: leaseOfAnother }, 'leased by another message'],
  ] as const)('of a lecture that since then %s is read after all', async (_, since, done) => {
    const { journey, key, message } = await sent();
    journey.lectures.put({ ...journey.row(key), ...since });
    await expect(journey.process(message)).resolves.toEqual({ done });
    expect(journey.lectures.reads).toEqual({ eventual: 1, consistent: 0 });
    expect(journey.speech.calls).toEqual([]);
  });

  it('of a lecture whose deadline has passed claims nothing', async () => {
    const { journey, message } = await sent();
    journey.clock.advanceSeconds(15 * 60);
    await expect(journey.process(message)).resolves.toEqual({ done: 'deadline passed' });
  });

  it('of a lecture that is gone makes none', async () => {
    const { journey, key, message } = await sent();
    const elsewhere = { ...message, lectureId: key.lectureId + 1 };
    journey.recordings.upload(elsewhere, talk);
    await expect(journey.process(elsewhere)).resolves.toEqual({ done: 'not submitted yet' });
    expect(journey.lectures.rows.size).toBe(1);
  });

  it('that comes back is read, whatever its sender saw', async () => {
    const { journey, message } = await sent();
    await journey.process(message, deliveryOf({ receiveCount: 2 }));
    expect(journey.lectures.reads).toEqual({ eventual: 1, consistent: 0 });
  });

  it('of an upload costs a consistent read, and sees a row that was put a moment ago', async () => {
    const { journey, key, message } = await submitted();
    journey.lectures.lagBehind(key);
    await expect(journey.process(message)).resolves.toEqual({ done: 'SUCCESS' });
    expect(journey.lectures.reads).toEqual({ eventual: 0, consistent: 1 });
  });

  it('of a lecture that has failed looks for no tombstone, and of one that succeeded it does', async () => {
    const { journey, key, message } = await submitted();
    journey.lectures.put({ ...journey.row(key), status: 'FAILURE', failureReason: 'UNKNOWN' });
    await journey.process(message);
    expect([journey.ranked, journey.checkedForDeletion]).toEqual([[], []]);
    journey.lectures.put({ ...journey.row(key), status: 'SUCCESS' });
    await journey.process(message);
    expect(journey.ranked).toEqual([key.userId]);
  });
});

describe('a recording', () => {
  it('of silence alone ends without being transcribed or charged', async () => {
    const { journey, key, message } = await submitted(talk.slice(0, 44));
    await expect(journey.process(message)).resolves.toEqual({ done: 'STT_EMPTY' });
    expect(journey.speech.calls).toEqual([]);
    expect(journey.row(key)).toMatchObject({ status: 'STT_EMPTY' });
    expect(journey.row(key).isCharged).toBeUndefined();
  });

  it('stays if its lecture failed at a provider: an operator may redrive it', async () => {
    const { journey, key, message } = await submitted();
    journey.speech.will(new ProviderError('speech', 'quota', '402'));
    await expect(journey.process(message)).resolves.toMatchObject({ done: 'PROVIDER_QUOTA' });
    expect(journey.recordings.has(key)).toBe(true);
  });

  it('stays if its lecture was one too many for the day', async () => {
    const journey = lectureJourney({ perUser: 0 });
    const key = journey.presign();
    journey.recordings.upload(key, talk);
    await journey.submit(key);
    await expect(journey.process(key)).resolves.toEqual({ done: 'QUOTA_EXCEEDED' });
    expect(journey.recordings.has(key)).toBe(true);
  });

  it('on a topic that its catalog version no longer has is not charged', async () => {
    const { journey, key, message } = await submitted();
    journey.lectures.put({ ...journey.row(key), catalogVersion: 'gone' });
    await expect(journey.process(message)).resolves.toMatchObject({
      cause: expect.objectContaining({ message: expect.stringContaining('1001') }),
    });
    expect(journey.row(key).isCharged).toBeUndefined();
  });
});

describe('the same bytes', () => {
  const twice = async () => {
    const journey = lectureJourney();
    const keys = [journey.presign(), journey.presign()] as const;
    for (const key of keys) {
      await journey.submit(key);
      journey.recordings.upload(key, talk);
    }
    return { journey, first: keys[0], second: keys[1] };
  };
  const held = async (parts: Parameters<typeof lectureOf>[0]) => {
    const { journey, first, second } = await twice();
    const inspected = await journey.recordings.inspect(first);
    const submission = { userId: first.userId, topicId: 1001, etag: inspected?.etag ?? '' };
    await journey.repeats.hold(submission, first, journey.clock.now());
    journey.lectures.put(lectureOf({ ...first, stage: 'DONE', ...parts }));
    return { journey, first, second };
  };

  it('that the submission took the guard for are not guarded again by the claim', async () => {
    const { journey, message } = await submitted();
    const repeats = { hold: () => Promise.reject(new Error('was asked')) };
    await expect(journey.process(message, deliveryOf(), { repeats })).resolves.toEqual({
      done: 'SUCCESS',
    });
  });

  it('are waited for even if the other lecture was put a moment ago', async () => {
    const { journey, first, second } = await twice();
    journey.speech.will('never answers', heardOf());
    void journey.process(first);
    await journey.speech.hangs;
    journey.lectures.lagBehind(first);
    const { now } = journey.clock;
    await expect(
      journey.process({ ...second, isSubmitted: true }, deliveryOf({ messageId: 'other' })),
    ).resolves.toMatchObject({ again: 'the same bytes are another lecture at work' });
    // Nobody takes it before its message comes back.
    expect(journey.row(second).lease?.until).toBe(now() + 5_000);
  });

  it('bring their result without a transcript if that is gone, and are no sample', async () => {
    const { journey, first, second } = await held({ status: 'SUCCESS', score: 55 });
    await journey.details.keepFeedback(first, storedFeedbackOf({ score: 55 }));
    await expect(journey.process(second)).resolves.toEqual({ done: 'SUCCESS' });
    expect(journey.row(second)).toMatchObject({ status: 'SUCCESS', score: 55 });
    expect(journey.row(second).isSample).toBeUndefined();
    expect(journey.details.transcripts.size).toBe(0);
  });

  it.each([
    [
      { status: 'SUCCESS', score: 55 },
      { status: 'SUCCESS', score: 55 },
    ],
    [{ status: 'SUCCESS' }, { status: 'SUCCESS', score: 0 }],
    [{ status: 'FAILURE' }, { status: 'FAILURE', failureReason: 'UNKNOWN' }],
  ] as const)('end as the other did if no more is left of it than %j', async (left, ended) => {
    const { journey, second } = await held(left);
    await journey.process(second);
    expect(journey.row(second)).toMatchObject(ended);
    expect(journey.speech.calls).toEqual([]);
  });
});

describe('a later judgement', () => {
  async function disputed() {
    const { journey, key } = await taught();
    const dispute = (comment?: string) =>
      disputeLabel(journey.laterPorts, key, {
        ...{ userId: key.userId, keyPoint: 3, comment, correlationId: 'request-2' },
      });
    return { journey, dispute };
  }

  it('does not take its place again at its first claim: its submission has just taken it', async () => {
    const { journey, dispute } = await disputed();
    const { userId, lectureId } = await dispute();
    const laters = { hold: () => Promise.reject(new Error('was asked')) };
    await expect(journey.process({ userId, lectureId }, deliveryOf(), { laters })).resolves.toEqual(
      { done: 'SUCCESS' },
    );
  });

  it('takes it at a claim after one that died before it could', async () => {
    const { journey, dispute } = await disputed();
    journey.chat.willJudge(new ProviderError('assessment', 'quota', 'no money left'));
    const { userId, lectureId } = await dispute();
    await journey.drainQueue();
    journey.chat.willJudge({ label: 'covered', reason: '까닭' });
    await dispute('다시');
    await journey.drainQueue();

    const redrive = { userId, lectureId, redrive: true };
    const laters = { hold: () => Promise.reject(new Error('crash')) };
    await expect(journey.process(redrive, deliveryOf(), { laters })).rejects.toThrow('crash');
    journey.clock.advanceSeconds(300);
    await expect(journey.process(redrive)).resolves.toEqual({ done: 'another has its place' });
    // What it had failed for before was removed by that claim.
    expect(journey.row(redrive)).toMatchObject({
      ...{ status: 'FAILURE', failureReason: 'INTERNAL_ERROR' },
    });
    expect(journey.unclaimed.sent).toEqual([]);
  });

  it('takes it at the claim after its first, which a late upload had caused', async () => {
    const { journey, key, answer, upload } = await answeredWithoutUpload();
    await answerPupil(journey.laterPorts, key, { ...answer, text: '글로 답해요.' });
    await journey.drainQueue();

    const message = { ...upload, recording: journey.recordings.upload(upload, talk) };
    const laters = { hold: () => Promise.reject(new Error('crash')) };
    await expect(journey.process(message, deliveryOf(), { laters })).rejects.toThrow('crash');
    journey.clock.advanceSeconds(300);
    await expect(journey.process(message)).resolves.toEqual({ done: 'another has its place' });
  });

  it('on a lecture that was graded a moment ago is accepted', async () => {
    const { journey, key } = await taught();
    journey.lectures.lagBehind(key);
    await expect(
      disputeLabel(journey.laterPorts, key, {
        ...{ userId: key.userId, keyPoint: 3, correlationId: 'request-2' },
      }),
    ).resolves.toMatchObject({ later: { by: 'disagreement' } });
  });

  it('with another comment is a different one, which comes too late', async () => {
    const { dispute } = await disputed();
    const first = await dispute('다 말했어요.');
    expect((await dispute('다 말했어요.')).lectureId).toBe(first.lectureId);
    await expect(dispute('정말이에요.')).rejects.toMatchObject({ code: 'ALREADY_DISPUTED' });
  });

  it('is refused for a lecture that failed after its feedback was stored', async () => {
    const { journey, key } = await taught();
    journey.chat.will(answerOf());
    journey.lectures.put({ ...journey.row(key), status: 'FAILURE' });
    await expect(
      disputeLabel(journey.laterPorts, key, {
        ...{ userId: key.userId, keyPoint: 3, correlationId: 'request-2' },
      }),
    ).rejects.toMatchObject({ code: 'NOT_ASSESSED' });
  });
});
