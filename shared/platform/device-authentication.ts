import { seoulDay } from '../calendar/seoul-day.ts';
import type { UserStore } from '../users/user.ts';
import { activityRecorder } from './activity.ts';
import { type Authenticator, authenticator, tokenAuthenticator } from './authentication.ts';
import { reachAws } from './reach-aws.ts';
import { type SecretReader, secretReader } from './secrets.ts';
import { tokenVerifier } from './tokens.ts';

const nobody = 0;

interface TokenEnvironment {
  readonly TOKEN_KEYS_SECRET_ARN: string;
}

/**
 * Wires the authentication of routes that trust a verified token. On Lambda it reaches the token keys and
 * the table before the first request.
 * @param reachTable a read that the function may make
 */
export async function tokenAuthentication(
  environment: TokenEnvironment,
  reachTable: () => Promise<unknown>,
): Promise<Authenticator<'token'>> {
  const readTokenKeys = secretReader(environment.TOKEN_KEYS_SECRET_ARN);
  await reachAws(readTokenKeys, reachTable);
  return tokenAuthenticator(tokenVerifier(readTokenKeys, Date.now));
}

/**
 * Wires the authentication of routes that read their caller's profile as well, or of a function that serves
 * both kinds.
 * @param reachTable a read that the function may make @default the read of the caller's profile
 * @param readTokenKeys is given by a function that needs the keys for more than tokens
 */
export async function deviceAuthentication(
  environment: TokenEnvironment,
  users: Pick<UserStore, 'findCaller' | 'create' | 'noteActiveDay'>,
  reachTable: () => Promise<unknown> = () =>
    users.findCaller(nobody, seoulDay(Date.now()), 'eventual'),
  readTokenKeys: SecretReader = secretReader(environment.TOKEN_KEYS_SECRET_ARN),
): Promise<Authenticator> {
  await reachAws(readTokenKeys, reachTable);
  return authenticator({
    verifyToken: tokenVerifier(readTokenKeys, Date.now),
    users,
    noteActivity: activityRecorder(users),
    clock: Date.now,
  });
}
