import type { KeyPoint } from '../catalog/catalog.ts';
import type { KeyPointLabel } from '../contracts/lecture.ts';
import { type AssessmentAnswer, keyPointId } from './assessment-answer.ts';
import { isGradingTalk } from './grading-talk.ts';
import { findQuote, normalised, type Span } from './quotes.ts';

/** What a label is worth, of the key point's weight. */
const labelWorth: Readonly<Record<KeyPointLabel, number>> = {
  covered: 1,
  transcription_error: 0.75,
  partial: 0.5,
  missing: 0,
  wrong: 0,
};

/** The most that a talk can earn which does not speak of its topic, whatever the model says. */
const doubtfulMaximum = 10;

/** One passage may be a trick; two that the model found are a talk. */
const convincingPassages = 2;

export interface JudgedKeyPoint {
  readonly statement: string;
  readonly weight: number;
  readonly label: KeyPointLabel;
  /** Words that do stand in the transcript, or empty. */
  readonly quote: string;
  readonly reason: string;
  /** The label did not hold: its quote was invented, too short, used before or said to the grader. */
  readonly isDemoted: boolean;
}

export interface Judgement {
  /** 0–100 */
  readonly score: number;
  readonly isOnTopic: boolean;
  readonly keyPoints: readonly JudgedKeyPoint[];
}

/**
 * Turns the model's labels into a score. A label counts only with a quote that stands in the
 * transcript and serves no other key point: where quotes overlap, those stand that are worth most
 * together, so that a worse label never makes a better score. A talk that does not use its topic's
 * words earns next to nothing, whatever the labels.
 */
export function judge(
  keyPoints: readonly KeyPoint[],
  answer: AssessmentAnswer,
  transcript: string,
  relevance: 'related' | 'unrelated' | 'unknown' = 'related',
): Judgement {
  const haystack = normalised(transcript);
  const labelled = keyPoints.map((keyPoint, index) => {
    const said = answer.keyPoints[keyPointId(index)];
    const label: KeyPointLabel = said?.label ?? 'missing';
    return {
      keyPoint,
      index,
      label,
      quote: said?.quote ?? '',
      reason: said?.reason ?? '',
      span:
        said && label !== 'missing' && !isGradingTalk(said.quote)
          ? findQuote(said.quote, haystack)
          : undefined,
      gain: labelWorth[label] * keyPoint.weight,
    };
  });

  const standing = claimsThatStand(
    labelled.flatMap(({ index, gain, span }) => (span ? [{ index, gain, span }] : [])),
  );
  const inOrder = labelled.map(({ index, keyPoint, label, quote, reason }): JudgedKeyPoint => {
    const stands = standing.has(index);
    const isDemoted = label !== 'missing' && !stands;
    return {
      statement: keyPoint.statement,
      weight: keyPoint.weight,
      label: isDemoted ? 'missing' : label,
      quote: stands ? quote : '',
      reason: isDemoted ? '' : reason,
      isDemoted,
    };
  });
  const score = answer.onTopic ? weighedScore(inOrder) : 0;
  const isDoubtful =
    relevance === 'unrelated' || (relevance === 'unknown' && standing.size < convincingPassages);
  return {
    score: isDoubtful ? Math.min(score, doubtfulMaximum) : score,
    isOnTopic: answer.onTopic,
    keyPoints: inOrder,
  };
}

interface Claim {
  readonly index: number;
  readonly span: Span;
  readonly gain: number;
}

/** Weighted interval scheduling: the most worth, then the most claims, then the first ones. */
function claimsThatStand(claims: readonly Claim[]): ReadonlySet<number> {
  const byEnd = claims.toSorted((a, b) => a.span.end - b.span.end);
  let best: { gain: number; indexes: readonly number[] } = { gain: 0, indexes: [] };
  /** The best choice among the first so many claims. */
  const bestOf = [best];
  for (const claim of byEnd) {
    const endedBefore = byEnd.filter(({ span }) => span.end <= claim.span.start).length;
    const before = bestOf[endedBefore] ?? best;
    const gain = before.gain + claim.gain;
    const indexes = [...before.indexes, claim.index];
    if (gain > best.gain || (gain === best.gain && indexes.length > best.indexes.length)) {
      best = { gain, indexes };
    }
    bestOf.push(best);
  }
  return new Set(best.indexes);
}

/** 0–100: what the labels are worth by the key points' weights. */
export function weighedScore(
  keyPoints: readonly { readonly weight: number; readonly label: KeyPointLabel }[],
): number {
  const total = keyPoints.reduce((sum, { weight }) => sum + weight, 0);
  const earned = keyPoints.reduce((sum, { label, weight }) => sum + labelWorth[label] * weight, 0);
  return total === 0 ? 0 : Math.round((100 * earned) / total);
}
