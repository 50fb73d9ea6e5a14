import type { CatalogStore } from '../catalog/catalog-store.ts';
import type { OwnTopicStore } from '../own-topics/ports.ts';
import type { HabitTopics } from './ports.ts';

/**
 * Reads names and neighbours of topics from the catalog, and which own topics exist from the learner's
 * slots.
 */
export function habitTopics(
  catalog: Pick<CatalogStore, 'currentVersion' | 'findTopic' | 'listTopics'>,
  ownTopics: Pick<OwnTopicStore, 'heldSlots'>,
): HabitTopics {
  return {
    catalogVersion: () => catalog.currentVersion(),
    async find(topicId) {
      const topic = await catalog.findTopic(topicId);
      if (!topic) return undefined;
      const { topicName: name, subjectId } = topic.path;
      return { topicId, name, ...englishOf(topic.english), subjectId };
    },
    async ofSubject(subjectId) {
      const topics = await catalog.listTopics(subjectId);
      return topics.map(({ id, topicName, english }) => ({
        topicId: id,
        name: topicName,
        ...englishOf(english),
        subjectId,
      }));
    },
    ownTopicIds: (userId) => ownTopics.heldSlots(userId),
  };
}

const englishOf = (english: { readonly topicName: string } | undefined) =>
  english ? { english: english.topicName } : {};
