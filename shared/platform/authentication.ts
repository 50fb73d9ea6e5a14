import type { RouteAuth } from '../contracts/routes.ts';
import { defaultName } from '../users/issue-token.ts';
import type { TokenClaims, User, UserStore } from '../users/user.ts';
import { type TokenVerifier, unauthorized } from './tokens.ts';

/** Answers who calls, for a route that is not public. */
export type Authenticator = (
  auth: Exclude<RouteAuth, 'public'>,
  authorization: string | undefined,
) => Promise<TokenClaims>;

type Users = Pick<UserStore, 'find' | 'create'>;

/**
 * `token` routes trust a verified token; `user` routes read the profile as well, so that a revoked
 * token or a deleted user is refused there at once.
 */
export function authenticator(
  verifyToken: TokenVerifier,
  users: Users,
  clock: () => number,
): Authenticator {
  return async (auth, authorization) => {
    const claims = await verifyToken(authorization);
    if (auth === 'user') {
      const user =
        (await users.find(claims.userId)) ??
        (claims.isLegacy ? await adoptLegacyUser(users, claims, clock()) : undefined);
      const isAlive = user !== undefined && user.deletedAt === undefined;
      if (!isAlive || user.tokenVersion !== claims.tokenVersion) throw unauthorized();
    }
    return claims;
  };
}

/** A user of the first backend gets a profile here on first use. */
async function adoptLegacyUser(
  users: Users,
  { userId, tokenVersion }: TokenClaims,
  createdAt: number,
): Promise<User | undefined> {
  const name = defaultName((userId % 1_000_000) / 1_000_000);
  const user = { userId, name, tokenVersion, createdAt };
  return (await users.create(user)) ? user : users.find(userId);
}
