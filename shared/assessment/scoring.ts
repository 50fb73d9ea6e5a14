import type { KeyPoint } from '../catalog/topic.ts';
import type { KeyPointLabel } from '../contracts/lecture.ts';
import type { Judgement } from './judge-key-point.ts';
import type { Passage } from './passages.ts';

/** The share of a key point's weight that each label earns. */
const labelWorth: Readonly<Record<KeyPointLabel, number>> = {
  covered: 1,
  transcription_error: 0.75,
  partial: 0.5,
  missing: 0,
  wrong: 0,
};

export const worthOf = (label: KeyPointLabel): number => labelWorth[label];

export interface JudgedKeyPoint extends Judgement {
  readonly statement: string;
  readonly weight: number;
  /** The passages that the label rests on. It is empty where nothing was said. */
  readonly passages: readonly Passage[];
}

/** Combines key points with their judgements. One without a verified passage is missing. */
export function judgedKeyPoints(
  keyPoints: readonly KeyPoint[],
  passages: readonly (readonly Passage[])[],
  judgements: readonly (Judgement | undefined)[],
): readonly JudgedKeyPoint[] {
  return keyPoints.map(({ statement, weight }, index): JudgedKeyPoint => {
    const said = passages[index] ?? [];
    const judgement = said.length > 0 ? judgements[index] : undefined;
    return judgement === undefined || judgement.label === 'missing'
      ? { statement, weight, passages: [], label: 'missing', reason: judgement?.reason ?? '' }
      : { statement, weight, passages: said, ...judgement };
  });
}

/** Computes the score, 0–100, from the labels and the weights of the key points. */
export function weighedScore(
  keyPoints: readonly { readonly weight: number; readonly label: KeyPointLabel }[],
): number {
  const total = keyPoints.reduce((sum, { weight }) => sum + weight, 0);
  const earned = keyPoints.reduce((sum, { label, weight }) => sum + labelWorth[label] * weight, 0);
  return total === 0 ? 0 : Math.round((100 * earned) / total);
}
