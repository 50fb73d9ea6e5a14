import { describe, expect, it } from 'vitest';
import { rateLecture } from '../../../shared/lectures/rate-lecture.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { lectureJourney } from '../../support/lecture-journey.ts';

function withLecture(parts: Parameters<typeof lectureOf>[0]) {
  const journey = lectureJourney();
  const lecture = lectureOf(parts);
  journey.lectures.put(lecture);
  const ports = { lectures: journey.lectures, clock: journey.clock.now };
  return {
    journey,
    lecture,
    rate: (rating: number, key = lecture) => rateLecture(ports, key, rating),
  };
}

describe('rating', () => {
  it.each(['SUCCESS', 'STT_EMPTY', 'FAILURE'] as const)(
    'a lecture that ended in %s keeps the last rating',
    async (status) => {
      const { journey, lecture, rate } = withLecture({ status, stage: 'DONE' });

      await rate(2);
      await rate(5);

      expect(journey.row(lecture)).toEqual({ ...lecture, helpfulnessRating: 5 });
    },
  );

  it('of an unfinished lecture is refused', async () => {
    const { journey, lecture, rate } = withLecture({});

    await expect(rate(5)).rejects.toMatchObject({ code: 'LECTURE_NOT_FINISHED' });
    expect(journey.row(lecture)).toEqual(lecture);
  });

  it('a lecture past its deadline ends it and is kept, since its reader sees it ended', async () => {
    const { journey, lecture, rate } = withLecture({});
    journey.clock.advanceSeconds(15 * 60);

    await rate(1);

    expect(journey.row(lecture)).toMatchObject({
      status: 'FAILURE',
      failureReason: 'DEADLINE_EXCEEDED',
      helpfulnessRating: 1,
    });
  });

  it('costs no read of a lecture that has ended', async () => {
    const { journey, rate } = withLecture({ status: 'SUCCESS', stage: 'DONE' });
    await rate(4);
    expect(journey.lectures.reads).toEqual({ consistent: 0, eventual: 0 });
  });

  it('finds a lecture past its deadline whose row was put a moment ago', async () => {
    const { journey, lecture, rate } = withLecture({});
    journey.lectures.lagBehind(lecture);
    journey.clock.advanceSeconds(15 * 60);
    await rate(3);
    expect(journey.row(lecture).helpfulnessRating).toBe(3);
  });

  it('someone else’s lecture, or none, finds nothing', async () => {
    const { journey, lecture, rate } = withLecture({ status: 'SUCCESS', stage: 'DONE' });

    await expect(rate(5, { ...lecture, userId: 7_002 })).rejects.toMatchObject({
      code: 'LECTURE_NOT_FOUND',
    });
    expect(journey.row(lecture).helpfulnessRating).toBeUndefined();
  });
});
