import { clocks } from '../contracts/clocks.ts';
import { lateUploadSeconds, uploadUrlSeconds } from '../contracts/recordings.ts';
import { highestLegacyId } from '../identifiers/json-safe-id.ts';
import { OwnError } from '../own-error.ts';
import type { UserStore, UserTraces } from './user.ts';

export interface EraseTracesPorts {
  readonly users: Pick<UserStore, 'listBuried' | 'forget' | 'postpone'>;
  readonly traces: UserTraces;
  readonly clock: () => number;
  /** Told of each user whose traces could not be erased, when it happens. */
  readonly noteNotErased: (trouble: UserNotErased) => void;
}

/** Its cause is what went wrong. */
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
 * When nothing of a deleted user can still be written: a URL signed just before has run out, with what may
 * still be uploaded by it, and a lecture begun just before has had its deadline and its last lease.
 */
const settledMilliseconds =
  (uploadUrlSeconds +
    lateUploadSeconds +
    clocks.deadlineSeconds +
    2 * clocks.workerTimeoutSeconds) *
  1000;

/** One user may take so long in a run; what is left is gone on with in the next. */
const turnMilliseconds = 8_000;

/** Whoever cannot be erased is left alone for so long. */
const retryMilliseconds = 15 * 60_000;

/** Less is no use to begin with another user. */
const endMilliseconds = 5_000;

/**
 * Erases what was written behind a deletion's back, then the tombstones, longest deleted first. Each
 * user has a turn of their own: one that takes long goes to the end of the line, one that fails is
 * tried again later, and neither keeps the others.
 *
 * @returns how many are gone for good
 * @throws UsersNotErased with what went wrong, after all others had their turn
 */
export async function eraseBuriedUsers(
  ports: EraseTracesPorts,
  remainingMilliseconds: () => number,
): Promise<number> {
  const settledBy = ports.clock() - settledMilliseconds;
  const errors: UserNotErased[] = [];
  let erased = 0;
  for await (const userId of ports.users.listBuried(settledBy)) {
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
      await ports.users.postpone(userId, settledBy);
      return 'begun';
    }
    // A token of the first backend could make its profile anew: there a bare tombstone stays.
    await ports.users.forget(userId, { keep: userId <= highestLegacyId });
    return 'erased';
  } catch (error) {
    const trouble = new UserNotErased(userId, error);
    ports.noteNotErased(trouble);
    // Where not even this works, it is tried again in the next run.
    await ports.users.postpone(userId, settledBy + retryMilliseconds).catch(() => undefined);
    return trouble;
  }
}
