import type { KeyPoint } from '../catalog/topic.ts';
import { DomainError } from '../domain-error.ts';
import { preparationKey, type TopicKey } from './own-topic.ts';
import type { OwnTopicStore } from './ports.ts';
import { ownTopicNotFound, type ReadOwnTopic, topicNotReady } from './read-own-topics.ts';

export interface EditTopicPorts {
  readonly topics: Pick<OwnTopicStore, 'find' | 'findNotes' | 'edit'>;
}

export interface TopicEdit {
  readonly title: string;
  readonly keyPoints: readonly KeyPoint[];
}

/** Few others edit at the same time: only the learner's own devices. */
const tries = 3;

/**
 * Changes a topic's title and key points. Lectures that were submitted before are judged against the
 * topic as it was then.
 *
 * @throws DomainError TOPIC_NOT_FOUND, TOPIC_NOT_READY
 */
export async function editTopic(
  { topics }: EditTopicPorts,
  named: TopicKey,
  { title, keyPoints }: TopicEdit,
): Promise<ReadOwnTopic> {
  const key = preparationKey(named);
  for (let attempt = 0; attempt < tries; attempt++) {
    const read = await topics.find(key, 'consistent');
    if (!read) throw ownTopicNotFound(named);
    if (read.preparation.status !== 'SUCCESS' || !read.content) throw topicNotReady();
    const content = { ...read.content, keyPoints };
    if (await topics.edit(read, { title, content })) {
      const { preparation: row, version } = read;
      const preparation = { ...row, topic: { ...row.topic, topicName: title } };
      return {
        topic: { preparation, content, version: version + 1 },
        notes: await topics.findNotes(key),
      };
    }
  }
  throw new DomainError('BUSY', 'The topic is being changed by another request. Try again.');
}
