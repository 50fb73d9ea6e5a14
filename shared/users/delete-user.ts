import { clocks } from '../contracts/clocks.ts';
import { uploadUrlSeconds } from '../contracts/recordings.ts';
import { DomainError } from '../domain-error.ts';
import { highestLegacyId } from '../identifiers/json-safe-id.ts';
import type { TokenClaims, UserStore, UserTraces } from './user.ts';

export interface DeleteUserPorts {
  readonly users: Pick<UserStore, 'find' | 'bury'>;
  readonly traces: UserTraces;
  readonly clock: () => number;
}

/**
 * Deletes a user for good. The tombstone comes first: from then on the token is dead and what is
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
    await ports.users.bury(caller.userId, caller.tokenVersion, ports.clock());
  }
  await ports.traces.erase(caller.userId);
}

export interface EraseTracesPorts {
  readonly users: Pick<UserStore, 'find' | 'listBuried' | 'forget'>;
  readonly traces: UserTraces;
  readonly clock: () => number;
}

/**
 * When nothing of a deleted user can still be written: a URL signed just before has run out, and a
 * lecture submitted just before has had its deadline and its last lease.
 */
const settledSeconds = uploadUrlSeconds + clocks.deadlineSeconds + 2 * clocks.workerTimeoutSeconds;

/** Erases what was written behind a deletion's back, then the tombstones. Returns how many. */
export async function eraseBuriedUsers(ports: EraseTracesPorts): Promise<number> {
  let erased = 0;
  for await (const userId of ports.users.listBuried(ports.clock() - settledSeconds * 1000)) {
    await ports.traces.erase(userId);
    // A token of the first backend could make its profile anew: there a bare tombstone stays.
    await ports.users.forget(userId, { keep: userId <= highestLegacyId });
    erased += 1;
  }
  return erased;
}

/** For a worker that has just written: nothing may stay of a user who was deleted meanwhile. */
export async function eraseIfBuried(
  ports: Pick<EraseTracesPorts, 'users' | 'traces'>,
  userId: number,
): Promise<void> {
  const user = await ports.users.find(userId);
  if (user?.deletedAt !== undefined) await ports.traces.erase(userId);
}
