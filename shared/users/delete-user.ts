import { DomainError } from '../domain-error.ts';
import { highestLegacyId } from '../identifiers/json-safe-id.ts';
import type { DeletionLedger, TokenClaims, UserStore, UserTraces } from './user.ts';

export interface DeleteUserPorts {
  readonly users: Pick<UserStore, 'find' | 'bury'>;
  readonly deletions: DeletionLedger;
  readonly traces: UserTraces;
  readonly clock: () => number;
}

/** Well within the time that the caller's request has. */
const answerMilliseconds = 5_000;

/**
 * Deletes a user for good. Once it is noted where no backup reaches, the tombstone comes first: from then on the token is dead and what is
 * left half-way is taken up by the sweep. Asking again is answered the same.
 *
 * @throws DomainError UNAUTHORIZED for a token that was revoked before
 */
export async function deleteUser(ports: DeleteUserPorts, caller: TokenClaims): Promise<void> {
  const user = await ports.users.find(caller.userId);
  if (user && user.tokenVersion !== caller.tokenVersion) {
    throw new DomainError('UNAUTHORIZED', 'The Authorization header bears no valid token.');
  }
  // A token of the first backend is dead only by a tombstone, profile or not.
  const needsTombstone = user !== undefined || caller.userId <= highestLegacyId;
  if (needsTombstone) {
    await ports.deletions.note(caller.userId);
    await ports.users.bury(caller.userId, caller.tokenVersion, ports.clock());
  }
  // The sweep erases what there is no time for now: the tombstone is the promise.
  const until = ports.clock() + answerMilliseconds;
  await ports.traces.erase(caller.userId, () => ports.clock() < until);
}

/** A worker that has just written calls this: nothing may stay of a user deleted meanwhile. */
export async function eraseIfBuried(
  ports: { readonly users: Pick<UserStore, 'find'>; readonly traces: UserTraces },
  userId: number,
): Promise<void> {
  const user = await ports.users.find(userId);
  if (user?.deletedAt !== undefined) await ports.traces.erase(userId);
}
