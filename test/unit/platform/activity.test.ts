import { describe, expect, it } from 'vitest';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import { activityRecorder } from '../../../shared/platform/activity.ts';
import { firstPresence, wasThere } from '../../../shared/retention/presence.ts';
import type { UserStore } from '../../../shared/users/user.ts';
import { measuredLogOfEachTest } from '../../support/captured-log.ts';
import { inMemoryUsers, userOf } from '../../support/in-memory-users.ts';
import { testStart } from '../../support/manual-clock.ts';

const captured = measuredLogOfEachTest();

const userId = newId(testStart, 0.5);
const today = seoulDay(testStart);
const dayMilliseconds = 86_400_000;
const presence = firstPresence(userId);

/** Sees a learner, installed at the start, on these days after it. @returns what was written */
async function seenOn(days: readonly number[], noteActiveDay?: UserStore['noteActiveDay']) {
  const store = inMemoryUsers(userOf({ userId, presence, lastActiveDay: today }));
  const written: number[] = [];
  const note = activityRecorder({
    noteActiveDay:
      noteActiveDay ??
      ((id, next, after) => {
        written.push(next.lastDay - today);
        return store.noteActiveDay(id, next, after);
      }),
  });
  for (const day of days) {
    const user = store.users.get(userId);
    if (!user) throw new Error('no user');
    await note({ user, lecturesToday: 0, creditsToday: 0 }, testStart + day * dayMilliseconds);
  }
  return { written, kept: store.users.get(userId)?.presence };
}

describe('a learner who is seen', () => {
  it('is noted once a day, and only once on the day of the install', async () => {
    const { written, kept } = await seenOn([0, 0.1, 1, 1.2, 3]);
    expect(written).toEqual([1, 3]);
    const days = [0, 1, 2, 3].map((since) => kept && wasThere(kept, today + since));
    expect(days).toEqual([true, true, false, true]);
  });

  it('is not noted again by a clock that is behind', async () => {
    expect((await seenOn([2, 1, -1])).written).toEqual([2]);
  });

  it('is never noted if it is our own canary', async () => {
    const store = inMemoryUsers(userOf({ userId, isCanary: true }));
    const user = store.users.get(userId) ?? userOf();
    await activityRecorder(store)({ user, lecturesToday: 0, creditsToday: 0 }, testStart);
    expect(store.users.get(userId)).toEqual(user);
  });

  it('keeps what another call has noted, even if this one has read the profile before it', async () => {
    const store = inMemoryUsers(userOf({ userId, presence, lastActiveDay: today }));
    const note = activityRecorder(store);
    const read = { user: userOf({ userId, presence, lastActiveDay: today }) };
    const caller = { ...read, lecturesToday: 0, creditsToday: 0 };
    await note(caller, testStart + 2 * dayMilliseconds);
    await note(caller, testStart + 3 * dayMilliseconds);
    const kept = store.users.get(userId)?.presence;
    expect(kept && wasThere(kept, today + 2)).toBe(true);
  });

  it('belongs to no cohort if they were there before it was kept, and is active from now on', async () => {
    const store = inMemoryUsers(userOf({ userId, lastActiveDay: today - 40 }));
    const user = store.users.get(userId) ?? userOf();
    await activityRecorder(store)({ user, lecturesToday: 0, creditsToday: 0 }, testStart);
    expect(store.users.get(userId)?.presence).toEqual({
      installedOn: undefined,
      ...{ firstDays: 0, lastDay: today, lastDays: 1 },
    });
  });

  it('gets an answer even if it cannot be noted, and the log says so', async () => {
    await seenOn([1], () => Promise.reject(new Error('throttled')));
    expect(captured.lines()).toMatchObject([
      { level: 'warn', message: 'activity not noted', error: 'Error' },
    ]);
  });
});
