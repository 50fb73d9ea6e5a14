import { DomainError } from '../domain-error.ts';
import { asSeenAt, type Lecture, type LectureKey } from './lecture.ts';
import type { Clock, LectureDetail, LectureDetails, LectureStore } from './ports.ts';

export interface ReadLecturePorts {
  readonly lectures: Pick<LectureStore, 'find'>;
  readonly details: Pick<LectureDetails, 'findTranscript' | 'findFeedback'>;
  readonly clock: Clock;
}

export interface ReadLecture {
  readonly lecture: Lecture;
  readonly detail: LectureDetail;
}

/**
 * One lecture of its owner. Cheap while it is in progress, since that is what polls ask for.
 *
 * @throws DomainError LECTURE_NOT_FOUND
 */
export async function readLecture(ports: ReadLecturePorts, key: LectureKey): Promise<ReadLecture> {
  // The cheap read may not see a row put a moment ago: only then ask for the dear one.
  const row =
    (await ports.lectures.find(key, 'eventual')) ?? (await ports.lectures.find(key, 'consistent'));
  if (!row) throw new DomainError('LECTURE_NOT_FOUND', `There is no lecture ${key.lectureId}.`);
  return withDetail(ports, asSeenAt(row, ports.clock()));
}

/** What is shown with a lecture that has been graded; of any other nothing is read. */
export async function withDetail(
  { details }: Pick<ReadLecturePorts, 'details'>,
  lecture: Lecture,
): Promise<ReadLecture> {
  if (lecture.status !== 'SUCCESS') return { lecture, detail: {} };
  const [transcript, feedback] = await Promise.all([
    details.findTranscript(lecture),
    details.findFeedback(lecture),
  ]);
  return { lecture, detail: { transcript, feedback } };
}

export interface ListLecturesPorts {
  readonly lectures: Pick<LectureStore, 'list'>;
  readonly details: Pick<LectureDetails, 'findAll'>;
  readonly clock: Clock;
}

/** Newest first; `next` is the id to go on before, where there may be more. */
export async function listLectures(
  ports: ListLecturesPorts,
  userId: number,
  page: { limit: number; before?: number | undefined },
): Promise<{ lectures: ReadLecture[]; next: number | undefined }> {
  const rows = await ports.lectures.list(userId, page);
  const graded = rows.filter(({ status }) => status === 'SUCCESS');
  const details = await ports.details.findAll(
    userId,
    graded.map(({ lectureId }) => lectureId),
  );
  const now = ports.clock();
  return {
    lectures: rows.map((row) => ({
      lecture: asSeenAt(row, now),
      detail: details.get(row.lectureId) ?? {},
    })),
    next: rows.length === page.limit ? rows.at(-1)?.lectureId : undefined,
  };
}
