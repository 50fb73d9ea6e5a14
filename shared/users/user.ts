import type { Presence } from '../retention/presence.ts';

/** A device's user. The token it holds lives as long as this version stands. */
export interface User {
  readonly userId: number;
  readonly name: string;
  readonly tokenVersion: number;
  readonly createdAt: number;
  /** The last day (Asia/Seoul) this user was seen. */
  readonly lastActiveDay?: number | undefined;
  /** One of our own, who is counted in nothing that tells of learners. */
  readonly isCanary?: boolean | undefined;
  /** On which days; none in rows of before that was kept, until the next time. */
  readonly presence?: Presence | undefined;
  /** The first day with a judged lecture, where presence is kept. */
  readonly firstFeedbackOn?: number | undefined;
  /** A tombstone: everything else of this user is gone or going. */
  readonly deletedAt?: number | undefined;
}

/** Who calls, as one read tells it. */
export interface Caller {
  readonly user: User;
  /** Counted against the daily allowance. */
  readonly lecturesToday: number;
  /** By which rewards raise that allowance today. */
  readonly creditsToday: number;
}

export interface UserStore {
  findCaller(
    userId: number,
    day: number,
    consistency: 'consistent' | 'eventual',
  ): Promise<Caller | undefined>;
  /**
   * Keeps on which days they were there, the last of them the last day.
   * @param after the last day that was read; false where it is another one, or there is no such user
   */
  noteActiveDay(userId: number, presence: Presence, after: number | undefined): Promise<boolean>;
  /** Keeps the first day with a judged lecture of a learner whose presence is kept; of others nothing. */
  noteFirstFeedback(userId: number, day: number): Promise<void>;
  /** False when that id is taken. */
  create(user: User): Promise<boolean>;
  find(userId: number): Promise<User | undefined>;
  /** False when there is no such user. */
  rename(userId: number, name: string): Promise<boolean>;
  /** Leaves a tombstone in place of the profile, the first time's for good. */
  bury(userId: number, tokenVersion: number, now: number): Promise<void>;
  /** Users deleted before that moment whose tombstone still stands. */
  listBuried(before: number): AsyncIterable<number>;
  /** Moves a tombstone's place in that list, as if it had been deleted at that moment. */
  postpone(userId: number, to: number): Promise<void>;
  /** Takes the tombstone itself away, or (`keep`) only out of the list. */
  forget(userId: number, options: { keep: boolean }): Promise<void>;
}

/** Everything of a user but the profile: rows and recordings. */
export interface UserTraces {
  /**
   * Removes what it finds, as often as it is asked, for as long as there is time.
   * @param hasTime asked between two steps @default always
   * @returns whether nothing is left
   */
  erase(userId: number, hasTime?: () => boolean): Promise<boolean>;
}

/** Who was deleted, kept apart from everything that a backup could bring back. */
export interface DeletionLedger {
  /** The same however often. */
  note(userId: number): Promise<void>;
}

/** What a token says. */
export interface TokenClaims {
  readonly userId: number;
  readonly tokenVersion: number;
  /** The first backend issued it, so that its user may have no profile here yet. */
  readonly isLegacy?: boolean | undefined;
}

export interface TokenIssuer {
  issue(claims: TokenClaims): Promise<string>;
}
