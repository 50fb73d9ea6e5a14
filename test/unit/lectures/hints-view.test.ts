import { describe, expect, it } from 'vitest';
import { composeFeedback } from '../../../shared/assessment/compose-feedback.ts';
import { hintsView } from '../../../shared/lectures/hints-view.ts';
import { lectureBody } from '../../../shared/lectures/lecture-body.ts';
import type { StoredFeedback } from '../../../shared/lectures/ports.ts';
import { revealAnswers } from '../../../shared/lectures/reveal-answers.ts';
import {
  lectureOf,
  storedFeedbackOf,
  topicOf,
  transcriptOf,
} from '../../support/lecture-factory.ts';
import { lectureJourney } from '../../support/lecture-journey.ts';

const keyPoints = topicOf().keyPoints;
const labels = ['covered', 'wrong', 'missing'] as const;
const reasons = ['맞아요.', '충돌은 피할 수 없어요.', '말이 없어요.'];

const stored: StoredFeedback = storedFeedbackOf({
  ...composeFeedback({
    topic: topicOf(),
    transcript: transcriptOf(),
    found: {
      passages: [],
      misconceptions: [],
      strengths: [],
      nextSteps: ['평균 O(1)을 더 보세요.'],
    },
    keyPoints: keyPoints.map(({ statement, weight }, index) => ({
      statement,
      weight,
      passages: [],
      label: labels[index] ?? 'missing',
      reason: reasons[index] ?? '',
    })),
    numbers: [1, 2, 3],
    score: 50,
    language: 'ko',
  }),
  questions: ['자리는 어떻게 정해요?', '두 키가 만나면요?', '얼마나 걸려요?'],
  weights: [5, 3, 2],
});

const graded = lectureOf({ status: 'SUCCESS', stage: 'DONE', score: 50 });
const whole = lectureBody(graded, { transcript: transcriptOf(), feedback: stored }, []);

describe('a lecture with hints', () => {
  it('hints at what was missed, and shows what was met as it is', () => {
    const body = hintsView(whole, stored);
    expect(body.hints).toEqual([
      { keyPoint: 2, label: 'wrong', quote: '', hint: '두 키가 만나면요?' },
      { keyPoint: 3, label: 'missing', quote: '', hint: '얼마나 걸려요?' },
    ]);
    expect(body.feedback?.keyPoints.map(({ number }) => number)).toEqual([1]);
    expect(body).toMatchObject({ score: 50, strength: whole.strength });
  });

  it('holds no word of what was to be said of it', () => {
    const text = JSON.stringify(hintsView(whole, stored));
    const given = [keyPoints[1]?.statement, keyPoints[2]?.statement, reasons[1], '평균 O(1)'];
    for (const secret of given) expect(text).not.toContain(secret);
    // Each of them stands in the whole lecture.
    for (const secret of given) expect(JSON.stringify(whole)).toContain(secret);
  });

  it('of before there were questions hints plainly', () => {
    const { questions: _, ...old } = stored;
    const body = hintsView(lectureBody(graded, { feedback: old }, []), old);
    expect(body.hints?.map(({ hint }) => hint)).toEqual([
      expect.stringContaining('해시 테이블'),
      expect.stringContaining('해시 테이블'),
    ]);
    expect(body.followUp).toBeNull();
  });

  it('that is still open has none', () => {
    expect(hintsView(lectureBody(lectureOf()), undefined)).toMatchObject({
      hints: [],
      score: null,
    });
  });
});

describe('the answers', () => {
  it('have been seen since the first time that they were asked for', async () => {
    const journey = lectureJourney();
    journey.lectures.put(graded);
    await journey.details.keepFeedback(graded, stored);
    const ports = { ...journey, clock: journey.clock.now };
    const first = await revealAnswers(ports, graded);
    journey.clock.advanceSeconds(60);
    const again = await revealAnswers(ports, graded);

    expect(first.lecture.answersSeenAt).toBeDefined();
    expect(again.lecture.answersSeenAt).toBe(first.lecture.answersSeenAt);
    expect(journey.row(graded)).toMatchObject({ status: 'SUCCESS', score: 50 });
  });
});
