import { seoulDayStart } from '../calendar/seoul-day.ts';
import type { ResultsReader, StandingStore } from './ports.ts';
import { firstDayKept, standingOf } from './standing.ts';

export interface RebuildStandingPorts {
  readonly standings: Pick<StandingStore, 'revision' | 'replace'>;
  readonly readResults: ResultsReader;
  readonly clock: () => number;
}

const tries = 10;

/**
 * Makes a learner's standing anew from their lectures, as often as anybody likes. The revision is
 * read first, so that of two at once the one with the older view of the lectures gives way.
 */
export async function rebuildStanding(ports: RebuildStandingPorts, userId: number): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const revision = await ports.standings.revision(userId);
    const now = ports.clock();
    const results = await ports.readResults(userId, seoulDayStart(firstDayKept(now)));
    if (await ports.standings.replace(userId, standingOf(results, now), revision)) return;
  }
  throw new Error('The standing kept changing');
}
