import { describe, expect, it } from 'vitest';
import type { KeyPointLabel, LectureStatus } from '../../../shared/contracts/lecture.ts';
import { answersAmong, dialogueOf } from '../../../shared/lectures/dialogue.ts';
import type { ReadLecture } from '../../../shared/lectures/read-lectures.ts';
import type { RevisedResult } from '../../../shared/lectures/revised-result.ts';
import { lectureOf } from '../../support/lecture-factory.ts';

const questions = ['첫째는요?', '둘째는요?', '셋째는요?'];

const resultOf = (...points: (readonly [KeyPointLabel, number])[]): RevisedResult => ({
  points: points.map(([label, weight], index) => ({
    ...{ number: index + 1, statement: `핵심 ${index + 1}`, quote: '', reason: '' },
    ...{ label, weight, by: 'result' },
  })),
  ...{ score: 0, isRevised: false },
});

const answerTo = (keyPoint: number, round: number, status: LectureStatus): ReadLecture => ({
  lecture: lectureOf({
    ...{ lectureId: round, focus: [keyPoint], status },
    later: { by: 'answer', lectureId: 1, round },
    ...(status === 'SUCCESS' && { labels: [{ keyPoint, label: 'missing' }] }),
  }),
  detail: {},
});

const asked = (result: RevisedResult, ...answers: ReadLecture[]) =>
  dialogueOf(result, questions, answers)?.keyPoint;

describe('a pupil', () => {
  it('asks about the heaviest of the key points that are worth least, wherever it stands', () => {
    expect(asked(resultOf(['missing', 5], ['missing', 3], ['missing', 2]))).toBe(1);
    expect(asked(resultOf(['missing', 2], ['wrong', 5], ['missing', 3]))).toBe(2);
    expect(asked(resultOf(['partial', 9], ['missing', 2], ['missing', 5]))).toBe(3);
  });

  it('stays with the point that it asked about while an answer is judged, and after that', () => {
    const revised = resultOf(['covered', 5], ['partial', 3], ['missing', 2]);
    expect(asked(revised, answerTo(2, 1, 'IN_PROGRESS'))).toBe(2);
    expect(asked(revised, answerTo(2, 1, 'SUCCESS'))).toBe(2);
  });

  it.each(['FAILURE', 'STT_EMPTY'] as const)(
    'asks about what is weakest now if the only answer ended as %s',
    (status) => {
      const revised = resultOf(['covered', 5], ['partial', 3], ['missing', 2]);
      expect(asked(revised, answerTo(2, 1, status))).toBe(3);
    },
  );
});

describe('answers', () => {
  it('are in the order of their rounds, with nothing else among them', () => {
    const correction = lectureOf({ later: { by: 'transcript', lectureId: 1 } });
    const laters = [
      ...[3, 1, 2].map((round) => answerTo(1, round, 'SUCCESS')),
      { lecture: correction, detail: {} },
    ];
    expect(answersAmong(laters).map(({ lecture }) => lecture.later?.round)).toEqual([1, 2, 3]);
  });
});
