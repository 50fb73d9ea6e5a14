import type { ProgressBody } from '../contracts/progress.ts';
import type { Lecture } from './lecture.ts';
import type { LectureStore } from './ports.ts';
import { inReaderLanguage, type VersionedTopics } from './reader-language.ts';

/** Rows that one answer is made of: what a learner teaches in months, and about 12 read units. */
const rowsOnPage = 100;

type TopicProgress = ProgressBody['topics'][number];

export interface ReadProgressPorts extends VersionedTopics {
  readonly lectures: Pick<LectureStore, 'list'>;
}

/**
 * What a learner has taught and answered, by topic: out of the newest rows alone, since each keeps its
 * labels. `next` is the id to go on before, where there may be more.
 */
export async function readProgress(
  ports: ReadProgressPorts,
  userId: number,
  before: number | undefined,
  language: 'ko' | 'en',
): Promise<{ progress: ProgressBody; next: number | undefined }> {
  const rows = await ports.lectures.list(userId, { limit: rowsOnPage, before, withLater: true });
  const inLanguage = inReaderLanguage(ports, language);
  const topics = new Map<number, TopicProgress>();
  for (const row of rows) {
    // A sample says nothing of what its learner has taught, and a second look at a talk is no new one.
    const isSecondLook = row.later !== undefined && row.later.by !== 'answer';
    if (row.status !== 'SUCCESS' || row.isSample || isSecondLook) continue;
    const { topicId } = row.topic;
    const topic = topics.get(topicId) ?? {
      topicId,
      // The newest of its rows names it.
      topicName: (await inLanguage({ lecture: row, detail: {} })).lecture.topic.topicName,
      lectures: [],
      answers: [],
    };
    topics.set(topicId, {
      ...topic,
      lectures: row.later ? topic.lectures : [taught(row), ...topic.lectures],
      answers: [...answered(row), ...topic.answers],
    });
  }
  return {
    progress: { topics: [...topics.values()] },
    next: rows.length === rowsOnPage ? rows.at(-1)?.lectureId : undefined,
  };
}

function answered({ lectureId, createdAt, kind, later, labels = [] }: Lecture) {
  if (!later) return [];
  const facts = { id: lectureId, lecture: later.lectureId, kind };
  const answeredAt = new Date(createdAt).toISOString();
  return labels.map((label) => ({ ...facts, createdAt: answeredAt, ...label }));
}

function taught({ lectureId, createdAt, kind, score = 0, labels = [], ...purpose }: Lecture) {
  return {
    id: lectureId,
    createdAt: new Date(createdAt).toISOString(),
    kind,
    score,
    keyPoints: purpose.focus ? [...purpose.focus] : null,
    parent: purpose.parentId ?? null,
    first: purpose.firstId ?? null,
    labels: [...labels],
  };
}
