import { dynamoHabitRebuild } from '../../../shared/adapters/dynamo-habit-rebuild.ts';
import { dynamoLectures, preparationRows } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoOwnTopics } from '../../../shared/adapters/dynamo-own-topics.ts';
import { dynamoRepeats } from '../../../shared/adapters/dynamo-repeats.ts';
import { rebuildHabits } from '../../../shared/habits/rebuild-habits.ts';
import { createTopic } from '../../../shared/own-topics/create-topic.ts';
import { deleteTopic } from '../../../shared/own-topics/delete-topic.ts';
import { preparationKey } from '../../../shared/own-topics/own-topic.ts';
import type { Ledger } from './ledger.ts';
import type { Run } from './run.ts';
import { readStoredRows } from './stored-rows.ts';
import { smallCatalog, topicPorts } from './surroundings.ts';
import { Violation } from './violation.ts';
import type { World } from './world.ts';

const dayMilliseconds = 24 * 3_600_000;

/** POST /users/topics: the same title is the same topic, as long as the guard holds. */
export function startCreation(world: World, userId: number, title: string): Promise<Run> {
  return world.call(`POST topic "${title}"`, userId, async ({ table, queue, newId }) => {
    const { topic } = await createTopic(
      {
        preparations: dynamoLectures(table, preparationRows),
        topics: topicPorts(world, table),
        repeats: dynamoRepeats(table, dayMilliseconds / 1000),
        queue,
        clock: world.clock,
        fingerprint: (parts) => parts.join('/'),
        random: () => (newId() % 4_096) / 4_096,
      },
      { userId, title, notes: `${title}: 노트`, correlationId: 'request' },
    );
    world.knowTopic({ userId, topicId: topic.preparation.lectureId });
  });
}

export async function startTopicDeletion(
  world: World,
  userId: number,
  topicId: number,
): Promise<Run> {
  const run = await world.call(`DELETE topic ${topicId}`, userId, async ({ table }) => {
    const habits = dynamoHabitRebuild(table, smallCatalog, world.clock);
    const topics = dynamoOwnTopics(table);
    const ports = { topics, keepHabits: (id: number) => rebuildHabits(habits, id) };
    await deleteTopic(world.sabotage.deleteTopic?.(ports, table) ?? ports, { userId, topicId });
  });
  run.act = { does: 'delete topic', userId, topicId };
  return run;
}

/**
 * At rest a topic that failed for a passing reason has recovered unless its allowance is used up. No
 * notes, content or room outlive their topic, except those that a broken deletion or request left; the
 * learner's next request or deletion removes these.
 *
 * @throws Violation
 */
export async function checkTopicsAtRest(
  world: World,
  ledger: Ledger,
  isGloballySpent: boolean,
): Promise<void> {
  const { topicQuotas } = await readStoredRows(world.table);
  for (const { userId, lectureId, isCharged } of ledger.topics.provisional) {
    const isSpent = topicQuotas.some(
      ({ pk, lectureIds }) =>
        pk.endsWith(String(userId)) && lectureIds.size >= world.limits.topicsPerUser,
    );
    if (isCharged || (!isSpent && !isGloballySpent)) {
      throw new Violation(`topic ${lectureId} did not recover by its redrive`);
    }
  }
  const topics = dynamoOwnTopics(world.table);
  for (const { userId, topicId } of world.topics.filter(({ userId: id }) => !ledger.isGone(id))) {
    const key = preparationKey({ userId, topicId });
    await topics.delete(key);
    const left = [await topics.find(key, 'consistent'), await topics.findNotes(key)];
    if (left.some((what) => what !== undefined)) {
      throw new Violation(`of the deleted topic ${topicId} there is something left`);
    }
  }
}
