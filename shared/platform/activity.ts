import { seoulDay } from '../calendar/seoul-day.ts';
import { withDay } from '../retention/presence.ts';
import type { Caller, UserStore } from '../users/user.ts';
import { errorFields, log } from './log.ts';

/**
 * Notes once a day that a learner was there. The notes are counted once the day is over, so that a
 * duplicate does not count twice. Our own canary is not noted.
 */
export function activityRecorder(users: Pick<UserStore, 'noteActiveDay'>) {
  return async ({ user }: Caller, now: number): Promise<void> => {
    if (user.isCanary) return;
    const { userId, lastActiveDay, presence } = user;
    const day = seoulDay(now);
    if (lastActiveDay !== undefined && lastActiveDay >= day) return;
    try {
      await users.noteActiveDay(userId, withDay(presence, day), lastActiveDay);
    } catch (error) {
      // A failure here must never cost a learner their answer.
      log('warn', 'activity not noted', errorFields(error));
    }
  };
}
