/**
 * The version of this rule. A standing made by another version ranks nobody until the operators'
 * command has rebuilt it. Raise it with every change of what counts.
 */
export const rankingRule = 2;

/** An average over fewer topics says little, so nobody is ranked by it. */
export const minimumTopics = 3;

/**
 * A recording on the same topic, or with the same bytes, within this time is practice and does not
 * count.
 */
export const repeatMilliseconds = 30 * 24 * 3_600_000;

/** One graded recording, reduced to what the ranking needs. */
export interface RankedResult {
  /** When it was submitted, which decides its day. */
  readonly createdAt: number;
  readonly endedAt: number;
  readonly topicId: number;
  /** The ETag of the recording's bytes. */
  readonly etag?: string | undefined;
  /** 0–100 */
  readonly score: number;
}

/**
 * Picks the results that count, oldest first: those whose learner had no graded recording on that
 * topic, nor with those bytes, in the 30 days before. So each result within one window is on a
 * different topic.
 */
export function countingResults(results: readonly RankedResult[]): RankedResult[] {
  const lastOf = new Map<string, number>();
  const wasGradedLately = (name: string, at: number) => {
    const last = lastOf.get(name);
    lastOf.set(name, at);
    return last !== undefined && at - last <= repeatMilliseconds;
  };
  return results
    .toSorted((a, b) => a.createdAt - b.createdAt || a.endedAt - b.endedAt)
    .filter(({ topicId, etag, createdAt }) => {
      const isRepeatedTopic = wasGradedLately(`topic ${topicId}`, createdAt);
      const isRepeatedRecording = etag !== undefined && wasGradedLately(`etag ${etag}`, createdAt);
      return !isRepeatedTopic && !isRepeatedRecording;
    });
}
