import { seoulDayStart } from '../calendar/seoul-day.ts';
import { type KeepPracticePorts, keepPractice } from '../league/keep-practice.ts';
import type { StandingSources } from '../ranking/ports.ts';
import { type RebuildStandingPorts, rebuildStanding } from '../ranking/rebuild-standing.ts';
import { resultsSince } from '../ranking/standing.ts';
import type { EndPorts } from './end-lecture.ts';
import type { Lecture } from './lecture.ts';

/** The judged lectures of a day, and the sources of the standing, out of one consistent read. */
export type JudgedReader = (
  userId: number,
  day: number,
  since: number,
) => Promise<{ readonly lectures: readonly Lecture[]; readonly sources: StandingSources }>;

export interface CountJudgedPorts {
  readonly practice: KeepPracticePorts;
  readonly ranking: RebuildStandingPorts;
  readonly readJudged: JudgedReader;
}

/**
 * Counts what was judged. The lectures of the last month, which a standing is made from, have those of the day among
 * them, so what the habits read of a ranked lecture serves the standing as well. It was read after the habits and with
 * the standing's revision, and if that has changed since, the standing reads anew.
 */
export function countJudged({
  practice,
  ranking,
  readJudged,
}: CountJudgedPorts): Pick<EndPorts, 'keepHabits' | 'rank'> {
  return {
    async keepHabits(userId, day, isRanked) {
      const since = resultsSince(ranking.clock());
      let sources: StandingSources | undefined;
      const readDay = async () => {
        const read = await readJudged(userId, day, since);
        sources = read.sources;
        return read.lectures;
      };
      // A redrive may grade a lecture of longer ago.
      const isSince = seoulDayStart(day) >= since;
      await keepPractice(isRanked && isSince ? { ...practice, readDay } : practice, userId, day);
      // A standing that is new replaces none whose erasure it would notice, and what was read tells nothing of a
      // deletion since. So it is read once more, behind all that the habits have written.
      return sources && sources.revision > 0 ? sources : undefined;
    },
    rank: (userId, read) => rebuildStanding(ranking, userId, read),
  };
}
