import type { RankedResult } from '../../../shared/ranking/standing.ts';

const seoulDate = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul' });

/** `2026-11-22`; by the platform's own calendar, so that it shares no code with what it checks. */
const dateInSeoul = (milliseconds: number): string => seoulDate.format(milliseconds);

function dateDaysBefore(date: string, days: number): string {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() - days);
  return moved.toISOString().slice(0, 10);
}

interface DatedResult {
  readonly date: string;
  readonly endedAt: number;
  readonly score: number;
}

/** The plainest ranking there is: every lecture of everybody, averaged anew for each question. */
export function naiveRanking() {
  const histories = new Map<number, DatedResult[]>();

  const averageOf = (userId: number, on: number, endedBy: number): number | undefined => {
    const lastDate = dateInSeoul(on);
    const firstDate = dateDaysBefore(lastDate, 29);
    const scores = (histories.get(userId) ?? [])
      .filter(({ date }) => date >= firstDate && date <= lastDate)
      .filter(({ endedAt }) => endedAt <= endedBy)
      .map(({ score }) => score);
    if (scores.length === 0) return undefined;
    const sum = scores.reduce((total, score) => total + score, 0);
    return Math.round((10 * sum) / scores.length) / 10;
  };

  return {
    add(userId: number, { createdAt, endedAt, score }: RankedResult): void {
      const history = histories.get(userId) ?? [];
      history.push({ date: dateInSeoul(createdAt), endedAt, score });
      histories.set(userId, history);
    },

    /** Own average now; others as they were at `foldedAt`. */
    placeOf(userId: number, now: number, foldedAt: number | undefined) {
      const score = averageOf(userId, now, now);
      if (score === undefined) return undefined;
      if (foldedAt === undefined) return { score };
      const others = [...histories.keys()]
        .filter((other) => other !== userId)
        .map((other) => averageOf(other, foldedAt, foldedAt))
        .filter((average) => average !== undefined);
      const better = others.filter((average) => average > score).length;
      return { score, among: { rank: better + 1, learners: others.length + 1 } };
    },
  };
}
