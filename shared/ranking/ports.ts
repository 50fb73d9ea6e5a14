import type { RankedResult } from './counting-rule.ts';
import type { RankingSnapshot } from './snapshot.ts';
import type { Standing } from './standing.ts';

export interface StandingStore {
  find(userId: number): Promise<Standing | undefined>;
  /** Replaces revision `after` by the next one; false where somebody else did. */
  replace(userId: number, standing: Standing, after: number): Promise<boolean>;
  /** Of the rule in force. */
  all(): AsyncIterable<Standing>;
}

/** Whose standings were made by an earlier rule; a rebuilt one is among them no longer. */
export type OutdatedStandings = () => AsyncIterable<number>;

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
