import { seoulDay } from '../calendar/seoul-day.ts';
import type { Lecture, NumberedLabel } from '../lectures/lecture.ts';
import { purposeName } from '../lectures/purpose.ts';

/** One judged lecture, reduced to what the habits need. */
export interface Practised {
  readonly topicId: number;
  readonly way: 'recording' | 'text' | 'answer';
  /** 0–100 */
  readonly score: number;
  /**
   * Labels of the key points that the lecture was judged on. It is empty in rows that are older than
   * this field.
   */
  readonly labels: readonly NumberedLabel[];
}

/** The judged lectures that were submitted on one day, in the order of submission. */
export interface PractisedDay {
  /** Days since 1970-01-01 in Asia/Seoul. */
  readonly day: number;
  readonly practised: readonly Practised[];
}

/** A topic's name and the subject it belongs to. */
export interface NamedTopic {
  readonly topicId: number;
  readonly name: string;
  /** Own topics have no English name. */
  readonly english?: string | undefined;
  readonly subjectId: number;
}

/**
 * Whether a lecture counts as practice: it was judged, and the learner said or typed something new for
 * it. A corrected transcript or a disputed label judges the same talk again, so neither counts.
 */
export function isPractice({
  status,
  isSample,
  later,
}: Pick<Lecture, 'status' | 'isSample' | 'later'>): boolean {
  return status === 'SUCCESS' && !isSample && (later === undefined || later.by === 'answer');
}

/**
 * Derives a day's practice from its lectures. A lecture counts on the day it was submitted, however
 * late it ended. The same bytes sent for the same purpose count once a day.
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
