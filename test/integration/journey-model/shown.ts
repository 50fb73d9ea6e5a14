import { dynamoLaters } from '../../../shared/adapters/dynamo-laters.ts';
import { dynamoLectureDetails } from '../../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import type { LectureKey } from '../../../shared/lectures/lecture.ts';
import { type ReadLecturePorts, readLecture } from '../../../shared/lectures/read-lectures.ts';
import type { World } from './world.ts';

/** What a reader's calls work with. */
export const readingPorts = ({ table, clock }: Pick<World, 'table' | 'clock'>) =>
  ({
    lectures: dynamoLectures(table),
    details: dynamoLectureDetails(table),
    laters: dynamoLaters(table),
    clock,
  }) satisfies ReadLecturePorts;

export async function isShownAsEnded(
  world: Pick<World, 'table' | 'clock'>,
  key: LectureKey,
): Promise<boolean> {
  const { lecture } = await readLecture(readingPorts(world), key);
  return lecture.status !== 'IN_PROGRESS';
}
