import { OwnError } from '../own-error.ts';
import type {
  OutdatedStandings,
  StandingSources,
  StandingSourcesReader,
  StandingStore,
} from './ports.ts';
import { resultsSince, standingOf } from './standing.ts';

export interface RebuildStandingPorts {
  readonly standings: Pick<StandingStore, 'replace'>;
  readonly readSources: StandingSourcesReader;
  readonly clock: () => number;
}

const tries = 10;

/**
 * Rebuilds a learner's standing from their lectures, as often as anybody likes. The revision is read
 * before the results, so that where two run at once, the one with the older view of the lectures gives
 * way. A deleted user gets none.
 *
 * @param read the sources, where they have been read before @default they are read
 */
export async function rebuildStanding(
  { standings, readSources, clock }: RebuildStandingPorts,
  userId: number,
  read?: StandingSources,
): Promise<'ranked' | 'user deleted'> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const now = clock();
    const sources = (attempt === 0 && read) || (await readSources(userId, resultsSince(now)));
    if (sources.isDeleted) return 'user deleted';
    const standing = standingOf(sources.results, now);
    if (await standings.replace(userId, standing, sources.revision)) return 'ranked';
  }
  throw new OwnError('The standing kept changing');
}

/** How many standings of an earlier rule were rebuilt, gone or failed. */
export interface Recount {
  rebuilt: number;
  /** Their user was deleted meanwhile, and the standing goes with the rest. */
  gone: number;
  failed: number;
}

/**
 * Rebuilds the standings of an earlier rule, one after the other. A rebuilt one leaves the list, so
 * that an interrupted run continues where it was. One that fails is left for the next run and holds up
 * nobody else.
 */
export async function recountStandings(
  ports: RebuildStandingPorts & { readonly outdated: OutdatedStandings },
  watch: { readonly isInterrupted: () => boolean; readonly onFailure: (error: unknown) => void },
): Promise<Recount> {
  const recount: Recount = { rebuilt: 0, gone: 0, failed: 0 };
  for await (const userId of ports.outdated()) {
    if (watch.isInterrupted()) break;
    try {
      const result = await rebuildStanding(ports, userId);
      recount[result === 'ranked' ? 'rebuilt' : 'gone'] += 1;
    } catch (error) {
      watch.onFailure(error);
      recount.failed += 1;
    }
  }
  return recount;
}
