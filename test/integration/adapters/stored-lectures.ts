import { beforeEach, expect } from 'vitest';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import type { Lecture } from '../../../shared/lectures/lecture.ts';
import type { LectureStore } from '../../../shared/lectures/ports.ts';
import type { DynamoEngine, EngineTable } from '../../support/dynamo-engines.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { testStart } from '../../support/manual-clock.ts';

export const now = testStart + 1_000;
export const claimBy = (lecture: Lecture, messageId: string) => ({
  messageId,
  leaseUntil: now + 245_000,
  deadlineAt: lecture.deadlineAt,
  etag: 'e1',
});

/** Lectures in a table of the engine, a fresh one for each test. */
export function storedLectures(engine: DynamoEngine) {
  let table: EngineTable;
  let lectures: LectureStore;
  beforeEach(async () => {
    table = await engine.freshTable();
    lectures = dynamoLectures(table);
  });

  const created = async (parts: Partial<Lecture> = {}): Promise<Lecture> => {
    const lecture = lectureOf(parts);
    expect(await lectures.create(lecture)).toBe(true);
    return lecture;
  };
  const claimed = async (lecture: Lecture, messageId = 'm1'): Promise<Lecture> => {
    const result = await lectures.claim(lecture, claimBy(lecture, messageId));
    if (!result) throw new Error('not claimed');
    return result;
  };
  const found = (lecture: Lecture) => lectures.find(lecture, 'consistent');

  return {
    table: () => table,
    lectures: () => lectures,
    created,
    claimed,
    found,
  };
}
