import { describe, expect, it } from 'vitest';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import { firstPresence } from '../../../shared/retention/presence.ts';
import { issueToken } from '../../../shared/users/issue-token.ts';
import { inMemoryUsers, userOf } from '../../support/in-memory-users.ts';
import { testStart } from '../../support/manual-clock.ts';

const portsWith = (users: ReturnType<typeof inMemoryUsers>, ...randoms: number[]) => ({
  users,
  tokens: {
    issue: async ({ userId, tokenVersion }: { userId: number; tokenVersion: number }) =>
      `token of ${userId} in version ${tokenVersion}`,
  },
  clock: () => testStart,
  random: () => randoms.shift() ?? 0.5,
});

describe('issuing a token', () => {
  it('makes a user with a default name and a token of version 1', async () => {
    const users = inMemoryUsers();
    const { user, token } = await issueToken(portsWith(users, 0.25, 0.000_042));

    expect(user).toEqual({
      userId: newId(testStart, 0.25),
      name: '사용자000042',
      tokenVersion: 1,
      createdAt: testStart,
      lastActiveDay: seoulDay(testStart),
      presence: firstPresence(newId(testStart, 0.25)),
    });
    expect(token).toBe(`token of ${user.userId} in version 1`);
    expect(users.users.get(user.userId)).toEqual(user);
  });

  it('takes another id when one is taken, and never the other user’s', async () => {
    const other = userOf({ userId: newId(testStart, 0.25), name: 'first' });
    const users = inMemoryUsers(other);
    const { user } = await issueToken(portsWith(users, 0.25, 0.1, 0.25, 0.1, 0.75, 0.1));

    expect(user.userId).toBe(newId(testStart, 0.75));
    expect(users.users.get(other.userId)).toEqual(other);
    expect(users.users.size).toBe(2);
  });

  it('gives no user more than the thirty characters that a name may have', async () => {
    for (const random of [0, 0.999_999_999]) {
      const { user } = await issueToken(portsWith(inMemoryUsers(), random, random));
      expect(user.name).toMatch(/^사용자\d{6}$/);
    }
  });
});
