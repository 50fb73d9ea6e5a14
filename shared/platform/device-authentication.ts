import type { UserStore } from '../users/user.ts';
import { activityRecorder } from './activity.ts';
import { type Authenticator, authenticator } from './authentication.ts';
import { secretReader } from './secrets.ts';
import { tokenVerifier } from './tokens.ts';

/** The authentication of every route that is not public, wired. */
export function deviceAuthentication(
  environment: { readonly TOKEN_KEYS_SECRET_ARN: string },
  users: Pick<UserStore, 'findCaller' | 'create' | 'noteActiveDay'>,
): Authenticator {
  return authenticator({
    verifyToken: tokenVerifier(secretReader(environment.TOKEN_KEYS_SECRET_ARN), Date.now),
    users,
    noteActivity: activityRecorder(users),
    clock: Date.now,
  });
}
