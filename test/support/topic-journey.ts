import { rebuildHabits } from '../../shared/habits/rebuild-habits.ts';
import { createTopic } from '../../shared/own-topics/create-topic.ts';
import { listedTopicBody } from '../../shared/own-topics/own-topic-body.ts';
import { readOwnTopic } from '../../shared/own-topics/read-own-topics.ts';
import { lectureJourney } from './lecture-journey.ts';
import { preparedAnswer } from './topic-answer.ts';

export const userId = 7_001;
export const wanted = {
  userId,
  title: '확산과 삼투',
  notes: '확산은 …',
  correlationId: 'request-1',
};

/** The journey of a learner with own topics; each preparation makes a good topic. */
export function topicJourney(limits: Parameters<typeof lectureJourney>[0] = {}) {
  const journey = lectureJourney(limits);
  journey.chat.willPrepare(preparedAnswer);
  let random = 0;
  const ports = {
    ...{ preparations: journey.preparations, topics: journey.topics, repeats: journey.repeats },
    keepHabits: (id: number) => rebuildHabits(journey.habitPorts, id),
    queue: journey.queue,
    clock: journey.clock.now,
    fingerprint: (parts: readonly string[]) => JSON.stringify(parts),
    random: () => (random++ % 4_096) / 4_096,
  };
  const create = async (parts: Partial<Parameters<typeof createTopic>[1]> = {}) =>
    (await createTopic(ports, { ...wanted, ...parts })).topic.preparation;
  const read = async (topicId: number, of = userId) => {
    const { topic, notes } = await readOwnTopic(ports, { userId: of, topicId });
    return { ...listedTopicBody(topic, 'ko'), notes };
  };
  return { ...journey, ports, create, read };
}
