import { DomainError } from '../domain-error.ts';
import { highestLegacyId } from '../identifiers/json-safe-id.ts';
import type { DeletionLedger, TokenClaims, UserStore, UserTraces } from './user.ts';

export interface DeleteUserPorts {
  readonly users: Pick<UserStore, 'find' | 'leaveTombstone'>;
  readonly deletions: DeletionLedger;
  readonly traces: UserTraces;
  readonly clock: () => number;
}

/** This is well within the time that the caller's request has. */
const answerMilliseconds = 5_000;

/**
 * Deletes a user for good. First the deletion is noted in a place that no backup can bring back, then
 * the tombstone replaces the profile: from then on the token is dead, and the sweep finishes whatever
 * this call leaves undone. It may be repeated.
 *
 * @throws DomainError UNAUTHORIZED for a token that was revoked before
 */
export async function deleteUser(ports: DeleteUserPorts, caller: TokenClaims): Promise<void> {
  const user = await ports.users.find(caller.userId);
  if (user && user.tokenVersion !== caller.tokenVersion) {
    throw new DomainError('UNAUTHORIZED', 'The Authorization header bears no valid token.');
  }
  // Only a tombstone kills a token of the first backend, whether or not there is a profile.
  const needsTombstone = user !== undefined || caller.userId <= highestLegacyId;
  if (needsTombstone) {
    await ports.deletions.note(caller.userId);
    await ports.users.leaveTombstone(caller.userId, caller.tokenVersion, ports.clock());
  }
  // The sweep erases whatever there is no time for now: the tombstone guarantees it.
  const until = ports.clock() + answerMilliseconds;
  await ports.traces.erase(caller.userId, () => ports.clock() < until);
}

/**
 * Erases again what a worker has just written, if its user was deleted meanwhile: nothing may stay of a
 * deleted user.
 */
export async function eraseIfDeleted(
  ports: { readonly users: Pick<UserStore, 'find'>; readonly traces: UserTraces },
  userId: number,
): Promise<void> {
  const user = await ports.users.find(userId);
  if (user?.deletedAt !== undefined) await ports.traces.erase(userId);
}
