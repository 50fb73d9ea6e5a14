import { clocks } from '../contracts/clocks.ts';
import { lateUploadSeconds, uploadUrlSeconds } from '../contracts/recordings.ts';
import { highestLegacyId } from '../identifiers/json-safe-id.ts';
import { OwnError } from '../own-error.ts';
import type { UserStore, UserTraces } from './user.ts';

export interface EraseTracesPorts {
  readonly users: Pick<UserStore, 'listTombstones' | 'removeTombstone' | 'postponeErasure'>;
  readonly traces: UserTraces;
  readonly clock: () => number;
  /** Called for each user whose traces could not be erased, as soon as it happens. */
  readonly noteNotErased: (trouble: UserNotErased) => void;
}

/** The cause says what went wrong. */
export class UserNotErased extends OwnError {
  override readonly name = 'UserNotErased';
  readonly userId: number;

  constructor(userId: number, cause: unknown) {
    super(`The traces of user ${userId} were not erased`, { cause });
    this.userId = userId;
  }
}

export class UsersNotErased extends OwnError {
  override readonly name = 'UsersNotErased';
  readonly errors: readonly UserNotErased[];

  constructor(errors: readonly UserNotErased[]) {
    super(`The traces of ${errors.length} users were not erased`);
    this.errors = errors;
  }
}

/**
 * How long after a deletion something of the user can still be written: a URL signed just before has
 * expired, including what may still be uploaded by it, and a lecture begun just before has had its
 * deadline and its last lease.
 */
const settledMilliseconds =
  (uploadUrlSeconds +
    lateUploadSeconds +
    clocks.deadlineSeconds +
    2 * clocks.workerTimeoutSeconds) *
  1000;

/** One user may take this long in a run; the next run continues the rest. */
const turnMilliseconds = 8_000;

/** A user who cannot be erased is left alone for this long. */
const retryMilliseconds = 15 * 60_000;

/** With less time than this left, no further user is begun. */
const endMilliseconds = 5_000;

/**
 * Erases what was written after a deletion, and then the tombstones, longest deleted first. Each user
 * has a turn of their own: one who takes long goes to the end of the line, one who fails is tried again
 * later, and neither holds up the others.
 *
 * @returns how many are gone for good
 * @throws UsersNotErased with what went wrong, after all others had their turn
 */
export async function eraseDeletedUsers(
  ports: EraseTracesPorts,
  remainingMilliseconds: () => number,
): Promise<number> {
  const settledBy = ports.clock() - settledMilliseconds;
  const errors: UserNotErased[] = [];
  let erased = 0;
  for await (const userId of ports.users.listTombstones(settledBy)) {
    if (remainingMilliseconds() < endMilliseconds) break;
    const result = await tryErase(ports, userId, settledBy, remainingMilliseconds);
    if (result instanceof UserNotErased) errors.push(result);
    else if (result === 'erased') erased += 1;
  }
  if (errors.length > 0) throw new UsersNotErased(errors);
  return erased;
}

async function tryErase(
  ports: EraseTracesPorts,
  userId: number,
  settledBy: number,
  remainingMilliseconds: () => number,
): Promise<'erased' | 'begun' | UserNotErased> {
  const until = ports.clock() + turnMilliseconds;
  const hasTime = () => ports.clock() < until && remainingMilliseconds() > endMilliseconds;
  try {
    if (!(await ports.traces.erase(userId, hasTime))) {
      await ports.users.postponeErasure(userId, settledBy);
      return 'begun';
    }
    // A token of the first backend could create its profile again, so a bare tombstone stays there.
    await ports.users.removeTombstone(userId, { keep: userId <= highestLegacyId });
    return 'erased';
  } catch (error) {
    const trouble = new UserNotErased(userId, error);
    ports.noteNotErased(trouble);
    // If even this fails, the next run tries again.
    await ports.users.postponeErasure(userId, settledBy + retryMilliseconds).catch(() => undefined);
    return trouble;
  }
}
