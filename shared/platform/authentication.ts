import { seoulDay } from '../calendar/seoul-day.ts';
import type { RouteAuth } from '../contracts/route.ts';
import { defaultName } from '../users/issue-token.ts';
import type { Caller, TokenClaims, UserStore } from '../users/user.ts';
import { type TokenVerifier, unauthorized } from './tokens.ts';

/** Says who calls a route that is not public. It reads the profile only where the route needs it. */
export type Authenticator<Auth extends RouteAuth = RouteAuth> = (
  auth: Exclude<Auth, 'public'>,
  authorization: string | undefined,
) => Promise<{ claims: TokenClaims; caller: Caller | undefined }>;

export interface AuthenticatorPorts {
  readonly verifyToken: TokenVerifier;
  readonly users: Pick<UserStore, 'findCaller' | 'create'>;
  /** Is called with every caller whose profile was read. */
  readonly noteActivity: (caller: Caller, now: number) => Promise<void>;
  readonly clock: () => number;
}

/**
 * `token` routes trust a verified token. `user` routes read the profile as well, so that they refuse a
 * revoked token or a deleted user at once.
 */
export function authenticator(ports: AuthenticatorPorts): Authenticator {
  return async (auth, authorization) => {
    const claims = await ports.verifyToken(authorization);
    if (auth === 'token') return { claims, caller: undefined };
    const now = ports.clock();
    const caller = await findAlive(ports, claims, seoulDay(now));
    await ports.noteActivity(caller, now);
    return { claims, caller };
  };
}

/** The authenticator of `token` routes alone, which need no profile. */
export const tokenAuthenticator =
  (verifyToken: TokenVerifier): Authenticator<'token'> =>
  async (_, authorization) => ({ claims: await verifyToken(authorization), caller: undefined });

/** Makes the cheap, eventual read first, and the consistent one only if that finds no valid user. */
async function findAlive(
  ports: AuthenticatorPorts,
  claims: TokenClaims,
  day: number,
): Promise<Caller> {
  const find = (consistency: 'consistent' | 'eventual') =>
    ports.users.findCaller(claims.userId, day, consistency);
  const cheap = await find('eventual');
  if (cheap && isAlive(cheap, claims)) return cheap;
  const sure = (await find('consistent')) ?? (await adoptLegacyUser(ports, claims));
  if (sure && isAlive(sure, claims)) return sure;
  throw unauthorized();
}

function isAlive({ user }: Caller, { tokenVersion }: TokenClaims): boolean {
  return user.deletedAt === undefined && user.tokenVersion === tokenVersion;
}

/** Gives a user of the first backend a profile on first use. */
async function adoptLegacyUser(
  { users, clock }: AuthenticatorPorts,
  { userId, tokenVersion, isLegacy }: TokenClaims,
): Promise<Caller | undefined> {
  if (!isLegacy) return undefined;
  const name = defaultName((userId % 1_000_000) / 1_000_000);
  const user = { userId, name, tokenVersion, createdAt: clock() };
  if (await users.create(user)) return { user, lecturesToday: 0, creditsToday: 0 };
  return users.findCaller(userId, seoulDay(clock()), 'consistent');
}
