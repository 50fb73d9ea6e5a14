import { highestLegacyId } from '../identifiers/json-safe-id.ts';
import type { UserStore, UserTraces } from './user.ts';

export interface EraseNotedPorts {
  readonly users: Pick<UserStore, 'find' | 'bury'>;
  readonly traces: UserTraces;
  readonly clock: () => number;
}

/** So many at once: each is a few reads where there is nothing of them. */
const atOnce = 10;

/** What a first backend's token says of its version is not known here, and a tombstone refuses them all. */
const unknownVersion = 0;

/**
 * Deletes again, by the ledger of deletions, whoever a backup has brought back: a tombstone first, as
 * ever, so that the sweep goes on where this breaks off and takes the tombstone away in the end. It may
 * be run as often as anybody likes.
 *
 * @param isEnough asked between two groups of them
 * @returns how many of them were there again
 */
export async function eraseNotedUsers(
  { users, traces, clock }: EraseNotedPorts,
  noted: Iterable<number>,
  isEnough: () => boolean = () => false,
): Promise<number> {
  const ids = [...noted];
  let revived = 0;
  for (let start = 0; start < ids.length && !isEnough(); start += atOnce) {
    const group = ids.slice(start, start + atOnce).map(async (userId) => {
      const user = await users.find(userId);
      const isThere = user !== undefined && user.deletedAt === undefined;
      // A token of the first backend is dead only by a tombstone, profile or not.
      if (isThere || (!user && userId <= highestLegacyId)) {
        await users.bury(userId, user?.tokenVersion ?? unknownVersion, clock());
      }
      await traces.erase(userId);
      if (isThere) revived += 1;
    });
    await Promise.all(group);
  }
  return revived;
}
