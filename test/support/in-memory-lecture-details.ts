import type { LectureKey } from '../../shared/lectures/lecture.ts';
import type {
  LectureDetails,
  StoredFeedback,
  StoredTranscript,
} from '../../shared/lectures/ports.ts';

export interface InMemoryLectureDetails extends LectureDetails {
  readonly transcripts: ReadonlyMap<string, StoredTranscript>;
  readonly feedbacks: ReadonlyMap<string, StoredFeedback>;
}

export const detailName = ({ userId, lectureId }: LectureKey) => `${userId}/${lectureId}`;

/** Transcripts and feedback, of which the first one put stays. */
export function inMemoryLectureDetails(): InMemoryLectureDetails {
  const transcripts = new Map<string, StoredTranscript>();
  const feedbacks = new Map<string, StoredFeedback>();
  const keepFirst = <Value>(store: Map<string, Value>, key: LectureKey, value: Value): Value => {
    const name = detailName(key);
    const kept = store.get(name) ?? structuredClone(value);
    store.set(name, kept);
    return structuredClone(kept);
  };
  const found = <Value>(store: Map<string, Value>, key: LectureKey) =>
    structuredClone(store.get(detailName(key)));

  return {
    transcripts,
    feedbacks,
    keepTranscript: async (key, transcript) => keepFirst(transcripts, key, transcript),
    findTranscript: async (key) => found(transcripts, key),
    keepFeedback: async (key, feedback) => keepFirst(feedbacks, key, feedback),
    findFeedback: async (key) => found(feedbacks, key),
    findAll: async (userId, lectureIds) =>
      new Map(
        lectureIds.map((lectureId) => [
          lectureId,
          {
            transcript: found(transcripts, { userId, lectureId }),
            feedback: found(feedbacks, { userId, lectureId }),
          },
        ]),
      ),
  };
}
