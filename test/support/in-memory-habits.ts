import type { HabitStore, KeptHabits, Revised, WeekGroup } from '../../shared/habits/ports.ts';
import type { HabitSummary, PracticeMonth, Quest } from '../../shared/habits/summary.ts';

interface OfUser {
  summary: Revised<HabitSummary | undefined>;
  months: Map<string, Revised<PracticeMonth>>;
  quest: Quest | undefined;
}

/** Habits under the same conditions as in the DynamoDB adapter, with how often each was written. */
export function inMemoryHabits(
  groupsOf: (userId: number) => readonly WeekGroup[] = () => [],
): HabitStore & {
  /** By user: the first day that was noted for retention. */
  readonly firstDays: Map<number, number>;
  readonly writes: { months: number; summaries: number; quests: number };
} {
  const users = new Map<number, OfUser>();
  const writes = { months: 0, summaries: 0, quests: 0 };
  const of = (userId: number): OfUser => {
    const known = users.get(userId) ?? {
      summary: { value: undefined, revision: 0 },
      months: new Map<string, Revised<PracticeMonth>>(),
      quest: undefined,
    };
    users.set(userId, known);
    return known;
  };
  const questName = (quest: Quest | undefined) =>
    quest && `${quest.day} ${quest.topicId} ${quest.isSwapped}`;
  const firstDays = new Map<number, number>();
  return {
    writes,
    firstDays,
    async noteFirstDay(userId, day) {
      firstDays.set(userId, day);
    },
    async findToday(userId) {
      const { summary, quest } = of(userId);
      return structuredClone({ summary: summary.value, quest });
    },
    async findAll(userId): Promise<KeptHabits> {
      const { summary, months, quest } = of(userId);
      const ascending = [...months].sort(([a], [b]) => (a < b ? -1 : 1));
      const inOrder = ascending.map(([, month]) => month);
      const names = { value: [], revision: 0 };
      return structuredClone({
        ...{ summary, names, quest, months: inOrder, groups: [...groupsOf(userId)] },
      });
    },
    async replaceMonth(userId, month, after) {
      const { months } = of(userId);
      if ((months.get(month.month)?.revision ?? 0) !== after) return false;
      months.set(month.month, { value: structuredClone(month), revision: after + 1 });
      writes.months += 1;
      return true;
    },
    async replaceSummary(userId, summary, after) {
      const kept = of(userId);
      if (kept.summary.revision !== after) return false;
      kept.summary = { value: structuredClone(summary), revision: after + 1 };
      writes.summaries += 1;
      return true;
    },
    async replaceQuest(userId, quest, read) {
      const kept = of(userId);
      if (questName(kept.quest) !== questName(read)) return false;
      kept.quest = structuredClone(quest);
      writes.quests += 1;
      return true;
    },
  };
}
