import { describe, expect, it } from 'vitest';
import { deleteUser, eraseBuriedUsers, eraseIfBuried } from '../../../shared/users/delete-user.ts';
import { inMemoryUsers, userOf } from '../../support/in-memory-users.ts';
import { manualClock, testStart } from '../../support/manual-clock.ts';

const userId = 244_351_179_819_687;
const caller = { userId, tokenVersion: 1 };

function deletion(...users: ReturnType<typeof userOf>[]) {
  const clock = manualClock();
  const store = inMemoryUsers(...users);
  const erased: number[] = [];
  let mayErase = true;
  const ports = {
    users: store,
    traces: {
      erase: async (id: number) => {
        if (!mayErase) throw new Error('the table is away');
        erased.push(id);
      },
    },
    clock: clock.now,
  };
  return {
    ...ports,
    ports,
    clock,
    erased,
    whileTableIsAway: async (work: () => Promise<unknown>) => {
      mayErase = false;
      await expect(work()).rejects.toThrow('the table is away');
      mayErase = true;
    },
  };
}

describe('deleting a user', () => {
  it('leaves a tombstone without a name, and nothing else', async () => {
    const { ports, users, erased } = deletion(userOf({ userId, name: '김철수' }));
    await deleteUser(ports, caller);
    expect(users.users.get(userId)).toEqual({
      userId,
      name: '',
      tokenVersion: 1,
      createdAt: 0,
      deletedAt: testStart,
    });
    expect(erased).toEqual([userId]);
  });

  it('is answered the same when it is asked for again, the first moment standing', async () => {
    const { ports, users, clock } = deletion(userOf({ userId }));
    await deleteUser(ports, caller);
    clock.advanceSeconds(60);
    await deleteUser(ports, caller);
    expect(users.users.get(userId)?.deletedAt).toBe(testStart);
  });

  it('that was interrupted half-way is finished by the sweep', async () => {
    const { ports, erased, users, clock, whileTableIsAway } = deletion(userOf({ userId }));
    await whileTableIsAway(() => deleteUser(ports, caller));
    expect(users.users.get(userId)?.deletedAt).toBe(testStart);
    clock.advanceSeconds(3_600);
    expect(await eraseBuriedUsers(ports)).toBe(1);
    expect(erased).toEqual([userId]);
  });

  it('is refused to a token that was revoked before', async () => {
    const { ports, erased } = deletion(userOf({ userId, tokenVersion: 2 }));
    await expect(deleteUser(ports, caller)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    expect(erased).toEqual([]);
  });

  it('kills a token of the first backend even where it never made a profile', async () => {
    const { ports, users } = deletion();
    await deleteUser(ports, { userId: 42, tokenVersion: 1 });
    expect(users.users.get(42)?.deletedAt).toBe(testStart);
  });
});

describe('the last traces of a deleted user', () => {
  it('are waited for until no URL, deadline or lease of theirs can be left', async () => {
    const { ports, clock } = deletion(userOf({ userId }));
    await deleteUser(ports, caller);
    clock.advanceSeconds(600 + 900 + 240);
    expect(await eraseBuriedUsers(ports)).toBe(0);
    clock.advanceSeconds(300);
    expect(await eraseBuriedUsers(ports)).toBe(1);
    expect(ports.users.users.has(userId)).toBe(false);
    expect(await eraseBuriedUsers(ports)).toBe(0);
  });

  it('of the first backend are a bare tombstone, looked at once and not again', async () => {
    const { ports, clock } = deletion(userOf({ userId: 42 }));
    await deleteUser(ports, { userId: 42, tokenVersion: 1 });
    clock.advanceSeconds(3_600);
    expect(await eraseBuriedUsers(ports)).toBe(1);
    expect(ports.users.users.get(42)?.deletedAt).toBe(testStart);
    expect(await eraseBuriedUsers(ports)).toBe(0);
  });

  it('are taken away by a worker that has just written some', async () => {
    const { ports, erased } = deletion(userOf({ userId }), userOf({ userId: 7_002 }));
    await eraseIfBuried(ports, userId);
    expect(erased).toEqual([]);
    await deleteUser(ports, caller);
    await eraseIfBuried(ports, userId);
    expect(erased).toEqual([userId, userId]);
  });
});
