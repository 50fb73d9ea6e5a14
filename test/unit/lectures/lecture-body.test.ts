import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { failureReasons } from '../../../shared/contracts/lecture.ts';
import { lectureSchema } from '../../../shared/contracts/lecture-body.ts';
import { asSeenAt } from '../../../shared/lectures/lecture.ts';
import { lectureBody } from '../../../shared/lectures/lecture-body.ts';
import { lectureOf, storedFeedbackOf, transcriptOf } from '../../support/lecture-factory.ts';
import { testStart } from '../../support/manual-clock.ts';

const detail = { transcript: transcriptOf(), feedback: storedFeedbackOf() };

describe('a lecture on the wire', () => {
  it('has all of v1’s fields while it is in progress, null where there is nothing yet', () => {
    const lecture = lectureOf();

    expect(lectureBody(lecture)).toMatchObject({
      id: lecture.lectureId,
      majorId: 1,
      majorName: '컴퓨터공학',
      subjectId: 101,
      subjectName: '자료구조와 알고리즘',
      topicId: 1001,
      topicName: '해시 테이블',
      transcribed: null,
      score: null,
      strength: null,
      weakness: null,
      status: 'IN_PROGRESS',
      helpfulnessRating: null,
      stage: 'QUEUED',
      failureReason: null,
      createdAt: new Date(testStart).toISOString(),
      feedback: null,
    });
  });

  it('tells what was heard, the score and the feedback once it is graded', () => {
    const lecture = lectureOf({
      status: 'SUCCESS',
      stage: 'DONE',
      score: 80,
      helpfulnessRating: 4,
    });

    expect(lectureBody(lecture, detail)).toMatchObject({
      transcribed: transcriptOf().text,
      score: 80,
      strength: '잘 설명한 점',
      weakness: '빠진 점',
      status: 'SUCCESS',
      helpfulnessRating: 4,
      feedback: storedFeedbackOf().feedback,
    });
  });

  it('says whether it was spoken or typed, what its recording is and when it ended', () => {
    const ended = lectureOf({ status: 'SUCCESS', endedAt: testStart + 60_000 });
    const transcript = transcriptOf({ contentType: 'audio/webm' });

    expect(lectureBody(lectureOf({ kind: 'text' }))).toMatchObject({
      kind: 'text',
      contentType: null,
      endedAt: null,
    });
    expect(lectureBody(ended, { transcript })).toMatchObject({
      kind: 'recording',
      contentType: 'audio/webm',
      endedAt: new Date(testStart + 60_000).toISOString(),
    });
  });

  it('has ended at its deadline if nothing ended it before', () => {
    const lecture = lectureOf();
    const { status, endedAt } = lectureBody(asSeenAt(lecture, lecture.deadlineAt));

    expect(status).toBe('FAILURE');
    expect(endedAt).toBe(new Date(lecture.deadlineAt).toISOString());
  });

  it('shortens short texts that were stored longer, and leaves the feedback whole', () => {
    const sentence = '해시 함수로 키를 배열의 인덱스로 바꾼다.';
    const stored = storedFeedbackOf({ weakness: `빠진 점: ${`${sentence} `.repeat(20)}\n끝.` });
    const lecture = lectureOf({ status: 'SUCCESS', score: 80 });

    const { weakness, feedback } = lectureBody(lecture, { feedback: stored });

    expect(weakness).toMatch(/^빠진 점: .*바꾼다\.$/);
    expect(weakness?.length).toBeLessThanOrEqual(160);
    expect(feedback).toEqual(stored.feedback);
  });

  it('keeps a score of 0, and never shows one before the lecture is graded', () => {
    expect(lectureBody(lectureOf({ status: 'SUCCESS', score: 0 }), detail).score).toBe(0);
    expect(lectureBody(lectureOf({ score: 70 }), detail)).toMatchObject({
      score: null,
      strength: null,
      feedback: null,
    });
  });

  it('shows the pupil’s question only if the lecture is graded, whatever is stored of it', () => {
    const point = { statement: '핵심', label: 'missing', quote: '', reason: '' } as const;
    const [whole, questions] = [storedFeedbackOf().feedback, ['왜 그래요?']];
    const feedback = storedFeedbackOf({ feedback: { ...whole, keyPoints: [point] }, questions });
    const graded = lectureOf({ status: 'SUCCESS', score: 0 });
    expect(lectureBody(graded, { feedback }).followUp).toMatchObject({ question: '왜 그래요?' });
    expect(lectureBody(lectureOf(), { feedback })).toMatchObject({
      ...{ followUp: null, understanding: null, revised: null },
    });
    // An older result had no numbers: it is about all key points, in order.
    expect(lectureBody(graded, { feedback }).feedback?.keyPoints).toEqual([
      { ...point, number: 1 },
    ]);
  });

  it('keeps the numbers of the key points that it was judged on', () => {
    const point = { statement: '핵심', label: 'missing', quote: '', reason: '' } as const;
    const { feedback: whole } = storedFeedbackOf();
    const keyPoints = [2, 5].map((number) => ({ ...point, number }));
    const feedback = storedFeedbackOf({ feedback: { ...whole, keyPoints } });
    const graded = lectureOf({ status: 'SUCCESS', focus: [2, 5] });
    expect(lectureBody(graded, { feedback }).feedback?.keyPoints).toEqual(keyPoints);
  });

  it('tells what its later judgements led to only if those are read', () => {
    const point = {
      statement: '핵심',
      label: 'missing',
      quote: '',
      reason: '',
      number: 1,
    } as const;
    const { feedback: whole } = storedFeedbackOf();
    const feedback = storedFeedbackOf({
      ...{ feedback: { ...whole, keyPoints: [point] }, questions: ['왜 그래요?'] },
    });
    const graded = lectureOf({ status: 'SUCCESS', hasLater: true });
    expect(lectureBody(graded, { feedback })).toMatchObject({ followUp: null, answers: [] });
    const answer = lectureOf({
      ...{ lectureId: 3, focus: [1] },
      later: { by: 'answer', lectureId: graded.lectureId, round: 2, question: '또 왜요?' },
    });
    expect(lectureBody(graded, { feedback }, [{ lecture: answer, detail: {} }])).toMatchObject({
      followUp: { question: '왜 그래요?' },
      answers: [{ id: 3, round: 2, question: '또 왜요?', label: null }],
    });
  });

  it('fits its contract in every state', () => {
    const states = [
      lectureOf(),
      lectureOf({ stage: 'ASSESSING', attempt: 1 }),
      lectureOf({ status: 'SUCCESS', stage: 'DONE', score: 100 }),
      lectureOf({ status: 'STT_EMPTY', stage: 'DONE' }),
      ...failureReasons.map((failureReason) =>
        lectureOf({ status: 'FAILURE', stage: 'DONE', failureReason }),
      ),
    ];
    for (const lecture of states) {
      const body = lectureBody(lecture, detail);
      expect(z.strictObject(lectureSchema.shape).parse(body)).toEqual(body);
    }
  });
});
