import { seoulDay } from '../calendar/seoul-day.ts';
import type { Lecture, NumberedLabel } from '../lectures/lecture.ts';
import { purposeName } from '../lectures/purpose.ts';

/** One judged lecture, as the habits look at it. */
export interface Practised {
  readonly topicId: number;
  readonly way: 'recording' | 'text' | 'answer';
  /** 0–100 */
  readonly score: number;
  /** Of the key points that it was judged on; none in rows of before they were kept there. */
  readonly labels: readonly NumberedLabel[];
}

/** What was judged of the lectures that were submitted on one day, in the order of submission. */
export interface PractisedDay {
  /** Days since 1970-01-01 in Asia/Seoul. */
  readonly day: number;
  readonly practised: readonly Practised[];
}

/** What a learner is shown of a topic, and where it stands. */
export interface NamedTopic {
  readonly topicId: number;
  readonly name: string;
  /** None of own topics. */
  readonly english?: string | undefined;
  readonly subjectId: number;
}

/**
 * Was judged, of something that its learner said or typed for it: a corrected transcript or a disputed
 * label is the same talk once more.
 */
export function isPractice({
  status,
  isSample,
  later,
}: Pick<Lecture, 'status' | 'isSample' | 'later'>): boolean {
  return status === 'SUCCESS' && !isSample && (later === undefined || later.by === 'answer');
}

/**
 * The practice of a day out of the lectures there are. A lecture counts on the day of its submission,
 * however late it ended; the same bytes to the same end count once a day.
 */
export function practiceOfDay(day: number, lectures: readonly Lecture[]): PractisedDay {
  const seen = new Set<string>();
  const practised = lectures
    .filter((lecture) => isPractice(lecture) && seoulDay(lecture.createdAt) === day)
    .toSorted((a, b) => a.createdAt - b.createdAt || a.lectureId - b.lectureId)
    .filter((lecture) => {
      const { etag = lecture.lectureId, topic } = lecture;
      const name = `${topic.topicId} ${etag} ${purposeName(lecture) ?? ''}`;
      return !seen.has(name) && seen.add(name);
    })
    .map(({ topic, later, kind, score = 0, labels = [] }): Practised => {
      return { topicId: topic.topicId, way: later ? 'answer' : kind, score, labels };
    });
  return { day, practised };
}
