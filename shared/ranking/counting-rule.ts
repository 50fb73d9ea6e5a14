/**
 * Which rule a standing was made by; a standing of another one ranks nobody until the operators'
 * command has made it anew. Raise it with whatever changes what counts.
 */
export const rankingRule = 2;

/** On fewer topics an average says little: nobody is ranked by it. */
export const minimumTopics = 3;

/** Within so long a repeat of a topic, or of a recording's bytes, is practice and does not count. */
export const repeatMilliseconds = 30 * 24 * 3_600_000;

/** One graded recording, as the ranking looks at it. */
export interface RankedResult {
  /** When it was submitted; decides its day. */
  readonly createdAt: number;
  readonly endedAt: number;
  readonly topicId: number;
  /** The ETag of the recording's bytes. */
  readonly etag?: string | undefined;
  /** 0–100 */
  readonly score: number;
}

/**
 * The results that count, oldest first: those whose learner had no graded recording of that topic,
 * nor of those bytes, in the 30 days before. So within one window each counts for a topic of its own.
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
