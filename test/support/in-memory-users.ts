import type { User, UserStore } from '../../shared/users/user.ts';

export interface InMemoryUsers extends UserStore {
  readonly users: Map<number, User>;
  /** How often a profile was read. */
  readonly reads: { count: number };
}

export function inMemoryUsers(...given: readonly User[]): InMemoryUsers {
  const users = new Map(given.map((user) => [user.userId, user]));
  const reads = { count: 0 };
  /** Tombstones that the sweep still has to see to. */
  const listed = new Set<number>();
  return {
    users,
    reads,
    async create(user) {
      if (users.has(user.userId)) return false;
      users.set(user.userId, user);
      return true;
    },
    async find(userId) {
      reads.count += 1;
      return users.get(userId);
    },
    async rename(userId, name) {
      const user = users.get(userId);
      if (!user || user.deletedAt !== undefined) return false;
      users.set(userId, { ...user, name });
      return true;
    },
    async bury(userId, tokenVersion, now) {
      if (users.get(userId)?.deletedAt !== undefined) return;
      users.set(userId, { userId, name: '', tokenVersion, createdAt: 0, deletedAt: now });
      listed.add(userId);
    },
    async *listBuried(before) {
      for (const userId of listed) {
        if ((users.get(userId)?.deletedAt ?? Number.POSITIVE_INFINITY) <= before) yield userId;
      }
    },
    async forget(userId, { keep }) {
      listed.delete(userId);
      if (!keep) users.delete(userId);
    },
  };
}

export function userOf(parts: Partial<User> = {}): User {
  return { userId: 7_001, name: '사용자000001', tokenVersion: 1, createdAt: 0, ...parts };
}
