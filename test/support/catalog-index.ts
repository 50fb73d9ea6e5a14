import type { Catalog, Major, Subject, Topic } from '../../shared/catalog/catalog.ts';

/** The subject and the major of a topic. */
export interface TopicPlace {
  readonly major: Major;
  readonly subject: Subject;
  readonly topic: Topic;
}

/** Look-ups by id in constant time; an unknown id is undefined. Lists are in display order. */
export interface CatalogIndex {
  readonly version: string;
  readonly majors: readonly Major[];
  subjectsOf(majorId: number): readonly Subject[] | undefined;
  topicsOf(subjectId: number): readonly Topic[] | undefined;
  topic(topicId: number): TopicPlace | undefined;
}

export function indexCatalog({ version, majors }: Catalog): CatalogIndex {
  const subjectsByMajor = new Map<number, readonly Subject[]>();
  const topicsBySubject = new Map<number, readonly Topic[]>();
  const places = new Map<number, TopicPlace>();
  for (const major of majors) {
    subjectsByMajor.set(major.id, major.subjects);
    for (const subject of major.subjects) {
      topicsBySubject.set(subject.id, subject.topics);
      for (const topic of subject.topics) places.set(topic.id, { major, subject, topic });
    }
  }
  return {
    version,
    majors,
    subjectsOf: (majorId) => subjectsByMajor.get(majorId),
    topicsOf: (subjectId) => topicsBySubject.get(subjectId),
    topic: (topicId) => places.get(topicId),
  };
}
