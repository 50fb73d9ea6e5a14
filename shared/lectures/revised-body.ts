import { worthOf } from '../assessment/scoring.ts';
import type { LectureBody } from '../contracts/lecture-body.ts';
import type { ReadLecture } from './read-lectures.ts';
import type { RevisedResult } from './revised-result.ts';

type RevisedBody = Pick<LectureBody, 'correction' | 'disagreements' | 'revised'>;

/** What a learner's objections add to a lecture's body. */
export function revisedBody(
  result: RevisedResult | undefined,
  laters: readonly ReadLecture[],
): RevisedBody {
  const correction = laters.find(({ lecture }) => lecture.later?.by === 'transcript');
  return {
    correction: correction
      ? { ...stateOf(correction), transcribed: correction.detail.transcript?.text ?? null }
      : null,
    disagreements: laters
      .filter(({ lecture }) => lecture.later?.by === 'disagreement')
      .map(disagreementBody),
    revised: result?.isRevised
      ? { score: result.score, keyPoints: result.points.map(({ weight: _, ...point }) => point) }
      : null,
  };
}

function disagreementBody(dispute: ReadLecture): RevisedBody['disagreements'][number] {
  const { later, labels, focus } = dispute.lecture;
  const disputed = later?.disputed?.label ?? 'missing';
  const label = labels?.[0]?.label ?? null;
  return {
    ...stateOf(dispute),
    keyPoint: focus?.[0] ?? 0,
    disputed,
    label,
    isKinder: label !== null && worthOf(label) > worthOf(disputed),
    comment: later?.comment ?? null,
  };
}

const stateOf = ({ lecture }: ReadLecture) => ({
  id: lecture.lectureId,
  status: lecture.status,
  failureReason: lecture.failureReason ?? null,
});
