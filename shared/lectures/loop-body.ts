import type { LectureBody } from '../contracts/lecture-body.ts';
import { dialogueOf } from './dialogue.ts';
import type { Lecture } from './lecture.ts';
import type { LectureDetail } from './ports.ts';
import type { ReadLecture } from './read-lectures.ts';

type LoopBody = Pick<
  LectureBody,
  'later' | 'hints' | 'followUp' | 'answers' | 'understanding' | 'explanation' | 'answersSeenAt'
>;

/**
 * What the learning loop adds to a lecture's body.
 * @param laters its later judgements; where a list is read, none are looked for
 */
export function loopBody(
  lecture: Lecture,
  { feedback }: LectureDetail,
  // Where none can be, none need be looked for.
  laters: readonly ReadLecture[] | undefined = lecture.hasLater ? undefined : [],
): LoopBody {
  const answers = laters ?? [];
  // An answer has no pupil of its own: its question stands in the lecture that it answers.
  const hasPupil = lecture.later === undefined && laters !== undefined;
  const dialogue = hasPupil && feedback ? dialogueOf(feedback, answers) : undefined;
  const seenAt = lecture.answersSeenAt ?? dialogue?.endedAt;
  return {
    later: lecture.later
      ? {
          by: lecture.later.by,
          lecture: lecture.later.lectureId,
          round: lecture.later.round ?? null,
        }
      : null,
    hints: null,
    followUp: dialogue?.followUp ?? null,
    answers: answers
      .toSorted((a, b) => (a.lecture.later?.round ?? 0) - (b.lecture.later?.round ?? 0))
      .map(answerBody),
    understanding: dialogue?.understanding ?? null,
    explanation: dialogue?.explanation ?? null,
    answersSeenAt: seenAt === undefined ? null : new Date(seenAt).toISOString(),
  };
}

function answerBody({ lecture, detail }: ReadLecture): LoopBody['answers'][number] {
  return {
    id: lecture.lectureId,
    round: lecture.later?.round ?? 1,
    question: lecture.later?.question ?? '',
    status: lecture.status,
    failureReason: lecture.failureReason ?? null,
    said: detail.transcript?.text ?? null,
    label: lecture.labels?.[0]?.label ?? null,
  };
}
