import type { Presence } from '../retention/presence.ts';

/** The user of a device. The device's token is valid as long as this token version stands. */
export interface User {
  readonly userId: number;
  readonly name: string;
  readonly tokenVersion: number;
  readonly createdAt: number;
  /** The last day (Asia/Seoul) on which this user was seen. */
  readonly lastActiveDay?: number | undefined;
  /** A test user of our own, who is not counted in any figure about learners. */
  readonly isCanary?: boolean | undefined;
  /**
   * The days on which the user was there. Rows older than this field have none until the user comes
   * again.
   */
  readonly presence?: Presence | undefined;
  /** The day on which the first judged lecture was submitted. It is kept only where presence is. */
  readonly firstFeedbackOn?: number | undefined;
  /**
   * The user is deleted: everything else about them is gone or being erased, and this profile is a
   * tombstone.
   */
  readonly deletedAt?: number | undefined;
}

/** A caller, as one read finds them. */
export interface Caller {
  readonly user: User;
  /** The lectures that count against today's allowance. */
  readonly lecturesToday: number;
  /** The lectures that rewards add to today's allowance. */
  readonly creditsToday: number;
}

export interface UserStore {
  findCaller(
    userId: number,
    day: number,
    consistency: 'consistent' | 'eventual',
  ): Promise<Caller | undefined>;
  /**
   * Stores on which days the user was there; the latest of them becomes the last day.
   * @param after the last day that was read. It returns false where that has changed, or there is no
   *   such user.
   */
  noteActiveDay(userId: number, presence: Presence, after: number | undefined): Promise<boolean>;
  /**
   * Stores the day of the first judged lecture of a learner whose presence is kept. It does nothing for
   * others.
   */
  noteFirstFeedback(userId: number, day: number): Promise<void>;
  /** Returns false where that id is taken. */
  create(user: User): Promise<boolean>;
  find(userId: number): Promise<User | undefined>;
  /** Returns false where there is no such user. */
  rename(userId: number, name: string): Promise<boolean>;
  /** Replaces the profile by a tombstone. The first one stands. */
  leaveTombstone(userId: number, tokenVersion: number, now: number): Promise<void>;
  /** Lists users deleted before that moment whose tombstone still stands. */
  listTombstones(before: number): AsyncIterable<number>;
  /** Moves a tombstone's place in that list, as if its user had been deleted at that moment. */
  postponeErasure(userId: number, to: number): Promise<void>;
  /** Removes the tombstone, or with `keep` only its place in the list. */
  removeTombstone(userId: number, options: { keep: boolean }): Promise<void>;
}

/** Everything about a user except the profile: rows and recordings. */
export interface UserTraces {
  /**
   * Removes what it finds, for as long as there is time. It may be repeated.
   * @param hasTime asked between two steps @default always
   * @returns whether nothing is left
   */
  erase(userId: number, hasTime?: () => boolean): Promise<boolean>;
}

/** Stores who was deleted, apart from everything that a backup could bring back. */
export interface DeletionLedger {
  /** It may be repeated. */
  note(userId: number): Promise<void>;
}

/** The content of a token. */
export interface TokenClaims {
  readonly userId: number;
  readonly tokenVersion: number;
  /** The first backend issued the token, so its user may not have a profile here yet. */
  readonly isLegacy?: boolean | undefined;
}

export interface TokenIssuer {
  issue(claims: TokenClaims): Promise<string>;
}
