import type { LectureBody } from '../contracts/lecture-body.ts';
import { answersAmong, dialogueOf } from './dialogue.ts';
import type { Lecture } from './lecture.ts';
import type { LectureDetail } from './ports.ts';
import type { ReadLecture } from './read-lectures.ts';
import { revisedBody } from './revised-body.ts';
import { revisedResult } from './revised-result.ts';

type LoopBody = Pick<
  LectureBody,
  | 'later'
  | 'hints'
  | 'followUp'
  | 'answers'
  | 'understanding'
  | 'explanation'
  | 'answersSeenAt'
  | 'correction'
  | 'disagreements'
  | 'revised'
>;

/**
 * What the learning loop adds to a lecture's body.
 * @param laters its later judgements; lists do not look for any
 */
export function loopBody(
  lecture: Lecture,
  { feedback }: LectureDetail,
  // A lecture that cannot have later judgements has no lists of them.
  laters: readonly ReadLecture[] | undefined = lecture.hasLater ? undefined : [],
): LoopBody {
  // A later judgement has no pupil of its own and is not judged again.
  const result = laters && feedback && !lecture.later ? revisedResult(feedback, laters) : undefined;
  const dialogue = result && dialogueOf(result, feedback?.questions, laters ?? []);
  const seenAt = lecture.answersSeenAt ?? dialogue?.endedAt;
  return {
    later: lecture.later
      ? {
          by: lecture.later.by,
          lecture: lecture.later.lectureId,
          round: lecture.later.round ?? null,
          comment: lecture.later.comment ?? null,
        }
      : null,
    hints: null,
    followUp: dialogue?.followUp ?? null,
    answers: answersAmong(laters ?? []).map(answerBody),
    understanding: dialogue?.understanding ?? null,
    explanation: dialogue?.explanation ?? null,
    answersSeenAt: seenAt === undefined ? null : new Date(seenAt).toISOString(),
    ...revisedBody(result, laters ?? []),
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
