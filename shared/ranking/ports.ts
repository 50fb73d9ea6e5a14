import type { RankingSnapshot } from './snapshot.ts';
import type { RankedResult, Standing } from './standing.ts';

export interface StandingStore {
  find(userId: number): Promise<Standing | undefined>;
  /** The revision a standing has now; 0 for one that is not there yet. Consistent. */
  revision(userId: number): Promise<number>;
  /** Replaces revision `after` by the next one; false where somebody else did. */
  replace(userId: number, standing: Standing, after: number): Promise<boolean>;
  all(): AsyncIterable<Standing>;
}

export interface SnapshotStore {
  find(): Promise<RankingSnapshot | undefined>;
  /** Unless a later one is there. */
  keep(snapshot: RankingSnapshot): Promise<void>;
}

/** A learner's graded recordings submitted since that moment. Consistent. */
export type ResultsReader = (userId: number, since: number) => Promise<readonly RankedResult[]>;
