import type { RankingSnapshot } from './snapshot.ts';
import type { RankedResult, Standing } from './standing.ts';

export interface StandingStore {
  find(userId: number): Promise<Standing | undefined>;
  /** Replaces revision `after` by the next one; false where somebody else did. */
  replace(userId: number, standing: Standing, after: number): Promise<boolean>;
  all(): AsyncIterable<Standing>;
}

export interface SnapshotStore {
  find(): Promise<RankingSnapshot | undefined>;
  /** Unless a later one is there. */
  keep(snapshot: RankingSnapshot): Promise<void>;
}

/** What a standing is made of, and what it was. */
export interface StandingSources {
  /** Of the standing there is now; 0 where there is none yet. Read before the results. */
  readonly revision: number;
  readonly isDeleted: boolean;
  /** The learner's graded recordings. */
  readonly results: readonly RankedResult[];
}

/** Reads them consistently, with the recordings submitted since that moment. */
export type StandingSourcesReader = (userId: number, since: number) => Promise<StandingSources>;
