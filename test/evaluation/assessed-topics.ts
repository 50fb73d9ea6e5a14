import { parseCatalog } from '../../shared/catalog/catalog.ts';
import { catalogData } from '../../shared/catalog/catalog-data.ts';
import type { Topic } from '../../shared/catalog/topics.ts';
import { indexCatalog } from '../support/catalog-index.ts';

/** Every topic of the reviewed catalog by id, in the shape a lecture is assessed against. */
export function loadAssessedTopics(): ReadonlyMap<number, Topic> {
  const catalog = indexCatalog(parseCatalog(catalogData));
  return new Map(
    catalog.majors.flatMap((major) =>
      major.subjects.flatMap((subject) =>
        subject.topics.map(({ id, topicName, description, keyPoints, misconceptions }) => [
          id,
          {
            path: {
              majorId: major.id,
              majorName: major.majorName,
              subjectId: subject.id,
              subjectName: subject.subjectName,
              topicId: id,
              topicName,
            },
            catalogVersion: catalog.version,
            description,
            keyPoints,
            misconceptions,
          },
        ]),
      ),
    ),
  );
}
