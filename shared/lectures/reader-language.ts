import type { CatalogStore } from '../catalog/catalog-store.ts';
import type { Topic } from '../catalog/topic.ts';
import { topicInLanguage } from '../catalog/topic.ts';
import type { Feedback } from '../contracts/lecture-body.ts';
import { ownTopicsPlaceIn } from '../contracts/own-topic-limits.ts';
import { isOwnTopic, type Lecture } from './lecture.ts';
import type { ReadLecture } from './read-lectures.ts';

export type VersionedTopics = Pick<CatalogStore, 'findTopicOfVersion'>;

/**
 * Puts a lecture's texts from the catalog into its reader's language: the names, and the statements of its
 * key points. Rows keep only Korean, so that English that nobody reads costs no write. The English comes from
 * the version of the catalog that the lecture is pinned to, if that has any. What was said, and what a model
 * wrote about it, stays in the language of the talk.
 */
export function inReaderLanguage(
  { findTopicOfVersion }: VersionedTopics,
  language: 'ko' | 'en',
): <Read extends ReadLecture>(read: Read) => Promise<Read> {
  if (language === 'ko') return async (read) => read;
  const topics = new Map<string, Promise<Topic | undefined>>();
  const topicOf = ({ catalogVersion, topic: { topicId } }: Lecture) => {
    const name = `${catalogVersion} ${topicId}`;
    const asked = topics.get(name) ?? findTopicOfVersion(catalogVersion, topicId);
    topics.set(name, asked);
    return asked;
  };
  return async (read) => {
    if (isOwnTopic(read.lecture.topic)) return inOwnPlace(read);
    const topic = await topicOf(read.lecture);
    return topic ? translated(read, topic) : read;
  };
}

/** An own topic is in its learner's language. Only the names of its place are ours. */
const inOwnPlace = <Read extends ReadLecture>(read: Read): Read => ({
  ...read,
  lecture: { ...read.lecture, topic: { ...read.lecture.topic, ...ownTopicsPlaceIn('en') } },
});

function translated<Read extends ReadLecture>(read: Read, topic: Topic): Read {
  const { lecture, detail } = read;
  const english = topicInLanguage(topic, 'en');
  const statements = new Map(
    topic.keyPoints.map(({ statement }, index) => [statement, english.keyPoints[index]?.statement]),
  );
  const inEnglish = (feedback: Feedback): Feedback => ({
    ...feedback,
    keyPoints: feedback.keyPoints.map((keyPoint) => ({
      ...keyPoint,
      statement: statements.get(keyPoint.statement) ?? keyPoint.statement,
    })),
  });
  const { feedback } = detail;
  return {
    ...read,
    lecture: { ...lecture, topic: english.path },
    detail: feedback
      ? { ...detail, feedback: { ...feedback, feedback: inEnglish(feedback.feedback) } }
      : detail,
  };
}
