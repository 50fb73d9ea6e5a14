import { expect, it } from 'vitest';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import { exportUser } from '../../../shared/users/export-user.ts';
import { inMemoryLectureDetails } from '../../support/in-memory-lecture-details.ts';
import { inMemoryLectures } from '../../support/in-memory-lectures.ts';
import { inMemoryStandings } from '../../support/in-memory-standings.ts';
import { lectureOf, transcriptOf } from '../../support/lecture-factory.ts';
import { testStart } from '../../support/manual-clock.ts';

it('an export goes through every lecture, a page at a time, transcripts included', async () => {
  const lectures = inMemoryLectures();
  const details = inMemoryLectureDetails();
  const standings = inMemoryStandings();
  const ids = Array.from({ length: 95 }, (_, index) => newId(testStart + index * 1_000, 0));
  for (const lectureId of ids) {
    const lecture = lectureOf({ lectureId, status: 'SUCCESS', stage: 'DONE', score: 80 });
    lectures.put(lecture);
    await details.keepTranscript(lecture, transcriptOf({ text: `강의 ${lectureId}` }));
  }
  const { userId } = lectureOf();
  await standings.replace(
    userId,
    { rule: 1, days: [{ day: 20_000, sum: 80, count: 1 }], recent: [] },
    0,
  );
  const ports = { lectures, details, standings, clock: () => testStart };

  const seen: string[] = [];
  let before: number | undefined;
  do {
    const page = await exportUser(ports, userId, before);
    expect(page.lectures.length).toBeLessThanOrEqual(40);
    expect(page.standing?.days).toHaveLength(1);
    seen.push(...page.lectures.map(({ detail }) => detail.transcript?.text ?? 'none'));
    before = page.next;
  } while (before !== undefined);
  expect(seen).toEqual(ids.toReversed().map((lectureId) => `강의 ${lectureId}`));
});
