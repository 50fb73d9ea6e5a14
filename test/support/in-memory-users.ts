import type { User, UserStore } from '../../shared/users/user.ts';

export interface InMemoryUsers extends UserStore {
  readonly firstFeedback: Map<number, number>;
  readonly users: Map<number, User>;
  /** Eventually consistent reads of this user find the profile as it was, or nothing. */
  lagBehind(userId: number, seen: User | undefined): void;
  /** How often a profile was read. */
  readonly reads: { consistent: number; eventual: number };
}

export function inMemoryUsers(...given: readonly User[]): InMemoryUsers {
  const users = new Map(given.map((user) => [user.userId, user]));
  const firstFeedback = new Map<number, number>();
  const reads = { consistent: 0, eventual: 0 };
  const lagging = new Map<number, User | undefined>();
  /** Tombstones that the sweep still has to handle. */
  const listed = new Map<number, number>();
  return {
    users,
    firstFeedback,
    reads,
    async create(user) {
      if (users.has(user.userId)) return false;
      users.set(user.userId, user);
      return true;
    },
    lagBehind: (userId, seen) => {
      lagging.set(userId, seen);
    },
    async find(userId) {
      reads.consistent += 1;
      return users.get(userId);
    },
    async findCaller(userId, _day, consistency) {
      reads[consistency] += 1;
      const isLagging = consistency === 'eventual' && lagging.has(userId);
      const user = isLagging ? lagging.get(userId) : users.get(userId);
      return user && { user, lecturesToday: 0, creditsToday: 0 };
    },
    async noteActiveDay(userId, presence, after) {
      const user = users.get(userId);
      if (!user || user.deletedAt !== undefined || user.lastActiveDay !== after) return false;
      users.set(userId, { ...user, lastActiveDay: presence.lastDay, presence });
      return true;
    },
    async noteFirstFeedback(userId, day) {
      if (users.get(userId)?.presence) firstFeedback.set(userId, day);
    },
    async rename(userId, name) {
      const user = users.get(userId);
      if (!user || user.deletedAt !== undefined) return false;
      users.set(userId, { ...user, name });
      return true;
    },
    async leaveTombstone(userId, tokenVersion, now) {
      if (users.get(userId)?.deletedAt !== undefined) return;
      users.set(userId, { userId, name: '', tokenVersion, createdAt: 0, deletedAt: now });
      listed.set(userId, now);
    },
    async *listTombstones(before) {
      const inOrder = [...listed].sort(([, one], [, other]) => one - other);
      for (const [userId, since] of inOrder) if (since <= before) yield userId;
    },
    async postponeErasure(userId, to) {
      if (listed.has(userId)) listed.set(userId, to);
    },
    async removeTombstone(userId, { keep }) {
      listed.delete(userId);
      if (!keep) users.delete(userId);
    },
  };
}

export function userOf(parts: Partial<User> = {}): User {
  return { userId: 7_001, name: '사용자000001', tokenVersion: 1, createdAt: 0, ...parts };
}
