import { beforeEach, expect, it } from 'vitest';
import { dynamoLectureDetails } from '../../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import {
  dynamoJudged,
  dynamoStandingSources,
} from '../../../shared/adapters/dynamo-standing-sources.ts';
import { dynamoStandings } from '../../../shared/adapters/dynamo-standings.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import type { Ending, Lecture } from '../../../shared/lectures/lecture.ts';
import type { LectureStore } from '../../../shared/lectures/ports.ts';
import { rankingRule } from '../../../shared/ranking/counting-rule.ts';
import type { StandingSourcesReader } from '../../../shared/ranking/ports.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { lectureOf, storedFeedbackOf, transcriptOf } from '../../support/lecture-factory.ts';
import { testStart } from '../../support/manual-clock.ts';

const hour = 3_600_000;
const day = 24 * hour;
const since = testStart - 30 * day;
const success = (score: number, isSample?: true): Ending => ({
  status: 'SUCCESS',
  score,
  isSample,
});

const readers: Readonly<Record<string, (table: EngineTable) => StandingSourcesReader>> = {
  'read alone': dynamoStandingSources,
  'read with the lectures of a day': (table) => async (userId, from) =>
    (await dynamoJudged(table)(userId, seoulDay(testStart), from)).sources,
};

for (const [how, readerOf] of Object.entries(readers))
  describeOnEachEngine(`a learner’s results in the table, ${how}`, (engine) => {
    let table: EngineTable;
    let lectures: LectureStore;
    let readSources: StandingSourcesReader;
    beforeEach(async () => {
      table = await engine.freshTable();
      lectures = dynamoLectures(table);
      readSources = readerOf(table);
    });

    const begun = async (presignedAt: number, parts: Partial<Lecture> = {}): Promise<Lecture> => {
      const lectureId = newId(presignedAt, Math.random());
      const lecture = lectureOf({ lectureId, createdAt: presignedAt, ...parts });
      expect(await lectures.create(lecture)).toBe(true);
      return lecture;
    };
    const ended = async (presignedAt: number, ending: Ending, parts: Partial<Lecture> = {}) => {
      const lecture = await begun(presignedAt, parts);
      expect(await lectures.finish(lecture, ending, lecture.createdAt + 1_000)).toBe(true);
      return lecture;
    };
    const scoresOf = async (userId: number) =>
      (await readSources(userId, since)).results.map(({ score }) => score).sort((a, b) => a - b);

    it('are the graded recordings, with their topic, their bytes, and when they were submitted and ended', async () => {
      const { createdAt } = await ended(testStart - hour, success(80), { etag: 'bytes' });
      expect(await readSources(7_001, since)).toEqual({
        revision: 0,
        isDeleted: false,
        results: [
          { createdAt, endedAt: createdAt + 1_000, topicId: 1001, etag: 'bytes', score: 80 },
        ],
      });
    });

    it('include no typed or focused lecture, no sample, failure, silence or open lecture', async () => {
      await ended(testStart - 5 * hour, success(90), { kind: 'text' });
      await ended(testStart - 6 * hour, success(95), { focus: [2] });
      await ended(testStart - 7 * hour, success(99, true));
      await ended(testStart - 4 * hour, { status: 'FAILURE', reason: 'INTERNAL_ERROR' });
      await ended(testStart - 3 * hour, { status: 'STT_EMPTY' });
      await begun(testStart - 2 * hour);
      await ended(testStart - hour, success(70));
      expect(await scoresOf(7_001)).toEqual([70]);
    });

    it('belong to one user alone, and to no other kind of item', async () => {
      const mine = await ended(testStart - hour, success(70));
      await ended(testStart - hour, success(60), { userId: 7_002 });
      const details = dynamoLectureDetails(table);
      await details.keepTranscript(mine, transcriptOf());
      await details.keepFeedback(mine, storedFeedbackOf());
      expect(await scoresOf(7_001)).toEqual([70]);
      expect(await scoresOf(7_003)).toEqual([]);
    });

    it('reach back over the window, and over the day a presigned key may wait', async () => {
      await ended(since - 23 * hour, success(10), { createdAt: since + hour });
      await ended(since + hour, success(20));
      await ended(since - 40 * day, success(99));
      expect(await scoresOf(7_001)).toEqual([10, 20]);
    });

    it('are complete even if they fill more than one page', async () => {
      // The correlation id is longer than any real one, so that a few dozen rows exceed 1 MB.
      const correlationId = 'x'.repeat(60_000);
      for (let index = 0; index < 40; index++) {
        await ended(testStart - (index + 1) * hour, success(index), { correlationId });
      }
      expect(await scoresOf(7_001)).toEqual(Array.from({ length: 40 }, (_, index) => index));
    });

    it('may be from before this service’s first id', async () => {
      await ended(testStart - hour, success(70));
      expect((await readSources(7_001, 0)).results).toHaveLength(1);
    });

    it('tell the revision of the current standing, and whether the user is gone', async () => {
      const users = dynamoUsers(table);
      await users.create({ userId: 7_001, name: '이름', tokenVersion: 1, createdAt: 0 });
      await dynamoStandings(table).replace(7_001, { rule: rankingRule, days: [], recent: [] }, 0);
      expect(await readSources(7_001, since)).toEqual({
        revision: 1,
        isDeleted: false,
        results: [],
      });
      await users.leaveTombstone(7_001, 1, testStart);
      expect(await readSources(7_001, since)).toMatchObject({ isDeleted: true });
    });
  });

describeOnEachEngine('the lectures of a day, read with a learner’s results', (engine) => {
  it('are those that were judged on that day, whatever they count for', async () => {
    const table = await engine.freshTable();
    const lectures = dynamoLectures(table);
    const ended = async (createdAt: number, ending: Ending, parts: Partial<Lecture> = {}) => {
      const lecture = lectureOf({ lectureId: newId(createdAt, 0.5), createdAt, ...parts });
      await lectures.create(lecture);
      await lectures.finish(lecture, ending, createdAt + 1_000);
      return lecture.lectureId;
    };
    const recorded = await ended(testStart, success(80));
    const typed = await ended(testStart + 1_000, success(70), { kind: 'text' });
    await ended(testStart + 2_000, success(60, true));
    await ended(testStart + 3_000, { status: 'STT_EMPTY' });
    await ended(testStart - day, success(50));
    const read = await dynamoJudged(table)(7_001, seoulDay(testStart), since);
    const ids = read.lectures.map(({ lectureId }) => lectureId);
    expect(ids.toSorted((a, b) => a - b)).toEqual([recorded, typed]);
    expect(read.lectures[0]).toEqual(
      await lectures.find({ userId: 7_001, lectureId: ids[0] ?? 0 }, 'consistent'),
    );
    expect(read.sources.results.map(({ score }) => score).sort()).toEqual([50, 80]);
  });
});
