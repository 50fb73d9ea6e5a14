import { openLectureShards } from '../../shared/contracts/table.ts';
import type { Lecture, LectureKey } from '../../shared/lectures/lecture.ts';
import type { LectureStore } from '../../shared/lectures/ports.ts';

export interface InMemoryLectures extends LectureStore {
  readonly rows: ReadonlyMap<string, Lecture>;
  put(lecture: Lecture): void;
  /** As the erasure of its user does. */
  remove(key: LectureKey): void;
  /** Eventually consistent reads of this row find nothing, as right after a put. */
  lagBehind(key: LectureKey): void;
  /** How often a row was read, by consistency. */
  readonly reads: { consistent: number; eventual: number };
}

const nameOf = ({ userId, lectureId }: LectureKey) => `${userId}/${lectureId}`;

/** Lecture rows under the same conditions as in the DynamoDB adapter. */
export function inMemoryLectures(): InMemoryLectures {
  const rows = new Map<string, Lecture>();
  const lagging = new Set<string>();
  const reads = { consistent: 0, eventual: 0 };

  const updateIf = (
    key: LectureKey,
    condition: (row: Lecture) => boolean,
    change: (row: Lecture) => Lecture,
  ): Lecture | undefined => {
    const row = rows.get(nameOf(key));
    if (!row || !condition(row)) return undefined;
    const changed = change(row);
    rows.set(nameOf(key), changed);
    return changed;
  };
  const wrote = (row: Lecture | undefined) => row !== undefined;
  const isUnchangedAndOpen = (read: Lecture) => (row: Lecture) =>
    row.status === 'IN_PROGRESS' && row.attempt === read.attempt;

  const chargeOf = ({ isCharged, reservation }: Lecture) => ({
    ...(isCharged && { isCharged }),
    ...(reservation && { reservation }),
  });

  return {
    rows,
    reads,
    put: (lecture) => {
      rows.set(nameOf(lecture), structuredClone(lecture));
    },
    remove: (key) => {
      rows.delete(nameOf(key));
    },
    lagBehind: (key) => {
      lagging.add(nameOf(key));
    },

    async create(lecture) {
      if (rows.has(nameOf(lecture))) return false;
      rows.set(nameOf(lecture), structuredClone(lecture));
      return true;
    },
    async find(key, consistency) {
      reads[consistency] += 1;
      if (consistency === 'eventual' && lagging.has(nameOf(key))) return undefined;
      return structuredClone(rows.get(nameOf(key)));
    },
    async list(userId, { limit, before = Number.POSITIVE_INFINITY, withLater = false }) {
      return [...rows.values()]
        .filter((row) => row.userId === userId && row.lectureId < before)
        .filter(({ later }) => withLater || !later)
        .sort((a, b) => b.lectureId - a.lectureId)
        .slice(0, limit)
        .map((row) => structuredClone(row));
    },
    async claim(lecture, { messageId, leaseUntil, deadlineAt, etag, expected }) {
      const claimed = structuredClone(
        updateIf(
          lecture,
          (row) => row.status === lecture.status && row.attempt === lecture.attempt,
          (row) => ({
            ...row,
            status: 'IN_PROGRESS',
            stage: 'TRANSCRIBING',
            attempt: row.attempt + 1,
            spentMicroDollars: undefined,
            ...(row.status === 'FAILURE' && {
              heldEtag: undefined,
              reservation: undefined,
              askedInVain: undefined,
            }),
            lease: { messageId, until: leaseUntil },
            deadlineAt,
            etag: row.etag ?? etag,
            failureReason: undefined,
            awaitsUpload: undefined,
            expected,
          }),
        ),
      );
      const { spentMicroDollars } = lecture;
      if (!claimed) return undefined;
      return lecture.status === 'FAILURE' ? claimed : { ...claimed, spentMicroDollars };
    },
    async markAssessing(claimed) {
      return wrote(
        updateIf(claimed, isUnchangedAndOpen(claimed), (row) => ({
          ...row,
          ...chargeOf(claimed),
          stage: 'ASSESSING',
          expected: claimed.expected ?? row.expected,
        })),
      );
    },
    async release(claimed, until) {
      return wrote(
        updateIf(claimed, isUnchangedAndOpen(claimed), (row) => ({
          ...row,
          ...chargeOf(claimed),
          spentMicroDollars: claimed.spentMicroDollars,
          askedInVain: claimed.askedInVain ?? row.askedInVain,
          lease: row.lease && { ...row.lease, until },
          expected: claimed.expected && { partsAt: until, endsAt: until },
        })),
      );
    },
    async finish(lecture, ending, now) {
      return wrote(
        updateIf(
          lecture,
          (row) => isUnchangedAndOpen(lecture)(row) && row.deadlineAt > now,
          (row) => ({
            ...row,
            status: ending.status,
            stage: 'DONE',
            endedAt: now,
            lease: undefined,
            isCharged: row.isCharged ?? lecture.isCharged,
            reservation: undefined,
            spentMicroDollars: undefined,
            askedInVain: undefined,
            expected: undefined,
            ...(ending.status === 'SUCCESS' && {
              score: ending.score,
              labels: ending.labels,
              ...(ending.isSample && { isSample: true }),
            }),
            ...(ending.status === 'FAILURE' && {
              failureReason: ending.reason,
              nextAllowanceAt: ending.nextAllowanceAt,
              ...(ending.reason === 'UPLOAD_MISSING' &&
                lecture.etag === undefined && { awaitsUpload: true }),
            }),
          }),
        ),
      );
    },
    async expire(lecture, now) {
      return wrote(
        updateIf(
          lecture,
          (row) => row.status === 'IN_PROGRESS' && row.deadlineAt <= now,
          (row) => ({
            ...row,
            status: 'FAILURE',
            stage: 'DONE',
            endedAt: now,
            lease: undefined,
            failureReason: 'DEADLINE_EXCEEDED',
          }),
        ),
      );
    },
    async closeUpload(lecture) {
      return wrote(
        updateIf(
          lecture,
          (row) => row.status === lecture.status && row.attempt === lecture.attempt,
          (row) => ({ ...row, awaitsUpload: undefined }),
        ),
      );
    },
    async rate(key, rating) {
      return wrote(
        updateIf(
          key,
          (row) => row.status !== 'IN_PROGRESS',
          (row) => ({ ...row, helpfulnessRating: rating }),
        ),
      );
    },
    async noteLater(key) {
      return wrote(
        updateIf(
          key,
          (row) => row.status === 'SUCCESS',
          (row) => ({ ...row, hasLater: true }),
        ),
      );
    },
    async noteAnswersSeen(key, now) {
      return wrote(
        updateIf(
          key,
          (row) => row.status === 'SUCCESS' && row.answersSeenAt === undefined,
          (row) => ({ ...row, answersSeenAt: now }),
        ),
      );
    },
    async *listOpen(before) {
      for (let shard = 0; shard < openLectureShards; shard++) {
        const open = [...rows.values()]
          .filter(
            (row) =>
              (row.status === 'IN_PROGRESS' || row.awaitsUpload) &&
              row.createdAt <= before &&
              row.lectureId % openLectureShards === shard,
          )
          .sort((a, b) => a.createdAt - b.createdAt);
        for (const { userId, lectureId } of open) yield { userId, lectureId };
      }
    },
    async markResent(lecture, now) {
      return wrote(
        updateIf(
          lecture,
          (row) =>
            row.status === lecture.status &&
            row.attempt === lecture.attempt &&
            (row.lease?.until ?? now) <= now,
          (row) => ({ ...row, resentAt: now }),
        ),
      );
    },
  };
}
