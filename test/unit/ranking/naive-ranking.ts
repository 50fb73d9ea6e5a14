import type { RankedResult } from '../../../shared/ranking/counting-rule.ts';

const seoulDate = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul' });

/** `2026-11-22`, by the platform's own calendar, so that it shares no code with what it checks. */
const dateInSeoul = (milliseconds: number): string => seoulDate.format(milliseconds);

function dateDaysBefore(date: string, days: number): string {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() - days);
  return moved.toISOString().slice(0, 10);
}

interface DatedResult extends RankedResult {
  readonly date: string;
}

const thirtyDays = 2_592_000_000;

/** No graded recording of that topic, nor of those bytes, in the 30 days before it. */
function counts(result: DatedResult, history: readonly DatedResult[]): boolean {
  const before = history.slice(0, history.indexOf(result));
  return !before
    .filter(({ createdAt }) => createdAt >= result.createdAt - thirtyDays)
    .some(
      ({ topicId, etag }) =>
        topicId === result.topicId || (etag !== undefined && etag === result.etag),
    );
}

/** The plainest ranking there is: every lecture of everybody, averaged again for each question. */
export function naiveRanking() {
  const histories = new Map<number, DatedResult[]>();

  const averageOf = (userId: number, on: number, endedBy: number) => {
    const lastDate = dateInSeoul(on);
    const firstDate = dateDaysBefore(lastDate, 29);
    const history = histories.get(userId) ?? [];
    const counting = history
      .filter((result) => counts(result, history))
      .filter(({ date }) => date >= firstDate && date <= lastDate)
      .filter(({ endedAt }) => endedAt <= endedBy);
    if (counting.length === 0) return undefined;
    const sum = counting.reduce((total, { score }) => total + score, 0);
    return {
      score: Math.round((10 * sum) / counting.length) / 10,
      topics: new Set(counting.map(({ topicId }) => topicId)).size,
    };
  };

  return {
    add(userId: number, result: RankedResult): void {
      const history = histories.get(userId) ?? [];
      history.push({ ...result, date: dateInSeoul(result.createdAt) });
      histories.set(userId, history);
    },

    /** The learner's own average now, and the others' as they were at `foldedAt`. */
    placeOf(userId: number, now: number, foldedAt: number | undefined) {
      const average = averageOf(userId, now, now);
      if (average === undefined) return undefined;
      const { score, topics } = average;
      const missingTopics = Math.max(0, 3 - topics);
      if (foldedAt === undefined || missingTopics > 0) return { score, missingTopics };
      const others = [...histories.keys()]
        .filter((other) => other !== userId)
        .map((other) => averageOf(other, foldedAt, foldedAt))
        .filter((other) => other !== undefined && other.topics >= 3);
      const better = others.filter((other) => (other?.score ?? 0) > score).length;
      return { score, missingTopics, among: { rank: better + 1, learners: others.length + 1 } };
    },
  };
}
