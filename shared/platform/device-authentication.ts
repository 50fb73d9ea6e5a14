import type { UserStore } from '../users/user.ts';
import { type Authenticator, authenticator } from './authentication.ts';
import { secretReader } from './secrets.ts';
import { tokenVerifier } from './tokens.ts';

/** The authentication of every route that is not public, wired. */
export function deviceAuthentication(
  environment: { readonly TOKEN_KEYS_SECRET_ARN: string },
  users: Pick<UserStore, 'find' | 'create'>,
): Authenticator {
  return authenticator(
    tokenVerifier(secretReader(environment.TOKEN_KEYS_SECRET_ARN), Date.now),
    users,
    Date.now,
  );
}
