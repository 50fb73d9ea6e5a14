import { describe, expect, it } from 'vitest';
import { composeFeedback } from '../../../shared/assessment/compose-feedback.ts';
import { plainQuestion } from '../../../shared/assessment/pupil-questions.ts';
import type { KeyPointLabel } from '../../../shared/contracts/lecture.ts';
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
  it('hints at what was missed, and shows what was met', () => {
    const body = hintsView(whole, stored);
    expect(body.hints).toEqual([
      { keyPoint: 2, label: 'wrong', quote: '', hint: '두 키가 만나면요?' },
      { keyPoint: 3, label: 'missing', quote: '', hint: '얼마나 걸려요?' },
    ]);
    expect(body.feedback?.keyPoints.map(({ number }) => number)).toEqual([1]);
    expect(body).toMatchObject({ score: 50, strength: whole.strength });
  });

  it('contains no word of what should have been said', () => {
    const text = JSON.stringify(hintsView(whole, stored));
    const given = [keyPoints[1]?.statement, keyPoints[2]?.statement, reasons[1], '평균 O(1)'];
    for (const secret of given) expect(text).not.toContain(secret);
    // Each of them stands in the whole lecture.
    for (const secret of given) expect(JSON.stringify(whole)).toContain(secret);
  });

  it('gives plain hints if it is from before there were questions', () => {
    const { questions: _, ...old } = stored;
    const body = hintsView(lectureBody(graded, { feedback: old }, []), old);
    // The hints are in Korean even if nothing tells what language was spoken.
    const plain = plainQuestion('해시 테이블', 'ko');
    expect(body.hints?.map(({ hint }) => hint)).toEqual([plain, plain]);
    expect(body.followUp).toBeNull();
  });

  it('hints at what was half said, and not at what was misheard', () => {
    const [first, second, third] = stored.feedback.keyPoints;
    const of = (label: KeyPointLabel) => [first, second, third].map((p) => p && { ...p, label });
    const hintsFor = (label: KeyPointLabel) => {
      const keyPoints = of(label).filter((point) => point !== undefined);
      const feedback = { ...stored, feedback: { ...stored.feedback, keyPoints } };
      return hintsView(lectureBody(graded, { feedback }, []), feedback).hints?.length;
    };
    expect(hintsFor('partial')).toBe(3);
    expect(hintsFor('transcription_error')).toBe(0);
  });

  it('matches key points by their numbers, or by their places if they have none', () => {
    const of = (numbers: readonly (number | undefined)[]) => {
      const keyPoints = stored.feedback.keyPoints.map((point, index) => ({
        ...{ ...point, number: numbers[index] },
      }));
      const { feedback } = whole;
      const body = { ...whole, feedback: feedback && { ...feedback, keyPoints } };
      return hintsView(body, stored);
    };
    const focused = of([4, 5, 6]);
    expect(focused.hints?.map(({ keyPoint }) => keyPoint)).toEqual([5, 6]);
    expect(focused.feedback?.keyPoints.map(({ number }) => number)).toEqual([4]);
    const old = of([]);
    expect(old.hints?.map(({ keyPoint }) => keyPoint)).toEqual([2, 3]);
    expect(old.feedback?.keyPoints).toHaveLength(1);
  });

  it.each([
    ['by its number', [4, 5, 6], 4],
    ['by its place', [], 1],
  ] as const)(
    'shows no point that a correction has shown to be missing, %s',
    (_, numbers, missed) => {
      const { feedback } = whole;
      const [first] = stored.feedback.keyPoints;
      if (!feedback || !first) throw new Error('the lecture was judged');
      const keyPoints = stored.feedback.keyPoints.map((point, index) => ({
        ...{ ...point, number: numbers[index] },
      }));
      const now = { ...first, number: missed, label: 'missing', by: 'transcript' } as const;
      const body = hintsView(
        { ...whole, feedback: { ...feedback, keyPoints }, revised: { score: 0, keyPoints: [now] } },
        stored,
      );
      expect(body.hints?.map(({ keyPoint }) => keyPoint)).toEqual([missed]);
      expect(body.feedback?.keyPoints).toEqual([]);
      expect(body.revised?.keyPoints).toEqual([]);
    },
  );

  it('shows which of its parts were met while it is at work', () => {
    const point = (number: number, label: KeyPointLabel) => ({
      ...{ number, statement: `핵심 ${number}`, label, quote: '', reason: '' },
    });
    const parts = { transcribed: '말', keyPoints: [point(1, 'covered'), point(2, 'missing')] };
    const atWork = { ...lectureBody(lectureOf()), parts };
    expect(hintsView(atWork, undefined)).toEqual({
      ...{ ...atWork, hints: [] },
      parts: { transcribed: '말', keyPoints: [point(1, 'covered')] },
    });
    expect(hintsView(lectureBody(lectureOf()), undefined)).not.toHaveProperty('parts');
  });

  it('has no hints while it is still open', () => {
    expect(hintsView(lectureBody(lectureOf()), undefined)).toMatchObject({
      hints: [],
      score: null,
    });
  });
});

describe('the answers', () => {
  it('keep the moment at which they were first seen, even if a cheap read is behind it', async () => {
    const journey = lectureJourney();
    const seenAt = journey.clock.now() - 60_000;
    journey.lectures.put({ ...graded, answersSeenAt: seenAt });
    await journey.details.keepFeedback(graded, stored);
    const { find } = journey.lectures;
    const lectures = {
      ...journey.lectures,
      find: async (key: typeof graded, consistency: 'consistent' | 'eventual') =>
        consistency === 'eventual' ? graded : find(key, consistency),
    };
    const ports = { ...journey, lectures, clock: journey.clock.now };
    expect((await revealAnswers(ports, graded)).lecture.answersSeenAt).toBe(seenAt);
  });

  it('count as seen since the first time that they were asked for', async () => {
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
