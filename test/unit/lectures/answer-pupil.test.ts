import { describe, expect, it } from 'vitest';
import type { KeyPointLabel } from '../../../shared/contracts/lecture.ts';
import { answerPupil } from '../../../shared/lectures/answer-pupil.ts';
import { disputeLabel } from '../../../shared/lectures/dispute-label.ts';
import type { LectureKey } from '../../../shared/lectures/lecture.ts';
import { listLectures } from '../../../shared/lectures/read-lectures.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { answerOf, heardOf, saidSentences, wavOf } from '../../support/lecture-factory.ts';
import { lectureJourney, uploadUrlOf } from '../../support/lecture-journey.ts';
import { type Journey, refusal, shown, taught } from '../../support/taught-lecture.ts';

let texts = 0;
const typed = (journey: Journey, key: LectureKey, round: number, text?: string) => {
  texts += 1;
  return answerPupil(journey.laterPorts, key, {
    userId: key.userId,
    round,
    text: text ?? `답 ${texts}: 두 키가 같은 자리에 올 수 있어요.`,
    correlationId: 'request-2',
  });
};

const spoken = (journey: Journey, key: LectureKey, round: number, upload: LectureKey) =>
  answerPupil(journey.laterPorts, key, {
    userId: key.userId,
    round,
    audioUrl: uploadUrlOf(upload),
    correlationId: 'request-2',
  });

async function judged(journey: Journey, key: LectureKey, round: number, label: KeyPointLabel) {
  journey.chat.willJudge({ label, reason: '까닭' });
  const answer = await typed(journey, key, round);
  await journey.drainQueue();
  return answer;
}

const notOpen = { code: 'QUESTION_NOT_OPEN', field: 'round' };

describe('the pupil', () => {
  it('asks about the weakest key point first, the heaviest of those that were missed', async () => {
    const { journey, key } = await taught();
    expect(await shown(journey, key)).toMatchObject({
      score: 60,
      followUp: { keyPoint: 2, round: 1, question: 'k2은 왜 그래요? (1)' },
      understanding: 60,
      explanation: null,
      answers: [],
    });
  });

  it('is shown nothing of what the learner said', async () => {
    const { journey } = await taught();
    const [asked] = journey.chat.asked;
    expect(asked?.user).toContain('서로 다른 키가 충돌할 수 있다.');
    expect(`${asked?.system}${asked?.user}`).not.toContain('이야기');
    expect(`${asked?.system}${asked?.user}`).not.toContain('상수 시간');
  });

  it('asks a plain question if no model answers, and the lecture is judged all the same', async () => {
    const journey = lectureJourney();
    const { chat } = journey.processPorts;
    const key = journey.presign();
    journey.recordings.upload(key, wavOf('talk'));
    await journey.submit(key);
    const message = journey.queue.sent.shift();
    if (!message) throw new Error('nothing was sent');
    await journey.process(message, undefined, {
      ...journey.processPorts,
      chat: {
        ask: (question, limits) =>
          question.step === 'ask'
            ? Promise.reject(new ProviderError('assessment', 'unavailable', '503'))
            : chat.ask(question, limits),
      },
    });
    const { followUp, status } = await shown(journey, key);
    expect(status).toBe('SUCCESS');
    expect(followUp?.question).toContain('해시 테이블');
  });

  it('asks at most three times, in different words each time, and then explains', async () => {
    const { journey, key } = await taught();
    await judged(journey, key, 1, 'missing');
    expect((await shown(journey, key)).followUp).toEqual({
      keyPoint: 2,
      round: 2,
      question: 'k1은 왜 그래요? (2)',
    });
    await judged(journey, key, 2, 'partial');
    expect(await shown(journey, key)).toMatchObject({ understanding: 75, answersSeenAt: null });
    await judged(journey, key, 3, 'missing');

    const ended = await shown(journey, key);
    expect(ended).toMatchObject({
      score: 60,
      // The best of the answers counts.
      understanding: 75,
      followUp: null,
      explanation: '서로 다른 키가 충돌할 수 있다.',
      answersSeenAt: expect.any(String),
      answers: [{ label: 'missing' }, { label: 'partial' }, { label: 'missing' }],
    });
    expect(await refusal(typed(journey, key, 4))).toEqual(notOpen);
    // Nothing is paid for a question that would be put to nobody.
    expect(journey.chat.asked).toHaveLength(3);
  });

  it('is content with a right answer', async () => {
    const { journey, key } = await taught();
    await judged(journey, key, 1, 'covered');
    expect(await shown(journey, key)).toMatchObject({
      score: 60,
      understanding: 90,
      followUp: null,
      explanation: '서로 다른 키가 충돌할 수 있다.',
    });
    expect(await refusal(typed(journey, key, 2))).toEqual(notOpen);
    expect(journey.row(key)).toMatchObject({ status: 'SUCCESS', score: 60 });
  });

  it('asks no more about a point that was answered and that a dispute has won since', async () => {
    const { journey, key } = await taught();
    await judged(journey, key, 1, 'missing');
    journey.chat.will({
      ...answerOf([]),
      keyPoints: { k1: { quote: saidSentences[1], reason: '', label: 'covered' } },
    });
    journey.chat.willJudge({ label: 'covered', reason: '' });
    await disputeLabel(journey.laterPorts, key, {
      ...{ userId: key.userId, keyPoint: 2, correlationId: 'request-3' },
    });
    await journey.drainQueue();
    expect(await shown(journey, key)).toMatchObject({
      revised: { score: 90 },
      understanding: 90,
      followUp: null,
      explanation: '서로 다른 키가 충돌할 수 있다.',
    });
    expect(await refusal(typed(journey, key, 2))).toEqual(notOpen);
  });
});

describe('an answer', () => {
  it('is judged on its key point alone, beside the question, and is not searched', async () => {
    const { journey, key } = await taught();
    const before = journey.chat.calls.length;
    const text = '두 키가 같은 칸에 올 수 있어요.';
    journey.chat.willJudge({ label: 'covered', reason: '맞아요.' });
    await typed(journey, key, 1, text);
    await journey.drainQueue();

    expect(journey.chat.calls).toHaveLength(before);
    const asked = journey.chat.judged.at(-1);
    expect(asked?.user).toContain(text);
    expect(asked?.system).toContain('서로 다른 키가 충돌할 수 있다.');
    expect(asked?.system).toContain('k2은 왜 그래요? (1)');
    // A lecture's judge is asked as it always was.
    expect(journey.chat.judged[0]?.system).not.toContain('asked');
  });

  it('may be spoken, and its repeats are one answer, whichever question is open by then', async () => {
    const { journey, key } = await taught();
    const upload = journey.presign();
    journey.recordings.upload(upload, wavOf('답이에요'));
    journey.speech.will(heardOf({ text: '두 키가 같은 칸에 올 수 있어요.' }));
    journey.chat.willJudge({ label: 'missing', reason: '까닭' });

    const first = await spoken(journey, key, 1, upload);
    await spoken(journey, key, 1, upload);
    await journey.drainQueue();
    const late = await spoken(journey, key, 1, upload);
    // The same bytes under a new URL, as after a lost connection.
    const again = journey.presign();
    journey.recordings.upload(again, wavOf('답이에요'));
    const renewed = await spoken(journey, key, 1, again);

    expect([late.lectureId, renewed.lectureId]).toEqual([first.lectureId, first.lectureId]);
    expect(late).toMatchObject({ status: 'SUCCESS', kind: 'recording', focus: [2] });
    expect((await shown(journey, key)).answers).toMatchObject([
      { id: first.lectureId, said: '두 키가 같은 칸에 올 수 있어요.', label: 'missing' },
    ]);
    expect(journey.ranked).toEqual([key.userId]);
  });

  it('is not accepted under the URL of a lecture, nor a lecture under the URL of an answer', async () => {
    const { journey, key } = await taught();
    expect(await refusal(spoken(journey, key, 1, key))).toEqual({
      code: 'PURPOSE_MISMATCH',
      field: 'audioUrl',
    });
    const upload = journey.presign();
    await spoken(journey, key, 1, upload);
    expect(await refusal(journey.submit(upload))).toEqual({
      code: 'PURPOSE_MISMATCH',
      field: 'audioUrl',
    });
  });

  it('alone has the place of its question, and gives it up only if it fails', async () => {
    const { journey, key } = await taught();
    const silent = journey.presign();
    journey.recordings.upload(silent, wavOf('…'));
    await spoken(journey, key, 1, silent);
    expect(await refusal(typed(journey, key, 1))).toEqual(notOpen);

    journey.speech.will(heardOf({ text: '', segments: [] }));
    await journey.drainQueue();
    expect((await shown(journey, key)).answers).toMatchObject([{ status: 'STT_EMPTY' }]);

    const second = await judged(journey, key, 1, 'covered');
    expect((await shown(journey, key)).answers).toMatchObject([
      { id: second.lectureId, label: 'covered' },
    ]);
  });

  it('that died between its two steps is finished by its repeat, and loses its place after a while', async () => {
    const { journey, key } = await taught();
    const dies = {
      ...journey.laterPorts,
      text: {
        ...journey.laterPorts.text,
        lectures: { ...journey.lectures, create: () => Promise.reject(new Error('killed')) },
      },
    };
    const submission = { userId: key.userId, round: 1, text: '답', correlationId: 'r' };
    await expect(answerPupil(dies, key, submission)).rejects.toThrow('killed');

    expect(await refusal(typed(journey, key, 1, '다른 답'))).toMatchObject({ code: 'BUSY' });
    journey.clock.advanceSeconds(31);
    const other = await typed(journey, key, 1, '다른 답');
    expect(other.status).toBe('IN_PROGRESS');
    // The request that died comes too late.
    expect(await refusal(typed(journey, key, 1, '답'))).toEqual(notOpen);
  });

  it('is refused about a lecture without a result, and from somebody else', async () => {
    const { journey, key } = await taught();
    const open = journey.presign();
    await journey.submit(open);
    expect(await refusal(typed(journey, open, 1))).toMatchObject({ code: 'LECTURE_NOT_FINISHED' });
    journey.clock.advanceSeconds(16 * 60);
    expect(await refusal(typed(journey, open, 1))).toMatchObject({ code: 'NOT_ASSESSED' });
    const others = { ...key, userId: 7_002 };
    expect(await refusal(typed(journey, others, 1))).toMatchObject({ code: 'LECTURE_NOT_FOUND' });
    const answer = await judged(journey, key, 1, 'missing');
    expect(await refusal(typed(journey, answer, 1))).toEqual(notOpen);
  });

  it('is in no list of lectures, but in the export', async () => {
    const { journey, key } = await taught();
    const answer = await judged(journey, key, 1, 'missing');
    const ports = { ...journey, clock: journey.clock.now };
    const idsOf = async (withLater: boolean) =>
      (await listLectures(ports, key.userId, { limit: 10, withLater })).lectures.map(
        ({ lecture }) => lecture.lectureId,
      );
    expect(await idsOf(false)).toEqual([key.lectureId]);
    expect(new Set(await idsOf(true))).toEqual(new Set([key.lectureId, answer.lectureId]));
  });

  it('costs a quarter of a lecture: of two lectures a day, one leaves room for four answers', async () => {
    const { journey, key } = await taught({ perUser: 2, global: 2 });
    const other = journey.presign();
    journey.recordings.upload(other, wavOf('another talk'));
    await judged(journey, key, 1, 'missing');
    await judged(journey, key, 2, 'missing');

    await journey.submit(other);
    await journey.drainQueue();
    expect(journey.row(other)).toMatchObject({ failureReason: 'QUOTA_EXCEEDED' });

    await judged(journey, key, 3, 'missing');
    expect((await shown(journey, key)).answers.map(({ status }) => status)).toEqual([
      'SUCCESS',
      'SUCCESS',
      'SUCCESS',
    ]);
  });

  it('over the allowance ends as such, and may be tried again when there is a new one', async () => {
    const { journey, key } = await taught({ perUser: 1 });
    await judged(journey, key, 1, 'covered');
    expect((await shown(journey, key)).answers).toMatchObject([
      { failureReason: 'QUOTA_EXCEEDED' },
    ]);
    journey.clock.advanceSeconds(24 * 3_600);
    await judged(journey, key, 1, 'covered');
    expect((await shown(journey, key)).answers).toMatchObject([{ label: 'covered' }]);
  });
});
