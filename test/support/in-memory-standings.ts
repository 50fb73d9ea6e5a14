import { type RankedResult, rankingRule } from '../../shared/ranking/counting-rule.ts';
import type {
  SnapshotStore,
  StandingSourcesReader,
  StandingStore,
} from '../../shared/ranking/ports.ts';
import type { RankingSnapshot } from '../../shared/ranking/snapshot.ts';
import type { Standing } from '../../shared/ranking/standing.ts';

/** Standings and the one snapshot under the same conditions as in the DynamoDB adapter. */
export function inMemoryStandings(): StandingStore & {
  readonly snapshots: SnapshotStore;
  revision(userId: number): Promise<number>;
} {
  const standings = new Map<number, { standing: Standing; revision: number }>();
  let snapshot: RankingSnapshot | undefined;
  return {
    async find(userId) {
      return structuredClone(standings.get(userId)?.standing);
    },
    async revision(userId) {
      return standings.get(userId)?.revision ?? 0;
    },
    async replace(userId, standing, after) {
      if ((standings.get(userId)?.revision ?? 0) !== after) return false;
      standings.set(userId, { standing: structuredClone(standing), revision: after + 1 });
      return true;
    },
    async *all() {
      for (const { standing } of standings.values()) {
        if (standing.rule === rankingRule) yield structuredClone(standing);
      }
    },
    snapshots: {
      async find() {
        return structuredClone(snapshot);
      },
      async keep(coming) {
        if (!snapshot || snapshot.at < coming.at) snapshot = structuredClone(coming);
      },
    },
  };
}

/** What the DynamoDB adapter reads in one query, put together from two fakes. */
export function sourcesOf(
  standings: { revision(userId: number): Promise<number> },
  readResults: (userId: number, since: number) => Promise<readonly RankedResult[]>,
): StandingSourcesReader {
  return async (userId, since) => ({
    revision: await standings.revision(userId),
    isDeleted: false,
    results: await readResults(userId, since),
  });
}
