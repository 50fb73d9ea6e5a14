import type { RouteAuth } from '../contracts/routes.ts';
import type { TokenClaims, UserStore } from '../users/user.ts';
import { type TokenVerifier, unauthorized } from './tokens.ts';

/** Answers who calls, for a route that is not public. */
export type Authenticator = (
  auth: Exclude<RouteAuth, 'public'>,
  authorization: string | undefined,
) => Promise<TokenClaims>;

/**
 * `token` routes trust a verified token; `user` routes read the profile as well, so that a revoked
 * token or a deleted user is refused there at once.
 */
export function authenticator(
  verifyToken: TokenVerifier,
  users: Pick<UserStore, 'find'>,
): Authenticator {
  return async (auth, authorization) => {
    const claims = await verifyToken(authorization);
    if (auth === 'user') {
      const user = await users.find(claims.userId);
      if (user?.tokenVersion !== claims.tokenVersion) throw unauthorized();
    }
    return claims;
  };
}
