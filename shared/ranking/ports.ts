import type { RankedResult } from './counting-rule.ts';
import type { RankingSnapshot } from './snapshot.ts';
import type { Standing } from './standing.ts';

export interface StandingStore {
  find(userId: number): Promise<Standing | undefined>;
  /** Replaces revision `after` with the next one. It returns false where another writer was faster. */
  replace(userId: number, standing: Standing, after: number): Promise<boolean>;
  /** Lists every standing that was made by the current rule. */
  all(): AsyncIterable<Standing>;
}

/** Lists users whose standings an earlier rule has made. A user who is rebuilt leaves the list. */
export type OutdatedStandings = () => AsyncIterable<number>;

export interface SnapshotStore {
  find(): Promise<RankingSnapshot | undefined>;
  /** Stores the snapshot unless there is a later one. */
  keep(snapshot: RankingSnapshot): Promise<void>;
}

/** The results that a standing is made from, and its revision. */
export interface StandingSources {
  /** The standing's revision, or 0 where there is none yet. It is read before the results. */
  readonly revision: number;
  readonly isDeleted: boolean;
  /** The learner's graded recordings. */
  readonly results: readonly RankedResult[];
}

/** Reads the sources consistently, with the recordings submitted since that moment. */
export type StandingSourcesReader = (userId: number, since: number) => Promise<StandingSources>;
