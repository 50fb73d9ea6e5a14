import type { User, UserStore } from '../../shared/users/user.ts';

export interface InMemoryUsers extends UserStore {
  readonly users: Map<number, User>;
  /** How often a profile was read. */
  readonly reads: { count: number };
}

export function inMemoryUsers(...given: readonly User[]): InMemoryUsers {
  const users = new Map(given.map((user) => [user.userId, user]));
  const reads = { count: 0 };
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
      if (user) users.set(userId, { ...user, name });
      return user !== undefined;
    },
  };
}

export function userOf(parts: Partial<User> = {}): User {
  return { userId: 7_001, name: '사용자000001', tokenVersion: 1, createdAt: 0, ...parts };
}
