import { parseCatalog } from '../../shared/catalog/catalog.ts';
import { catalogData } from '../../shared/catalog/catalog-data.ts';
import type { Topic } from '../../shared/catalog/topic.ts';
import { indexCatalog } from '../support/catalog-index.ts';
import { earlierTopics } from './earlier-topics.ts';

/** Every topic that talks are labelled for, by id, in the shape a lecture is assessed against. */
export function loadAssessedTopics(): ReadonlyMap<number, Topic> {
  const catalog = indexCatalog(parseCatalog(catalogData));
  const topics = catalog.majors.flatMap((major) =>
    major.subjects.flatMap((subject) =>
      subject.topics.map(({ id, topicName, card: _, english, ...assessed }): Topic => {
        const { id: majorId, majorName } = major;
        const { id: subjectId, subjectName } = subject;
        return {
          path: { majorId, majorName, subjectId, subjectName, topicId: id, topicName },
          catalogVersion: catalog.version,
          ...assessed,
          english: {
            ...{ majorName: major.english.majorName, subjectName: subject.english.subjectName },
            ...english,
          },
        };
      }),
    ),
  );
  return new Map([...topics, ...earlierTopics].map((topic) => [topic.path.topicId, topic]));
}
