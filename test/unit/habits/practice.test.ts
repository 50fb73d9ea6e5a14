import { describe, expect, it } from 'vitest';
import { seoulDayStart } from '../../../shared/calendar/seoul-day.ts';
import { isPractice, practiceOfDay } from '../../../shared/habits/practice.ts';
import type { Lecture } from '../../../shared/lectures/lecture.ts';
import { hashTablePath, lectureOf } from '../../support/lecture-factory.ts';

const day = 20_784;
const morning = seoulDayStart(day) + 9 * 3_600_000;

const judged = (lectureId: number, parts: Partial<Lecture> = {}) =>
  lectureOf({ lectureId, createdAt: morning, status: 'SUCCESS', score: 70, ...parts });
const onTopic = (topicId: number) => ({ topic: { ...hashTablePath, topicId } });

describe('practice', () => {
  it('is what was judged of a talk or of an answer, and never a sample', () => {
    expect(isPractice(judged(1))).toBe(true);
    expect(isPractice(judged(1, { later: { by: 'answer', lectureId: 9 } }))).toBe(true);
    expect(isPractice(judged(1, { later: { by: 'transcript', lectureId: 9 } }))).toBe(false);
    expect(isPractice(judged(1, { isSample: true }))).toBe(false);
    expect(isPractice(judged(1, { status: 'FAILURE' }))).toBe(false);
  });

  it('is sorted by submission, and by ids within one moment', () => {
    const { practised } = practiceOfDay(day, [
      judged(40, { ...onTopic(1004), createdAt: morning + 2 }),
      judged(30, { ...onTopic(1003), createdAt: morning + 1 }),
      judged(20, onTopic(1002)),
      judged(10, onTopic(1001)),
    ]);
    expect(practised.map(({ topicId }) => topicId)).toEqual([1001, 1002, 1003, 1004]);
    // Ids are made before a submission is written, so that a later id may belong to an earlier
    // moment.
    const turned = practiceOfDay(day, [
      judged(10, { ...onTopic(1001), createdAt: morning + 1 }),
      judged(20, onTopic(1002)),
    ]);
    expect(turned.practised.map(({ topicId }) => topicId)).toEqual([1002, 1001]);
  });

  it('belongs to its own day alone', () => {
    const lectures = [-1, 0, 24 * 3_600_000 - 1, 24 * 3_600_000].map((after, at) =>
      judged(at + 1, { createdAt: seoulDayStart(day) + after, ...onTopic(1001 + at) }),
    );
    const { practised } = practiceOfDay(day, lectures);
    expect(practised.map(({ topicId }) => topicId)).toEqual([1002, 1003]);
  });

  it('counts the same words for two questions twice, and for one question once', () => {
    const answer = (lectureId: number, to: number) =>
      judged(lectureId, { kind: 'text', etag: 'same', later: { by: 'answer', lectureId: to } });
    expect(practiceOfDay(day, [answer(1, 8), answer(2, 9)]).practised).toHaveLength(2);
    expect(practiceOfDay(day, [answer(1, 8), answer(2, 8)]).practised).toHaveLength(1);
  });

  it('counts rows from before their bytes were noted each by itself', () => {
    expect(practiceOfDay(day, [judged(1), judged(2)]).practised).toHaveLength(2);
  });

  it('tells how the topic was taught, with which result and about which key points', () => {
    const labels = [{ keyPoint: 1, label: 'covered' as const }];
    const lectures = [
      judged(1, { kind: 'recording', score: 71, labels }),
      judged(2, { kind: 'text', score: 72 }),
      judged(3, { kind: 'text', score: 73, later: { by: 'answer', lectureId: 1 } }),
      judged(4, { score: undefined }),
    ];
    expect(practiceOfDay(day, lectures)).toEqual({
      day,
      practised: [
        { topicId: 1001, way: 'recording', score: 71, labels },
        { topicId: 1001, way: 'text', score: 72, labels: [] },
        { topicId: 1001, way: 'answer', score: 73, labels: [] },
        { topicId: 1001, way: 'recording', score: 0, labels: [] },
      ],
    });
  });
});
