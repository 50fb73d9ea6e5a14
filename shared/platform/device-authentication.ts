import { seoulDay } from '../calendar/seoul-day.ts';
import type { UserStore } from '../users/user.ts';
import { activityRecorder } from './activity.ts';
import { type Authenticator, authenticator } from './authentication.ts';
import { reachAws } from './reach-aws.ts';
import { type SecretReader, secretReader } from './secrets.ts';
import { tokenVerifier } from './tokens.ts';

const nobody = 0;

/**
 * The authentication of every route that is not public, wired. On Lambda the token keys and the
 * table are reached before the first request.
 * @param reachTable a read that the function may make @default the one that finds who calls
 * @param readTokenKeys of a function that needs them for more than tokens
 */
export async function deviceAuthentication(
  environment: { readonly TOKEN_KEYS_SECRET_ARN: string },
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
