import { describe, expect, it } from 'vitest';
import { highestLegacyId } from '../../../shared/identifiers/json-safe-id.ts';
import { deleteUser, eraseIfDeleted } from '../../../shared/users/delete-user.ts';
import {
  eraseDeletedUsers,
  type UserNotErased,
} from '../../../shared/users/erase-deleted-users.ts';
import { inMemoryUsers, userOf } from '../../support/in-memory-users.ts';
import { manualClock, testStart } from '../../support/manual-clock.ts';

const userId = 244_351_179_819_687;
const caller = { userId, tokenVersion: 1 };
const aMinute = () => 60_000;

function deletion(...users: ReturnType<typeof userOf>[]) {
  const clock = manualClock();
  const store = inMemoryUsers(...users);
  const erased: number[] = [];
  const troubles: number[] = [];
  const noted: number[] = [];
  let mayErase = true;
  const ports = {
    users: store,
    deletions: {
      note: async (id: number) => {
        noted.push(id);
      },
    },
    traces: {
      erase: async (id: number) => {
        if (!mayErase) throw new Error('the table is away');
        erased.push(id);
        return true;
      },
    },
    clock: clock.now,
    noteNotErased: (trouble: UserNotErased) => {
      troubles.push(trouble.userId);
    },
  };
  return {
    ...ports,
    ports,
    clock,
    erased,
    noted,
    troubles,
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

  it('is noted apart from the table before anything of them is removed', async () => {
    const { ports, users, noted } = deletion(userOf({ userId, name: '김철수' }));
    const broken = {
      ...ports,
      deletions: {
        note: async () => {
          throw new Error('the bucket is away');
        },
      },
    };
    await expect(deleteUser(broken, caller)).rejects.toThrow('the bucket is away');
    expect(users.users.get(userId)?.deletedAt).toBeUndefined();
    await deleteUser(ports, caller);
    expect(noted).toEqual([userId]);
  });

  it('is answered the same if it is asked for again, with the first moment', async () => {
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
    expect(await eraseDeletedUsers(ports, aMinute)).toBe(1);
    expect(erased).toEqual([userId]);
  });

  it('is refused to a token that was revoked before', async () => {
    const { ports, erased } = deletion(userOf({ userId, tokenVersion: 2 }));
    await expect(deleteUser(ports, caller)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    expect(erased).toEqual([]);
  });

  it.each([42, highestLegacyId])(
    'kills a token of the first backend, of user %i, even where it never made a profile',
    async (id) => {
      const { ports, users } = deletion();
      await deleteUser(ports, { userId: id, tokenVersion: 1 });
      expect(users.users.get(id)?.deletedAt).toBe(testStart);
    },
  );

  it('makes no tombstone for a user who is gone, or never existed', async () => {
    const { ports, users, erased } = deletion();
    await deleteUser(ports, caller);
    expect(users.users.size).toBe(0);
    expect(erased).toEqual([userId]);
  });
});

describe('the last traces of a deleted user', () => {
  it('are waited for until no URL, deadline or lease of theirs can be left', async () => {
    const { ports, clock } = deletion(userOf({ userId }));
    await deleteUser(ports, caller);
    clock.advanceSeconds(600 + 300 + 900 + 240);
    expect(await eraseDeletedUsers(ports, aMinute)).toBe(0);
    clock.advanceSeconds(300);
    expect(await eraseDeletedUsers(ports, aMinute)).toBe(1);
    expect(ports.users.users.has(userId)).toBe(false);
    expect(await eraseDeletedUsers(ports, aMinute)).toBe(0);
  });

  it('of the first backend are a bare tombstone, looked at once and not again', async () => {
    const { ports, clock } = deletion(userOf({ userId: 42 }), userOf({ userId: highestLegacyId }));
    await deleteUser(ports, { userId: 42, tokenVersion: 1 });
    await deleteUser(ports, { userId: highestLegacyId, tokenVersion: 1 });
    clock.advanceSeconds(3_600);
    expect(await eraseDeletedUsers(ports, aMinute)).toBe(2);
    expect(ports.users.users.get(42)?.deletedAt).toBe(testStart);
    expect(ports.users.users.get(highestLegacyId)?.deletedAt).toBe(testStart);
    expect(await eraseDeletedUsers(ports, aMinute)).toBe(0);
  });

  it('are taken away by a worker that has just written some', async () => {
    const { ports, erased } = deletion(userOf({ userId }), userOf({ userId: 7_002 }));
    await eraseIfDeleted(ports, userId);
    expect(erased).toEqual([]);
    await deleteUser(ports, caller);
    await eraseIfDeleted(ports, userId);
    expect(erased).toEqual([userId, userId]);
  });
});

describe('erasing many users', () => {
  const [bad, big, good] = [201, 202, 203].map((id) => userId + id);

  /** Three users deleted in this order, an hour ago. */
  async function threeDeleted() {
    const { ports, clock, erased, troubles, users } = deletion();
    for (const id of [bad, big, good]) {
      await users.leaveTombstone(id ?? 0, 1, clock.now());
      clock.advanceSeconds(1);
    }
    clock.advanceSeconds(3_600);
    return { ports, clock, erased, troubles, users };
  }

  it('is not held up by one who fails, who is reported and tried again later', async () => {
    const { ports, clock, erased, troubles, users } = await threeDeleted();
    let isBroken = true;
    const erase = async (id: number) => {
      if (id === bad && isBroken) throw new Error('a broken row');
      return ports.traces.erase(id);
    };
    const minute = () => eraseDeletedUsers({ ...ports, traces: { erase } }, aMinute);

    await expect(minute()).rejects.toMatchObject({
      name: 'UsersNotErased',
      message: 'The traces of 1 users were not erased',
    });
    expect(erased).toEqual([big, good]);
    expect(troubles).toEqual([bad]);
    expect(users.users.has(bad ?? 0)).toBe(true);

    clock.advanceSeconds(60);
    expect(await minute()).toBe(0);
    expect(troubles).toEqual([bad]);

    isBroken = false;
    clock.advanceSeconds(15 * 60);
    expect(await minute()).toBe(1);
    expect(users.users.has(bad ?? 0)).toBe(false);
  });

  it('gives each user a turn, and one who has too much for a turn goes to the end of the line', async () => {
    const { ports, clock, users } = await threeDeleted();
    const turns: number[] = [];
    let rows = 30;
    const erase = async (id: number, hasTime = () => true) => {
      turns.push(id);
      while (id === big && rows > 0) {
        if (!hasTime()) return false;
        rows -= 1;
        clock.advanceSeconds(1);
      }
      return true;
    };
    const startedAt = clock.now();
    const minute = (started: number) =>
      eraseDeletedUsers({ ...ports, traces: { erase } }, () => started + 60_000 - clock.now());

    expect(await minute(startedAt)).toBe(2);
    expect(turns).toEqual([bad, big, good]);
    // A turn is eight seconds, and a row takes one.
    expect(rows).toBe(22);

    while (rows > 0) {
      clock.advanceSeconds(60);
      await minute(clock.now());
    }
    expect(users.users.size).toBe(0);
  });

  it('lets another one begin the next time if there was time for one turn alone', async () => {
    const { ports, clock } = await threeDeleted();
    const turns: number[] = [];
    const erase = async (id: number, hasTime = () => true) => {
      turns.push(id);
      while (hasTime()) clock.advanceSeconds(1);
      return false;
    };
    for (let run = 0; run < 3; run += 1) {
      const end = clock.now() + 11_500;
      await eraseDeletedUsers({ ...ports, traces: { erase } }, () => end - clock.now());
    }
    expect(turns).toEqual([bad, big, good]);
  });

  it('begins with nobody when less than five seconds are left, and ends a turn there', async () => {
    const { ports, erased } = await threeDeleted();
    expect(await eraseDeletedUsers(ports, () => 4_999)).toBe(0);
    expect(erased).toEqual([]);

    const timeFor: boolean[] = [];
    const erase = async (_id: number, hasTime = () => true) => timeFor.push(hasTime()) > 0;
    expect(await eraseDeletedUsers({ ...ports, traces: { erase } }, () => 5_000)).toBe(3);
    expect(timeFor).toEqual([false, false, false]);
  });
});

it('deleting a user who has many rows answers in time, and leaves the rest to the sweep', async () => {
  const { ports, clock } = deletion(userOf({ userId }));
  let rows = 100;
  const erase = async (_id: number, hasTime = () => true) => {
    while (rows > 0 && hasTime()) {
      rows -= 1;
      clock.advanceSeconds(1);
    }
    return rows === 0;
  };
  const asked = clock.now();
  await deleteUser({ ...ports, traces: { erase } }, caller);

  // Five seconds of work, a second for each row.
  expect(rows).toBe(95);
  expect(ports.users.users.get(userId)?.deletedAt).toBe(asked);
});
