import {
  type ListLecturesPorts,
  listLectures,
  type ReadLecture,
} from '../lectures/read-lectures.ts';
import type { StandingStore } from '../ranking/ports.ts';
import type { Standing } from '../ranking/standing.ts';

export interface ExportUserPorts extends ListLecturesPorts {
  readonly standings: Pick<StandingStore, 'find'>;
}

export interface UserExport {
  readonly lectures: readonly ReadLecture[];
  readonly standing: Standing | undefined;
  /** The lecture id to go on before. */
  readonly next: number | undefined;
}

/** Few enough that a page is seldom cut by its size. */
const lecturesPerPage = 40;

/** All that is kept about a user, a page of lectures at a time. */
export async function exportUser(
  ports: ExportUserPorts,
  userId: number,
  before: number | undefined,
): Promise<UserExport> {
  const [standing, { lectures, next }] = await Promise.all([
    ports.standings.find(userId),
    listLectures(ports, userId, { limit: lecturesPerPage, before }),
  ]);
  return { lectures, standing, next };
}
