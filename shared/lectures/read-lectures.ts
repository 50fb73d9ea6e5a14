import { DomainError } from '../domain-error.ts';
import type { LaterStore } from './later.ts';
import { asSeenAt, type Lecture, type LectureKey } from './lecture.ts';
import type { Clock, LectureDetail, LectureDetails, LectureStore, LecturesPage } from './ports.ts';

export interface ReadLecturePorts {
  readonly lectures: Pick<LectureStore, 'find'>;
  readonly details: Pick<LectureDetails, 'findTranscript' | 'findFeedback' | 'findAll'>;
  readonly laters: Pick<LaterStore, 'list'>;
  readonly clock: Clock;
}

export interface ReadLecture {
  readonly lecture: Lecture;
  readonly detail: LectureDetail;
}

/** One lecture with all that came after it. */
export interface WholeLecture extends ReadLecture {
  readonly laters: readonly ReadLecture[];
}

/**
 * One lecture of its owner. The read is cheap while the lecture is in progress, because polls ask for that.
 *
 * @throws DomainError LECTURE_NOT_FOUND
 */
export async function readLecture(ports: ReadLecturePorts, key: LectureKey): Promise<WholeLecture> {
  // The cheap, eventual read may miss a row that was just put, so a consistent one follows if it finds
  // nothing.
  const row =
    (await ports.lectures.find(key, 'eventual')) ?? (await ports.lectures.find(key, 'consistent'));
  if (!row) throw new DomainError('LECTURE_NOT_FOUND', `There is no lecture ${key.lectureId}.`);
  const seen = asSeenAt(row, ports.clock());
  const [read, laters] = await Promise.all([withDetail(ports, seen), latersOf(ports, seen)]);
  return { ...read, laters };
}

/** The later judgements with their details. Nothing is read if the lecture has none. */
export async function latersOf(
  { laters, details, clock }: Pick<ReadLecturePorts, 'laters' | 'details' | 'clock'>,
  { userId, lectureId, hasLater }: Lecture,
): Promise<ReadLecture[]> {
  if (!hasLater) return [];
  const rows = await laters.list({ userId, lectureId });
  const found = await details.findAll(
    userId,
    rows.filter(({ status }) => status === 'SUCCESS').map((row) => row.lectureId),
  );
  return rows.map((row) => ({
    lecture: asSeenAt(row, clock()),
    detail: found.get(row.lectureId) ?? {},
  }));
}

/** What is shown with a graded lecture. Nothing is read for any other. */
export async function withDetail(
  { details }: { details: Pick<LectureDetails, 'findTranscript' | 'findFeedback'> },
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

/** Lists lectures, newest first. `next` is the id before which the list goes on, where there may be more. */
export async function listLectures(
  ports: ListLecturesPorts,
  userId: number,
  page: LecturesPage,
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
