import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { highestLegacyId } from '../../../shared/identifiers/json-safe-id.ts';
import { activityRecorder } from '../../../shared/platform/activity.ts';
import type { UserStore } from '../../../shared/users/user.ts';
import { measuredLogOfEachTest } from '../../support/captured-log.ts';
import { inMemoryUsers, userOf } from '../../support/in-memory-users.ts';
import { testStart } from '../../support/manual-clock.ts';

const captured = measuredLogOfEachTest();

const userId = 244_351_179_819_687;
const dayMilliseconds = 86_400_000;

/** Sees a user, installed at the start, on these days after it, and tells what was counted. */
async function seenOn(
  days: readonly number[],
  id = userId,
  noteActiveDay?: UserStore['noteActiveDay'],
) {
  const store = inMemoryUsers(userOf({ userId: id, createdAt: testStart }));
  const note = activityRecorder(noteActiveDay ? { noteActiveDay } : store);
  for (const day of days) {
    const user = store.users.get(id);
    if (!user) throw new Error('no user');
    await note({ user, lecturesToday: 0, creditsToday: 0 }, testStart + day * dayMilliseconds);
  }
  return captured.metrics().map(({ name, timestamp, value }) => [name, timestamp, value]);
}

describe('a user who is seen', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: testStart, toFake: ['Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is counted once a day', async () => {
    const counted = await seenOn([0, 0.1, 1]);
    expect(counted.map(([name, , value]) => [name, value])).toEqual([
      ['DailyActives', 1],
      ['DailyActives', 1],
    ]);
  });

  it('is counted never if it is our own canary', async () => {
    const store = inMemoryUsers(userOf({ userId, isCanary: true }));
    const user = store.users.get(userId);
    if (!user) throw new Error('no user');
    await activityRecorder(store)({ user, lecturesToday: 0, creditsToday: 0 }, testStart);
    expect(captured.metrics()).toEqual([]);
  });

  it('is written down once a day, and not again by a clock that is behind', async () => {
    const written: number[] = [];
    const noteActiveDay: UserStore['noteActiveDay'] = async (_, { day }) => written.push(day) > 0;
    const note = activityRecorder({ noteActiveDay });
    const today = seoulDay(testStart);
    for (const seen of [{}, ...[-1, 0, 1].map((days) => ({ lastActiveDay: today + days }))]) {
      await note(
        { user: userOf({ userId, ...seen }), lecturesToday: 0, creditsToday: 0 },
        testStart,
      );
    }
    expect(written).toEqual([today, today]);
  });

  it.each([7, 10, 13.9])(
    'first again on day %d is back, once, on the day of install',
    async (day) => {
      const counted = await seenOn([0, day]);
      const returns = counted.filter(([name]) => name === 'ReturnedAfterWeek');
      expect(returns).toEqual([['ReturnedAfterWeek', testStart, 1]]);
    },
  );

  it('is back no second time', async () => {
    const counted = await seenOn([0, 7, 8, 9]);
    expect(counted.filter(([name]) => name === 'ReturnedAfterWeek')).toHaveLength(1);
  });

  it.each([
    [6, 'is not back yet'],
    [14, 'is too late for CloudWatch, and for the cohort'],
  ])('first again on day %d %s', async (day) => {
    const counted = await seenOn([0, day]);
    expect(counted.map(([name]) => name)).not.toContain('ReturnedAfterWeek');
  });

  it('and was adopted from the first backend is active, but of no cohort: it never counted as an install', async () => {
    const counted = await seenOn([0, 7], highestLegacyId);
    expect(counted.map(([name]) => name)).toEqual(['DailyActives', 'DailyActives']);
  });

  it('is not counted where it cannot be noted, which the log tells and the caller does not mind', async () => {
    const throttled = () => Promise.reject(new Error('throttled'));
    expect(await seenOn([0], userId, throttled)).toEqual([]);
    expect(captured.lines()).toMatchObject([
      { level: 'warn', message: 'activity not noted', error: 'Error' },
    ]);
  });
});
