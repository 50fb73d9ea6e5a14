import { describe, expect, it } from 'vitest';
import { highestLegacyId } from '../../../shared/identifiers/json-safe-id.ts';
import { eraseRestoredUsers } from '../../../shared/users/erase-restored-users.ts';
import { inMemoryUsers, userOf } from '../../support/in-memory-users.ts';
import { testStart } from '../../support/manual-clock.ts';

const deleted = 244_351_179_819_687;
const alive = 244_351_179_819_688;

function restored(...users: ReturnType<typeof userOf>[]) {
  const store = inMemoryUsers(...users);
  const erased: number[] = [];
  const traces = {
    erase: async (userId: number) => {
      erased.push(userId);
      return true;
    },
  };
  return { users: store, traces, clock: () => testStart, erased };
}

describe('a user whom the ledger of deletions names', () => {
  it('is deleted again if a backup has brought them back, and nobody else is', async () => {
    const ports = restored(userOf({ userId: deleted, name: '김철수' }), userOf({ userId: alive }));
    expect(await eraseRestoredUsers(ports, new Set([deleted]))).toBe(1);
    expect(ports.users.users.get(deleted)).toMatchObject({ name: '', deletedAt: testStart });
    expect(ports.users.users.get(alive)?.deletedAt).toBeUndefined();
    expect(ports.erased).toEqual([deleted]);
  });

  it('keeps the tombstone of the first time, and loses what was written after it', async () => {
    const ports = restored(userOf({ userId: deleted, deletedAt: 7 }));
    expect(await eraseRestoredUsers(ports, [deleted])).toBe(0);
    expect(ports.users.users.get(deleted)).toMatchObject({ deletedAt: 7 });
    expect(ports.erased).toEqual([deleted]);
  });

  it('gets a tombstone without a profile only if a token of the first backend could make one', async () => {
    const ports = restored();
    expect(await eraseRestoredUsers(ports, [highestLegacyId, deleted])).toBe(0);
    expect([...ports.users.users.keys()]).toEqual([highestLegacyId]);
    expect(new Set(ports.erased)).toEqual(new Set([highestLegacyId, deleted]));
  });

  it('is left for the next time if there is no time left', async () => {
    const ports = restored();
    const many = Array.from({ length: 25 }, (_, index) => deleted + index);
    await eraseRestoredUsers(ports, many, () => ports.erased.length >= 10);
    expect(ports.erased).toHaveLength(10);
  });
});
