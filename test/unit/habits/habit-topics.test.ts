import { describe, expect, it } from 'vitest';
import { habitTopics } from '../../../shared/habits/habit-topics.ts';
import { bilingualTopicOf, hashTablePath, topicOf } from '../../support/lecture-factory.ts';

const { topicId, subjectId } = hashTablePath;
const plain = { topicId, name: '해시 테이블', subjectId };

function topicsOf(found = bilingualTopicOf()) {
  const { topicName: name, description } = { ...found.path, ...found };
  const english = { topicName: 'Stacks and queues', description: 'Two ways to wait' };
  return habitTopics(
    {
      currentVersion: async () => 'c1',
      findTopic: async (id) => (id === topicId ? found : undefined),
      listTopics: async (id) =>
        id === subjectId
          ? [
              { id: topicId, topicName: name, description },
              { id: 1004, topicName: '스택과 큐', description, english },
            ]
          : [],
    },
    { heldSlots: async (userId) => new Set([userId + 1]) },
  );
}

describe('what the habits know of topics', () => {
  it('includes how the catalog names them, in English if there is an English name', async () => {
    expect(await topicsOf().find(topicId)).toEqual({ ...plain, english: 'Hash tables' });
    expect(await topicsOf(topicOf()).find(topicId)).toStrictEqual(plain);
  });

  it('includes nothing about a topic that the catalog no longer has', async () => {
    expect(await topicsOf().find(1077)).toBeUndefined();
  });

  it('includes the topics of a subject in their order, each with its subject', async () => {
    expect(await topicsOf().ofSubject(subjectId)).toStrictEqual([
      plain,
      { topicId: 1004, name: '스택과 큐', english: 'Stacks and queues', subjectId },
    ]);
  });

  it('includes which catalog is current, and which own topics there are', async () => {
    expect(await topicsOf().catalogVersion()).toBe('c1');
    expect(await topicsOf().ownTopicIds(7)).toEqual(new Set([8]));
  });
});
