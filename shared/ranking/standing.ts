import { seoulDay, seoulDayStart } from '../calendar/seoul-day.ts';
import {
  countingResults,
  minimumTopics,
  type RankedResult,
  rankingRule,
  repeatMilliseconds,
} from './counting-rule.ts';

/** The ranking looks at this many days, today included. */
export const windowDays = 30;

/** Average scores are compared to a tenth of a point: buckets 0 to 1000. */
export const bucketCount = 1001;

/**
 * A standing can tell how it stood at a snapshot up to this much older than itself. That is far longer
 * than the time between snapshots, so a night without one moves nobody's place.
 */
const hindsightMilliseconds = 24 * 3_600_000;

export interface DaySum {
  /** Days since 1970-01-01 in Asia/Seoul. */
  readonly day: number;
  readonly sum: number;
  readonly count: number;
}

/**
 * One learner's part in the ranking: sums by day, so that days can leave the window without a write,
 * and the latest results one by one, so that an earlier state can still be computed.
 */
export interface Standing {
  /** The version of the rule that it was made by. */
  readonly rule: number;
  readonly days: readonly DaySum[];
  readonly recent: readonly {
    readonly endedAt: number;
    readonly day: number;
    readonly score: number;
  }[];
}

/** Makes a standing from all of a learner's results. It is never incremented. */
export function standingOf(results: readonly RankedResult[], now: number): Standing {
  const counting = countingResults(results);
  // The days are in order, because the results come oldest first.
  const sums = new Map<number, DaySum>();
  for (const { createdAt, score } of counting) {
    const day = seoulDay(createdAt);
    if (day < firstDayKept(now)) continue;
    const { sum, count } = sums.get(day) ?? { sum: 0, count: 0 };
    sums.set(day, { day, sum: sum + score, count: count + 1 });
  }
  return {
    rule: rankingRule,
    days: [...sums.values()],
    recent: counting
      .filter(({ endedAt }) => endedAt > now - hindsightMilliseconds)
      .map(({ createdAt, endedAt, score }) => ({ endedAt, day: seoulDay(createdAt), score }))
      .sort((a, b) => a.endedAt - b.endedAt),
  };
}

export interface Average {
  /** Tenths of a point, 0 to 1000. */
  readonly bucket: number;
  /** The number of topics behind it: no two results of one window are on the same topic. */
  readonly topics: number;
}

/**
 * Computes a learner's average over the window that ends at `windowEnd`, counting only results that had
 * ended by `asOf`; undefined without any.
 */
export function averageAt(
  standing: Standing,
  windowEnd: number,
  asOf = windowEnd,
): Average | undefined {
  let sum = 0;
  let count = 0;
  for (const day of standing.days) {
    if (!isInWindow(day.day, windowEnd)) continue;
    sum += day.sum;
    count += day.count;
  }
  for (const result of standing.recent) {
    if (result.endedAt <= asOf || !isInWindow(result.day, windowEnd)) continue;
    sum -= result.score;
    count -= 1;
  }
  return count > 0 ? { bucket: Math.round((10 * sum) / count), topics: count } : undefined;
}

/** The bucket a learner is ranked in; undefined for those who are not ranked. */
export function rankedBucketAt(standing: Standing, at: number): number | undefined {
  if (standing.rule !== rankingRule) return undefined;
  const average = averageAt(standing, at);
  return average && average.topics >= minimumTopics ? average.bucket : undefined;
}

/**
 * The moment back to which results must be read: what counts depends on what came before the window.
 */
export function resultsSince(now: number): number {
  return seoulDayStart(firstDayKept(now)) - repeatMilliseconds;
}

/** The first day that a standing keeps: the last snapshot may still be from before midnight. */
function firstDayKept(now: number): number {
  return firstDayOfWindow(now - hindsightMilliseconds);
}

function firstDayOfWindow(now: number): number {
  return seoulDay(now) - windowDays + 1;
}

function isInWindow(day: number, now: number): boolean {
  return day >= firstDayOfWindow(now) && day <= seoulDay(now);
}
