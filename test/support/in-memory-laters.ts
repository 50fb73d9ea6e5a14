import type { HeldLater, LaterStore } from '../../shared/lectures/later.ts';
import type { Lecture, LectureKey } from '../../shared/lectures/lecture.ts';

/** Places of later judgements, under the same condition as in the DynamoDB adapter. */
export function inMemoryLaters(rows: ReadonlyMap<string, Lecture>): LaterStore {
  const places = new Map<string, HeldLater>();
  const prefixOf = ({ userId, lectureId }: LectureKey) => `${userId}/${lectureId}/`;
  return {
    async hold(of, name, held, insteadOf) {
      const place = `${prefixOf(of)}${name}`;
      const first = places.get(place);
      const isOwn = first?.lectureId === held.lectureId;
      const isAsSeen =
        first?.lectureId === insteadOf?.lectureId && first?.attempt === insteadOf?.attempt;
      if (first && !isOwn && !isAsSeen) return first;
      places.set(place, held);
      return held;
    },
    list: async (of) =>
      [...places]
        .filter(([place]) => place.startsWith(prefixOf(of)))
        .flatMap(([, { lectureId }]) => {
          const row = rows.get(`${of.userId}/${lectureId}`);
          return row ? [structuredClone(row)] : [];
        })
        .sort((a, b) => a.lectureId - b.lectureId),
  };
}
