import type { Due, ReminderStore, Reminders } from '../../shared/reminders/ports.ts';

/** Rows of reminders, under the conditions of the DynamoDB adapter. */
export function inMemoryReminders(...given: readonly Reminders[]): ReminderStore & {
  /** As it is kept. */
  readonly of: (userId: number) => Reminders | undefined;
} {
  const rows = new Map<number, { value: Reminders; revision: number }>();
  for (const value of given) rows.set(value.userId, { value, revision: 1 });
  const changed = (
    userId: number,
    isOpen: (kept: Reminders) => boolean,
    change: Partial<Reminders>,
  ): Reminders | undefined => {
    const row = rows.get(userId);
    if (!row || !isOpen(row.value)) return undefined;
    const value = { ...row.value, ...change };
    rows.set(userId, { value, revision: row.revision + 1 });
    return value;
  };
  return {
    of: (userId) => rows.get(userId)?.value,
    find: async (userId) => rows.get(userId) ?? { value: undefined, revision: 0 },
    async replace(value, after) {
      if ((rows.get(value.userId)?.revision ?? 0) !== after) return false;
      rows.set(value.userId, { value, revision: after + 1 });
      return true;
    },
    async *listDue(by) {
      const due = [...rows.values()].flatMap(({ value }): Due[] =>
        value.remindAt !== undefined && value.remindAt <= by
          ? [{ ...value, remindAt: value.remindAt }]
          : [],
      );
      if (due.length > 0) yield due.map(dueParts);
    },
    takeTurn: async (due, { taughtAt, sentAt, unanswered }, remindAt) =>
      changed(due.userId, (kept) => kept.remindAt === due.remindAt, {
        ...{ taughtAt, sentAt, unanswered, remindAt },
      }),
    noteTold: async (userId, lectureId) =>
      changed(userId, ({ devices, toldOf = 0 }) => devices.length > 0 && toldOf < lectureId, {
        toldOf: lectureId,
      }),
    leaveForRetry: async (userId, id) => changed(userId, () => true, { again: id }) !== undefined,
    takeForRetry: async (userId, id) =>
      changed(userId, ({ again }) => again === id, { again: undefined }),
  };
}

const dueParts = ({ userId, zone, taughtAt, sentAt, unanswered, remindAt }: Due): Due => ({
  ...{ userId, zone, taughtAt, sentAt, unanswered, remindAt },
});
