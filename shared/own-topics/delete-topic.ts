import { preparationKey, type TopicKey } from './own-topic.ts';
import type { OwnTopicStore } from './ports.ts';

export interface DeleteTopicPorts {
  readonly topics: Pick<OwnTopicStore, 'delete'>;
  /** Rebuilds the learner's habits, which may name the topic. */
  readonly keepHabits: (userId: number) => Promise<unknown>;
}

/**
 * Deletes a topic with its notes. It may be repeated. A worker that is preparing the topic finds no row
 * to write to, and lectures on it have copies of their own.
 */
export async function deleteTopic(
  { topics, keepHabits }: DeleteTopicPorts,
  named: TopicKey,
): Promise<void> {
  await topics.delete(preparationKey(named));
  await keepHabits(named.userId);
}
