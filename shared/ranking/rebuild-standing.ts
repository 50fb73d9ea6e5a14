import { seoulDayStart } from '../calendar/seoul-day.ts';
import { OwnError } from '../own-error.ts';
import type { StandingSourcesReader, StandingStore } from './ports.ts';
import { firstDayKept, standingOf } from './standing.ts';

export interface RebuildStandingPorts {
  readonly standings: Pick<StandingStore, 'replace'>;
  readonly readSources: StandingSourcesReader;
  readonly clock: () => number;
}

const tries = 10;

/**
 * Makes a learner's standing anew from their lectures, as often as anybody likes. The revision is
 * read before the results, so that of two at once the one with the older view of the lectures gives
 * way. A deleted user gets none.
 */
export async function rebuildStanding(
  { standings, readSources, clock }: RebuildStandingPorts,
  userId: number,
): Promise<'ranked' | 'user deleted'> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const now = clock();
    const sources = await readSources(userId, seoulDayStart(firstDayKept(now)));
    if (sources.isDeleted) return 'user deleted';
    const standing = standingOf(sources.results, now);
    if (await standings.replace(userId, standing, sources.revision)) return 'ranked';
  }
  throw new OwnError('The standing kept changing');
}
