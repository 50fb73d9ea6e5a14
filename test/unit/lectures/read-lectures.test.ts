import { describe, expect, it } from 'vitest';
import { listLectures, readLecture } from '../../../shared/lectures/read-lectures.ts';
import { lectureOf, storedFeedbackOf, transcriptOf } from '../../support/lecture-factory.ts';
import { lectureJourney } from '../../support/lecture-journey.ts';

const portsOf = ({ lectures, details, laters, clock }: ReturnType<typeof lectureJourney>) => ({
  lectures,
  details,
  laters,
  clock: clock.now,
});

describe('reading a lecture', () => {
  it('in progress costs one cheap read and shows no detail', async () => {
    const journey = lectureJourney();
    const lecture = lectureOf();
    journey.lectures.put(lecture);
    await journey.details.keepTranscript(lecture, transcriptOf());

    await expect(readLecture(portsOf(journey), lecture)).resolves.toEqual({
      lecture,
      detail: {},
      laters: [],
    });
    expect(journey.lectures.reads).toEqual({ consistent: 0, eventual: 1 });
  });

  it('without later judgements looks for none', async () => {
    const journey = lectureJourney();
    const lecture = lectureOf({ status: 'SUCCESS', stage: 'DONE', score: 80 });
    journey.lectures.put(lecture);
    const laters = { list: () => Promise.reject(new Error('was read')) };
    await expect(readLecture({ ...portsOf(journey), laters }, lecture)).resolves.toMatchObject({
      laters: [],
    });
  });

  it('finds a row that was put a moment ago', async () => {
    const journey = lectureJourney();
    const lecture = lectureOf();
    journey.lectures.put(lecture);
    journey.lectures.lagBehind(lecture);

    await expect(readLecture(portsOf(journey), lecture)).resolves.toMatchObject({ lecture });
  });

  it('that succeeded brings transcript and feedback', async () => {
    const journey = lectureJourney();
    const lecture = lectureOf({ status: 'SUCCESS', stage: 'DONE', score: 80 });
    journey.lectures.put(lecture);
    await journey.details.keepTranscript(lecture, transcriptOf());
    await journey.details.keepFeedback(lecture, storedFeedbackOf());

    await expect(readLecture(portsOf(journey), lecture)).resolves.toEqual({
      lecture,
      detail: { transcript: transcriptOf(), feedback: storedFeedbackOf() },
      laters: [],
    });
  });

  it('shows it ended at its deadline, without waiting for the sweep', async () => {
    const journey = lectureJourney();
    const lecture = lectureOf();
    journey.lectures.put(lecture);
    journey.clock.advanceSeconds(15 * 60 - 1);
    const before = await readLecture(portsOf(journey), lecture);
    journey.clock.advanceSeconds(1);
    const after = await readLecture(portsOf(journey), lecture);

    expect(before.lecture.status).toBe('IN_PROGRESS');
    expect(after.lecture).toMatchObject({
      status: 'FAILURE',
      stage: 'DONE',
      failureReason: 'DEADLINE_EXCEEDED',
    });
  });

  it('of another user finds nothing', async () => {
    const journey = lectureJourney();
    const lecture = lectureOf();
    journey.lectures.put(lecture);

    await expect(
      readLecture(portsOf(journey), { ...lecture, userId: lecture.userId + 1 }),
    ).rejects.toMatchObject({ code: 'LECTURE_NOT_FOUND' });
  });
});

describe('listing lectures', () => {
  const withLectures = (count: number) => {
    const journey = lectureJourney();
    for (let lectureId = 1; lectureId <= count; lectureId++) {
      journey.lectures.put(lectureOf({ lectureId }));
    }
    journey.lectures.put(lectureOf({ userId: 7_002, lectureId: 99 }));
    return journey;
  };
  const ids = (page: { lectures: { lecture: { lectureId: number } }[] }) =>
    page.lectures.map(({ lecture }) => lecture.lectureId);

  it('is newest first, of this user alone, and goes on where a page ended', async () => {
    const ports = portsOf(withLectures(5));

    const first = await listLectures(ports, 7_001, { limit: 2 });
    const second = await listLectures(ports, 7_001, { limit: 2, before: first.next });
    const third = await listLectures(ports, 7_001, { limit: 2, before: second.next });

    expect([first, second, third].map(ids)).toEqual([[5, 4], [3, 2], [1]]);
    expect([first.next, second.next, third.next]).toEqual([4, 2, undefined]);
  });

  it('has an empty last page when the lectures fill the pages exactly', async () => {
    const ports = portsOf(withLectures(2));

    const first = await listLectures(ports, 7_001, { limit: 2 });
    const last = await listLectures(ports, 7_001, { limit: 2, before: first.next });

    expect(last).toEqual({ lectures: [], next: undefined });
  });

  it('brings details of successful lectures alone, and shows deadlines as they are', async () => {
    const journey = lectureJourney();
    const graded = lectureOf({ lectureId: 1, status: 'SUCCESS', stage: 'DONE', score: 80 });
    const late = lectureOf({ lectureId: 2 });
    for (const lecture of [graded, late]) {
      journey.lectures.put(lecture);
      await journey.details.keepFeedback(lecture, storedFeedbackOf());
    }
    journey.clock.advanceSeconds(15 * 60);

    const { lectures } = await listLectures(portsOf(journey), 7_001, { limit: 10 });

    expect(lectures).toMatchObject([
      { lecture: { lectureId: 2, status: 'FAILURE' }, detail: {} },
      { lecture: { lectureId: 1, status: 'SUCCESS' }, detail: { feedback: storedFeedbackOf() } },
    ]);
    expect(lectures[0]?.detail.feedback).toBeUndefined();
  });
});
