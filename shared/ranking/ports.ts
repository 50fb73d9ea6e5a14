import type { RankedResult } from './counting-rule.ts';
import type { RankingSnapshot } from './snapshot.ts';
import type { Standing } from './standing.ts';

export interface StandingStore {
  find(userId: number): Promise<Standing | undefined>;
  /** Replaces revision `after` by the next one; false where somebody else did. */
  replace(userId: number, standing: Standing, after: number): Promise<boolean>;
  /** Answers every standing that the rule in force has made. */
  all(): AsyncIterable<Standing>;
}

/** Users whose standings an earlier rule has made; a rebuilt one is among them no longer. */
export type OutdatedStandings = () => AsyncIterable<number>;

export interface SnapshotStore {
  find(): Promise<RankingSnapshot | undefined>;
  /** Unless a later one is there. */
  keep(snapshot: RankingSnapshot): Promise<void>;
}

/** What a standing is made of, and what it was. */
export interface StandingSources {
  /** The standing's revision, 0 where there is none yet; it is read before the results. */
  readonly revision: number;
  readonly isDeleted: boolean;
  /** The learner's graded recordings. */
  readonly results: readonly RankedResult[];
}

/** Reads them consistently, with the recordings submitted since that moment. */
export type StandingSourcesReader = (userId: number, since: number) => Promise<StandingSources>;
