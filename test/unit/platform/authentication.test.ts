import { describe, expect, it } from 'vitest';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { authenticator } from '../../../shared/platform/authentication.ts';
import type { TokenClaims } from '../../../shared/users/user.ts';
import { inMemoryUsers, userOf } from '../../support/in-memory-users.ts';
import { testStart } from '../../support/manual-clock.ts';

const claims: TokenClaims = { userId: 7_001, tokenVersion: 1 };
const refused = { code: 'UNAUTHORIZED' };

function authenticated(users = inMemoryUsers(userOf()), given: TokenClaims = claims) {
  const active: number[] = [];
  const authenticate = authenticator({
    verifyToken: async () => given,
    users,
    noteActivity: async ({ user }) => {
      active.push(user.userId);
    },
    clock: () => testStart,
  });
  return { users, active, authenticate };
}

describe('a `user` route', () => {
  it('accepts a token of the current version, by one cheap read, and notes who was there', async () => {
    const { users, active, authenticate } = authenticated();

    await expect(authenticate('user', 'Bearer x')).resolves.toEqual({
      claims,
      caller: { user: userOf(), lecturesToday: 0, creditsToday: 0 },
    });
    expect(users.reads).toEqual({ consistent: 0, eventual: 1 });
    expect(active).toEqual([7_001]);
  });

  it('refuses a revoked version, older or newer, and a user who is gone or deleted', async () => {
    for (const users of [
      inMemoryUsers(userOf({ tokenVersion: 2 })),
      inMemoryUsers(userOf({ tokenVersion: 0 })),
      inMemoryUsers(userOf({ deletedAt: testStart })),
      inMemoryUsers(),
    ]) {
      const { active, authenticate } = authenticated(users);
      await expect(authenticate('user', 'Bearer x')).rejects.toMatchObject(refused);
      expect(active).toEqual([]);
    }
  });

  it('accepts the token of a user who was made a moment ago', async () => {
    const users = inMemoryUsers(userOf());
    users.lagBehind(7_001, undefined);

    await expect(authenticated(users).authenticate('user', 'Bearer x')).resolves.toBeDefined();
  });

  it('makes the profile of a first backend’s user once, and of nobody else', async () => {
    const userId = 7_234_567;
    const legacy = { userId, tokenVersion: 1, isLegacy: true };
    const { users, authenticate } = authenticated(inMemoryUsers(), legacy);

    const { caller } = await authenticate('user', 'Bearer x');
    expect(caller).toMatchObject({
      // By the last digits of its id; the user was seen to have taught nothing.
      user: { userId, name: '사용자234567', tokenVersion: 1, createdAt: testStart },
      lecturesToday: 0,
      creditsToday: 0,
    });
    expect(users.users.get(userId)).toEqual(caller?.user);
    users.users.set(userId, userOf({ userId, tokenVersion: 2 }));
    await expect(authenticate('user', 'Bearer x')).rejects.toMatchObject(refused);
    users.users.set(userId, userOf({ userId, deletedAt: testStart }));
    await expect(authenticate('user', 'Bearer x')).rejects.toMatchObject(refused);
  });

  it('accepts a first backend’s user whose profile another call has just made', async () => {
    const legacy = { userId: 42, tokenVersion: 1, isLegacy: true };
    const users = inMemoryUsers();
    users.create = async (user) => {
      users.users.set(42, { ...user, name: 'quicker' });
      return false;
    };

    await expect(
      authenticated(users, legacy).authenticate('user', 'Bearer x'),
    ).resolves.toMatchObject({ caller: { user: { name: 'quicker' } } });
    expect(users.reads).toEqual({ eventual: 1, consistent: 2 });
  });

  it('passes on the caller and the day in Seoul', async () => {
    const users = inMemoryUsers(userOf());
    const days: number[] = [];
    const { findCaller } = users;
    users.findCaller = (userId, day, consistency) => {
      days.push(day);
      return findCaller(userId, day, consistency);
    };

    await authenticated(users).authenticate('user', 'Bearer x');
    expect(days).toEqual([seoulDay(testStart)]);
  });
});

describe('a `token` route', () => {
  it('does not read the profile', async () => {
    const { users, active, authenticate } = authenticated(inMemoryUsers());

    await expect(authenticate('token', 'Bearer x')).resolves.toEqual({ claims, caller: undefined });
    expect(users.reads).toEqual({ consistent: 0, eventual: 0 });
    expect(active).toEqual([]);
  });

  it('refuses what the verifier refuses', async () => {
    const authenticate = authenticator({
      verifyToken: () => Promise.reject(new Error('no')),
      users: inMemoryUsers(),
      noteActivity: async () => undefined,
      clock: () => testStart,
    });
    await expect(authenticate('token', 'Bearer x')).rejects.toThrow('no');
  });
});
