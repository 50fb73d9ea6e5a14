import { worthOf } from '../assessment/scoring.ts';
import type { ProgressBody } from '../contracts/progress.ts';
import type { Lecture } from './lecture.ts';
import type { LectureStore } from './ports.ts';
import { inReaderLanguage, type VersionedTopics } from './reader-language.ts';

/** One answer is made of this many rows: what a learner teaches in months, and about 12 read units. */
const rowsOnPage = 100;

type TopicProgress = ProgressBody['topics'][number];

export interface ReadProgressPorts extends VersionedTopics {
  readonly lectures: Pick<LectureStore, 'list'>;
}

/**
 * What a learner has taught and answered, by topic. The newest rows are enough, because each keeps its
 * labels. `next` is the id before which it goes on, where there may be more.
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
    // A sample says nothing about what its learner has taught.
    if (row.status !== 'SUCCESS' || row.isSample) continue;
    const { topicId } = row.topic;
    const topic = topics.get(topicId) ?? {
      topicId,
      // The newest row of a topic gives its name.
      topicName: (await inLanguage({ lecture: row, detail: {} })).lecture.topic.topicName,
      lectures: [],
      answers: [],
      revisions: [],
    };
    topics.set(topicId, {
      ...topic,
      lectures: row.later ? topic.lectures : [taught(row), ...topic.lectures],
      answers: [...answered(row), ...topic.answers],
      revisions: [...revised(row), ...topic.revisions],
    });
  }
  return {
    progress: {
      topics: [...topics.values()].map((topic) => ({
        ...topic,
        revisions: standing(topic.revisions),
      })),
    },
    next: rows.length === rowsOnPage ? rows.at(-1)?.lectureId : undefined,
  };
}

type Revision = TopicProgress['revisions'][number];

/** A disagreement changes a label where it was kinder than what it was about. */
function revised({ lectureId, createdAt, later, labels = [] }: Lecture): Revision[] {
  if (!later || later.by === 'answer') return [];
  const { by, lectureId: lecture, disputed } = later;
  const facts = { id: lectureId, lecture, createdAt: new Date(createdAt).toISOString(), by };
  return labels
    .filter(({ label }) => !disputed || worthOf(label) > worthOf(disputed.label))
    .map((label) => ({ ...facts, ...label }));
}

/**
 * Revisions in the order in which they count by the rule of `revisedResult`; a disagreement counts only if
 * it is kinder.
 */
function standing(revisions: readonly Revision[]): Revision[] {
  const corrected = revisions.filter(({ by }) => by === 'transcript');
  const kinder = revisions.filter(({ by, lecture, keyPoint, label }) => {
    const other = corrected.find(
      (point) => point.lecture === lecture && point.keyPoint === keyPoint,
    );
    return by === 'disagreement' && (!other || worthOf(label) > worthOf(other.label));
  });
  return [...corrected, ...kinder];
}

function answered({ lectureId, createdAt, kind, later, labels = [] }: Lecture) {
  if (later?.by !== 'answer') return [];
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
