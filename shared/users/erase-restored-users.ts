import { highestLegacyId } from '../identifiers/json-safe-id.ts';
import type { UserStore, UserTraces } from './user.ts';

export interface EraseRestoredPorts {
  readonly users: Pick<UserStore, 'find' | 'leaveTombstone'>;
  readonly traces: UserTraces;
  readonly clock: () => number;
}

/** This many users are erased at once; each costs a few reads where nothing is left of them. */
const usersAtOnce = 10;

/** The version of a token of the first backend is not known here. A tombstone refuses all of them. */
const unknownVersion = 0;

/**
 * Deletes again everybody in the ledger of deletions whom a backup has brought back. As always, the
 * tombstone comes first, so that the sweep continues where this breaks off and removes the tombstone in
 * the end. It may be repeated.
 *
 * @param isEnough asked between two groups of users
 * @returns how many of them had come back
 */
export async function eraseRestoredUsers(
  { users, traces, clock }: EraseRestoredPorts,
  noted: Iterable<number>,
  isEnough: () => boolean = () => false,
): Promise<number> {
  const ids = [...noted];
  let revived = 0;
  for (let start = 0; start < ids.length && !isEnough(); start += usersAtOnce) {
    const group = ids.slice(start, start + usersAtOnce).map(async (userId) => {
      const user = await users.find(userId);
      const isThere = user !== undefined && user.deletedAt === undefined;
      // Only a tombstone kills a token of the first backend, whether or not there is a profile.
      if (isThere || (!user && userId <= highestLegacyId)) {
        await users.leaveTombstone(userId, user?.tokenVersion ?? unknownVersion, clock());
      }
      await traces.erase(userId);
      if (isThere) revived += 1;
    });
    await Promise.all(group);
  }
  return revived;
}
