import { fittedText } from '../assessment/fitted-text.ts';
import type { Feedback, LectureBody } from '../contracts/lecture-body.ts';
import type { EpochMilliseconds, Lecture } from './lecture.ts';
import { loopBody } from './loop-body.ts';
import type { LectureDetail } from './ports.ts';
import type { ReadLecture } from './read-lectures.ts';
import { uploadUntil } from './upload-times.ts';

/**
 * A lecture as the wire carries it.
 * @param lecture as it is seen at the moment of the answer
 * @param laters its later judgements, where it is read alone
 */
export function lectureBody(
  lecture: Lecture,
  detail: LectureDetail = {},
  laters?: readonly ReadLecture[],
): LectureBody {
  const isGraded = lecture.status === 'SUCCESS';
  const feedback = isGraded ? detail.feedback : undefined;
  return {
    id: lecture.lectureId,
    ...lecture.topic,
    transcribed: detail.transcript?.text ?? null,
    score: (isGraded ? lecture.score : undefined) ?? null,
    // Older texts were stored before they were made to fit, so they are fitted here.
    strength: feedback ? fittedText(feedback.strength) : null,
    weakness: feedback ? fittedText(feedback.weakness) : null,
    status: lecture.status,
    helpfulnessRating: lecture.helpfulnessRating ?? null,
    kind: lecture.kind,
    stage: lecture.stage,
    failureReason: lecture.failureReason ?? null,
    nextAllowanceAt: timeOf(lecture.nextAllowanceAt),
    uploadUntil: lecture.awaitsUpload ? timeOf(uploadUntil(lecture)) : null,
    contentType: detail.transcript?.contentType ?? null,
    createdAt: new Date(lecture.createdAt).toISOString(),
    endedAt: timeOf(lecture.endedAt),
    keyPoints: lecture.focus ? [...lecture.focus] : null,
    parent: lecture.parentId ?? null,
    first: lecture.firstId ?? null,
    feedback: feedback ? numbered(feedback.feedback) : null,
    ...loopBody(lecture, isGraded ? detail : {}, laters),
  };
}

/** Results from before key points had numbers have all points in order. */
function numbered(feedback: Feedback): Feedback {
  const keyPoints = feedback.keyPoints.map((keyPoint, index) => ({
    ...keyPoint,
    number: keyPoint.number ?? index + 1,
  }));
  return { ...feedback, keyPoints };
}

function timeOf(milliseconds: EpochMilliseconds | undefined): string | null {
  return milliseconds === undefined ? null : new Date(milliseconds).toISOString();
}
