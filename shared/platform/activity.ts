import { seoulDay } from '../calendar/seoul-day.ts';
import { highestLegacyId } from '../identifiers/json-safe-id.ts';
import type { Caller, UserStore } from '../users/user.ts';
import { errorFields, log } from './log.ts';
import { measure } from './metrics.ts';

const weekDays = 7;

/**
 * Counts a user once on each day they are seen, and once for ever when they are seen again on days 7
 * to 14 after their install. The latter counts on the day of the install, so that returns over
 * installs is the retention of that day's cohort: a return after two weeks comes too late for it, and
 * a user of the first backend was installed there and belongs to none. Our own canary is nobody.
 */
export function activityRecorder(users: Pick<UserStore, 'noteActiveDay'>) {
  return async ({ user }: Caller, now: number): Promise<void> => {
    if (user.isCanary) return;
    const day = seoulDay(now);
    if (user.lastActiveDay !== undefined && user.lastActiveDay >= day) return;
    const isBack = day - seoulDay(user.createdAt) >= weekDays;
    const hasReturned = user.hasReturned === true || isBack;
    if (!(await isNoted(users, user.userId, { day, hasReturned }))) return;
    measure({ values: { DailyActives: 1 } });
    const isInCohort =
      user.userId > highestLegacyId && now - user.createdAt < metricReachMilliseconds;
    if (hasReturned && user.hasReturned !== true && isInCohort) {
      measure({ values: { ReturnedAfterWeek: 1 }, at: user.createdAt });
    }
  };
}

/** Counting must never cost a user their answer. */
async function isNoted(
  users: Pick<UserStore, 'noteActiveDay'>,
  userId: number,
  activity: { day: number; hasReturned: boolean },
): Promise<boolean> {
  try {
    return await users.noteActiveDay(userId, activity);
  } catch (error) {
    log('warn', 'activity not noted', errorFields(error));
    return false;
  }
}

/** CloudWatch takes measurements of the last two weeks. */
const metricReachMilliseconds = 14 * 24 * 3_600_000;
