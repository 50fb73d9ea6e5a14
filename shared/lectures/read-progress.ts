import type { ProgressBody } from '../contracts/progress.ts';
import type { Lecture } from './lecture.ts';
import type { LectureStore } from './ports.ts';

/** Rows that one answer is made of: what a learner teaches in months, and about 12 read units. */
const rowsOnPage = 100;

/**
 * What a learner has taught, by topic: out of the newest rows alone, since each keeps its labels.
 * `next` is the lecture id to go on before, where there may be more.
 */
export async function readProgress(
  lectures: Pick<LectureStore, 'list'>,
  userId: number,
  before: number | undefined,
): Promise<{ progress: ProgressBody; next: number | undefined }> {
  const rows = await lectures.list(userId, { limit: rowsOnPage, before });
  const topics = new Map<number, ProgressBody['topics'][number]>();
  for (const row of rows) {
    // A sample says nothing of what its learner has taught.
    if (row.status !== 'SUCCESS' || row.isSample) continue;
    const { topicId, topicName } = row.topic;
    const topic = topics.get(topicId) ?? { topicId, topicName, lectures: [] };
    topics.set(topicId, { ...topic, lectures: [taught(row), ...topic.lectures] });
  }
  return {
    progress: { topics: [...topics.values()] },
    next: rows.length === rowsOnPage ? rows.at(-1)?.lectureId : undefined,
  };
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
