import type { CatalogStore } from '../catalog/catalog-store.ts';
import { habitTopics } from '../habits/habit-topics.ts';
import type { RebuildHabitsPorts } from '../habits/rebuild-habits.ts';
import { dynamoHabits } from './dynamo-habits.ts';
import { dynamoOwnTopics } from './dynamo-own-topics.ts';
import { dynamoPracticeDays } from './dynamo-practice-days.ts';
import type { Table } from './dynamo-table.ts';

/** Wires what rebuilds a learner's habits, on the one table. */
export function dynamoHabitRebuild(
  table: Table,
  catalog: Pick<CatalogStore, 'currentVersion' | 'findTopic' | 'listTopics'>,
  clock: () => number,
): RebuildHabitsPorts {
  return {
    habits: dynamoHabits(table),
    readDay: dynamoPracticeDays(table),
    topics: habitTopics(catalog, dynamoOwnTopics(table)),
    clock,
  };
}
