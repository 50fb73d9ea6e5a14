import { minimumTopics } from './counting-rule.ts';
import { averageAt, bucketCount, rankedBucketAt, type Standing } from './standing.ts';

/**
 * All standings at one moment as a histogram. It gives anybody's rank without reading anybody else's
 * standing.
 */
export interface RankingSnapshot {
  readonly at: number;
  /** The number of learners in each bucket, 0 to 1000. */
  readonly buckets: readonly number[];
}

/** Adds up the standings one by one, so memory does not grow with their number. */
export async function foldStandings(
  standings: AsyncIterable<Standing>,
  at: number,
): Promise<RankingSnapshot> {
  const buckets = new Array<number>(bucketCount).fill(0);
  for await (const standing of standings) {
    const bucket = rankedBucketAt(standing, at);
    if (bucket !== undefined) buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  return { at, buckets };
}

/** How many learners are ranked. */
export function learnersIn({ buckets }: RankingSnapshot): number {
  return buckets.reduce((sum, learners) => sum + learners, 0);
}

export interface Place {
  /** The average over the window, to a tenth of a point. */
  readonly score: number;
  /** How many topics are missing before the learner is ranked. */
  readonly missingTopics: number;
  /** Absent before the first snapshot, and while topics are missing. */
  readonly among?: { readonly rank: number; readonly learners: number } | undefined;
}

/**
 * Finds where a learner stands now among the learners of the snapshot; undefined without a result in
 * the window. A result newer than the snapshot counts: the learner's own old bucket is taken out. Equal
 * averages share a rank. The rank may be off by one because that bucket may be wrong, in three cases:
 * the snapshot is a day older than the standing, it was being made while the standing was, or a
 * recording that was submitted earlier ended later and counts instead of another one.
 */
export function placeOf(
  standing: Standing | undefined,
  snapshot: RankingSnapshot | undefined,
  now: number,
): Place | undefined {
  const average = standing && averageAt(standing, now);
  if (!average) return undefined;
  const score = average.bucket / 10;
  const missingTopics = Math.max(0, minimumTopics - average.topics);
  if (!snapshot || missingTopics > 0) return { score, missingTopics };
  const counted = rankedBucketAt(standing, snapshot.at);
  const others = (from: number) =>
    learnersIn({ ...snapshot, buckets: snapshot.buckets.slice(from) }) -
    (counted !== undefined && counted >= from ? 1 : 0);
  return {
    score,
    missingTopics,
    among: {
      rank: Math.max(0, others(average.bucket + 1)) + 1,
      learners: Math.max(0, others(0)) + 1,
    },
  };
}
