/** A device's user. The token it holds lives as long as this version stands. */
export interface User {
  readonly userId: number;
  readonly name: string;
  readonly tokenVersion: number;
  readonly createdAt: number;
}

export interface UserStore {
  /** False when that id is taken. */
  create(user: User): Promise<boolean>;
  find(userId: number): Promise<User | undefined>;
  /** False when there is no such user. */
  rename(userId: number, name: string): Promise<boolean>;
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
