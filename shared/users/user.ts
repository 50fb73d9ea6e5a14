/** A device's user. The token it holds lives as long as this version stands. */
export interface User {
  readonly userId: number;
  readonly name: string;
  readonly tokenVersion: number;
  readonly createdAt: number;
  /** A tombstone: everything else of this user is gone or going. */
  readonly deletedAt?: number | undefined;
}

export interface UserStore {
  /** False when that id is taken. */
  create(user: User): Promise<boolean>;
  find(userId: number): Promise<User | undefined>;
  /** False when there is no such user. */
  rename(userId: number, name: string): Promise<boolean>;
  /** Leaves a tombstone in place of the profile, the first time's for good. */
  bury(userId: number, tokenVersion: number, now: number): Promise<void>;
  /** Users deleted before that moment whose tombstone still stands. */
  listBuried(before: number): AsyncIterable<number>;
  /** Takes the tombstone itself away, or (`keep`) only out of the list. */
  forget(userId: number, options: { keep: boolean }): Promise<void>;
}

/** Everything of a user but the profile: rows and recordings. */
export interface UserTraces {
  /** Removes what it finds, as often as it is asked. */
  erase(userId: number): Promise<void>;
}

/** What a token says. */
export interface TokenClaims {
  readonly userId: number;
  readonly tokenVersion: number;
  /** Of the first backend: its user may have no profile here yet. */
  readonly isLegacy?: boolean | undefined;
}

export interface TokenIssuer {
  issue(claims: TokenClaims): Promise<string>;
}
