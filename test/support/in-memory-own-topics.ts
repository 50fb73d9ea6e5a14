import type { Topic } from '../../shared/catalog/topic.ts';
import { idMilliseconds } from '../../shared/identifiers/json-safe-id.ts';
import type { LectureKey } from '../../shared/lectures/lecture.ts';
import { firstVersion, type OwnTopic } from '../../shared/own-topics/own-topic.ts';
import type { OwnTopicStore, TaughtTopics } from '../../shared/own-topics/ports.ts';
import type { InMemoryLectures } from './in-memory-lectures.ts';

/** What a topic's row has beside its preparation. */
type Beside = Omit<OwnTopic, 'preparation'>;

export interface InMemoryOwnTopics extends OwnTopicStore {
  /** Of topics that are there. False for those that are not. */
  change(key: LectureKey, beside: Partial<Beside>): boolean;
  /** Ids that room is kept for. */
  readonly rooms: ReadonlySet<number>;
}

const nameOf = ({ userId, lectureId }: LectureKey) => `${userId}/${lectureId}`;

/** Own topics over the rows of their preparations, under the conditions of the DynamoDB adapter. */
export function inMemoryOwnTopics(preparations: InMemoryLectures): InMemoryOwnTopics {
  const contents = new Map<string, Beside>();
  const notes = new Map<string, string>();
  const rooms = new Set<number>();
  const topicOf = (key: LectureKey): OwnTopic | undefined => {
    const preparation = structuredClone(preparations.rows.get(nameOf(key)));
    return preparation && { version: firstVersion, ...contents.get(nameOf(key)), preparation };
  };
  return {
    rooms,
    find: async (key, consistency) => (await preparations.find(key, consistency)) && topicOf(key),
    list: async (userId, page) =>
      (await preparations.list(userId, page)).flatMap((row) => topicOf(row) ?? []),
    heldSlots: async () => new Set(rooms),
    async holdSlot({ lectureId }, most) {
      if (!rooms.has(lectureId) && rooms.size >= most) return false;
      rooms.add(lectureId);
      return true;
    },
    async freeUnusedSlots(userId, before) {
      for (const lectureId of rooms) {
        const isThere = preparations.rows.has(nameOf({ userId, lectureId }));
        if (!isThere && idMilliseconds(lectureId) < before) rooms.delete(lectureId);
      }
    },
    change(key, beside) {
      const there = topicOf(key);
      if (there) contents.set(nameOf(key), { ...there, ...beside });
      return there !== undefined;
    },
    async create({ preparation, ...beside }) {
      if (!(await preparations.create(preparation))) return false;
      contents.set(nameOf(preparation), beside);
      return true;
    },
    async keepNotes(key, given) {
      if (!notes.has(nameOf(key))) notes.set(nameOf(key), given);
    },
    findNotes: async (key) => notes.get(nameOf(key)),
    async keepContent(claimed, content) {
      const row = preparations.rows.get(nameOf(claimed));
      if (row?.status !== 'IN_PROGRESS' || row.attempt !== claimed.attempt) return false;
      contents.set(nameOf(claimed), { content, version: firstVersion });
      return true;
    },
    async edit({ preparation, version }, { title, content }) {
      const there = topicOf(preparation);
      if (there?.preparation.status !== 'SUCCESS' || there.version !== version) return false;
      const { topic } = there.preparation;
      preparations.put({ ...there.preparation, topic: { ...topic, topicName: title } });
      contents.set(nameOf(preparation), { ...there, content, version: version + 1 });
      return true;
    },
    async delete(key) {
      notes.delete(nameOf(key));
      contents.delete(nameOf(key));
      preparations.remove(key);
      rooms.delete(key.lectureId);
    },
  };
}

/** Copies of own topics, by lecture and topic. */
export function inMemoryTaughtTopics(): TaughtTopics {
  const copies = new Map<string, Topic>();
  const copyName = (key: LectureKey, topicId: number) => `${nameOf(key)}/${topicId}`;
  return {
    async keep(key, topic) {
      const name = copyName(key, topic.path.topicId);
      const kept = copies.get(name) ?? structuredClone(topic);
      copies.set(name, kept);
      return kept;
    },
    find: async (lecture) => copies.get(copyName(lecture, lecture.topic.topicId)),
  };
}
