import { beforeEach, describe, expect, it } from 'vitest';
import { dynamoAllowances } from '../../../shared/adapters/dynamo-allowances.ts';
import { dynamoConsents } from '../../../shared/adapters/dynamo-consents.ts';
import { dynamoCredits } from '../../../shared/adapters/dynamo-credits.ts';
import { dynamoHabits } from '../../../shared/adapters/dynamo-habits.ts';
import { profileKey } from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoLaters } from '../../../shared/adapters/dynamo-laters.ts';
import { dynamoLeague } from '../../../shared/adapters/dynamo-league.ts';
import { dynamoLectureDetails } from '../../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoOwnTopics } from '../../../shared/adapters/dynamo-own-topics.ts';
import { dynamoReminders } from '../../../shared/adapters/dynamo-reminders.ts';
import { dynamoRepeats } from '../../../shared/adapters/dynamo-repeats.ts';
import { dynamoStandingSources } from '../../../shared/adapters/dynamo-standing-sources.ts';
import { dynamoSnapshots, dynamoStandings } from '../../../shared/adapters/dynamo-standings.ts';
import { dynamoTopicReports } from '../../../shared/adapters/dynamo-topic-reports.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { readQueueMessage } from '../../../shared/adapters/queue-message.ts';
import { readRecordingObjectKey } from '../../../shared/adapters/recording-keys.ts';
import { userTraces } from '../../../shared/adapters/user-traces.ts';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { lectureBody } from '../../../shared/lectures/lecture-body.ts';
import { rateLecture } from '../../../shared/lectures/rate-lecture.ts';
import { listLectures, readLecture } from '../../../shared/lectures/read-lectures.ts';
import { rebuildStanding } from '../../../shared/ranking/rebuild-standing.ts';
import { placeOf } from '../../../shared/ranking/snapshot.ts';
import { exportUser } from '../../../shared/users/export-user.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { wavOf } from '../../support/lecture-factory.ts';
import { deliveryOf, lectureJourney } from '../../support/lecture-journey.ts';
import { type OlderVersion, putItems, readOlderVersion } from '../../support/older-version.ts';
import { MemoryBucket } from '../journey-model/memory-bucket.ts';
import { readStoredRows } from '../journey-model/stored-rows.ts';

const ended = {
  graded: { status: 'SUCCESS', score: 100, failureReason: null },
  gradedPartly: { status: 'SUCCESS', score: 65, failureReason: null },
  silent: { status: 'STT_EMPTY', score: null, failureReason: null },
  notAudio: { status: 'FAILURE', failureReason: 'RECORDING_NOT_AUDIO' },
  empty: { status: 'FAILURE', failureReason: 'RECORDING_EMPTY' },
  refused: { status: 'FAILURE', failureReason: 'ASSESSMENT_REFUSED' },
  outOfMoney: { status: 'FAILURE', failureReason: 'PROVIDER_QUOTA' },
  unavailable: { status: 'FAILURE', failureReason: 'PROVIDER_UNAVAILABLE' },
  overAllowance: { status: 'FAILURE', nextAllowanceAt: '2026-11-22T15:00:00.000Z' },
  neverUploaded: { status: 'FAILURE', failureReason: 'UPLOAD_MISSING' },
};
const open = ['givenBack', 'killed', 'queued', 'waiting', 'typed'];

describeOnEachEngine('what an older version has left behind', (engine) => {
  let table: EngineTable;
  let before: OlderVersion;
  beforeEach(async () => {
    table = await engine.freshTable();
    before = await readOlderVersion();
    await putItems(table, before);
  });

  const keyOf = (name: string) => {
    const lectureId = before.lectures[name];
    if (lectureId === undefined) throw new Error(`no lecture ${name} was left`);
    return { userId: before.userId, lectureId };
  };
  /** Today's pipeline over it, five minutes later. */
  const pipeline = () => {
    const journey = lectureJourney();
    journey.clock.advanceSeconds((before.at - journey.clock.now()) / 1000 + 300);
    const clock = journey.clock.now;
    for (const [objectKey, bytes] of Object.entries(before.objects)) {
      const key = readRecordingObjectKey(objectKey);
      if (key) journey.recordings.upload(key, bytes);
    }
    const stores = {
      lectures: dynamoLectures(table),
      details: dynamoLectureDetails(table),
      laters: dynamoLaters(table),
    };
    const ranking = {
      standings: dynamoStandings(table),
      readSources: dynamoStandingSources(table),
      clock,
    };
    const allowance = { ...journey.processPorts.allowance, allowances: dynamoAllowances(table) };
    const rank = (userId: number) => rebuildStanding(ranking, userId);
    const ports = { ...journey.processPorts, ...stores, allowance, rank };
    return {
      ...journey,
      ...stores,
      ...ranking,
      deliver: (message: unknown) => {
        const read = readQueueMessage(JSON.stringify(message));
        if (!read) throw new Error('unreadable');
        return journey.process(read, deliveryOf({ messageId: 'a later one' }), ports);
      },
      submit: (key: ReturnType<typeof keyOf>) =>
        journey.submit(key, 1001, {
          ...journey.submitPorts,
          lectures: stores.lectures,
          repeats: dynamoRepeats(table, 3_600),
        }),
      bodyOf: async (name: string) => {
        const { lecture, detail } = await readLecture({ ...stores, clock }, keyOf(name));
        return lectureBody(lecture, detail);
      },
    };
  };

  describe('is read', () => {
    it.each(Object.entries(ended))('as what %s had ended as', async (name, shown) => {
      expect(await pipeline().bodyOf(name)).toMatchObject(shown);
    });

    it('with transcript and feedback of graded lectures', async () => {
      const { transcribed, strength, weakness, feedback } = await pipeline().bodyOf('gradedPartly');
      expect(transcribed).toContain('해시 테이블은');
      expect(strength && weakness).toBeTruthy();
      expect(feedback?.keyPoints.map(({ label }) => label)).toEqual([
        'covered',
        'partial',
        'missing',
      ]);
    });

    it.each(open)('as under way, where %s is', async (name) => {
      expect(await pipeline().bodyOf(name)).toMatchObject({ status: 'IN_PROGRESS' });
    });

    it('in the list and in the export, whole', async () => {
      const { lectures, details, standings, clock } = pipeline();
      const topics = dynamoOwnTopics(table);
      const consents = dynamoConsents(table);
      const reports = dynamoTopicReports(table);
      const habits = dynamoHabits(table);
      const league = dynamoLeague(table, clock);
      const findTopicOfVersion = async () => undefined;
      const ports = {
        ...{ lectures, details, standings, habits, league, clock, topics, consents, reports },
        reminders: dynamoReminders(table),
        findTopicOfVersion,
        credits: dynamoCredits(table),
      };
      const listed = await listLectures(ports, before.userId, { limit: 100 });
      expect(listed.lectures).toHaveLength(Object.keys(before.lectures).length);
      const exported = await exportUser(ports, before.userId, undefined, 'ko');
      const bodies = listed.lectures.map(({ lecture, detail }) => lectureBody(lecture, detail));
      expect(exported.lectures).toEqual(bodies);
      expect(exported).toMatchObject({ consents: [], rewards: [], reminders: null });
    });

    it('by the ranking, with its snapshot', async () => {
      const { standings, clock } = pipeline();
      const snapshot = await dynamoSnapshots(table).find();
      expect(snapshot).toBeDefined();
      expect(() => placeOf(undefined, snapshot, clock())).not.toThrow();
      await expect(standings.find(before.userId)).resolves.toBeDefined();
    });

    it('by the code that counts the caller’s day', async () => {
      const day = seoulDay(before.at);
      const caller = await dynamoUsers(table).findCaller(before.userId, day, 'consistent');
      expect(caller).toMatchObject({ user: { name: '사용자ab12' }, lecturesToday: 9 });
    });
  });

  describe('goes on', () => {
    it.each(open.filter((name) => name !== 'waiting'))('to its feedback: %s', async (name) => {
      const { deliver, bodyOf } = pipeline();
      await expect(deliver(before.messages[name])).resolves.toEqual({ done: 'SUCCESS' });
      expect(await bodyOf(name)).toMatchObject({ status: 'SUCCESS', score: 100 });
    });

    it('without paying again for what was transcribed', async () => {
      const { deliver, speech } = pipeline();
      await deliver(before.messages['givenBack']);
      await deliver(before.messages['typed']);
      expect(speech.calls).toEqual([]);
    });

    it('by the event of an upload, before or after the submission', async () => {
      const { deliver, recordings } = pipeline();
      await expect(deliver(before.messages['uploadEvent'])).resolves.toEqual({ done: 'SUCCESS' });
      const { etag, sizeBytes } = recordings.upload(keyOf('waiting'), wavOf('waiting'));
      const key = `recordings/${before.userId}/${keyOf('waiting').lectureId}`;
      const late = { Records: [{ s3: { object: { key, size: sizeBytes, eTag: etag } } }] };
      await expect(deliver(late)).resolves.toEqual({ done: 'SUCCESS' });
    });

    it('when an operator redrives what had failed for a passing reason', async () => {
      const { deliver, bodyOf } = pipeline();
      await expect(deliver(before.messages['redrive'])).resolves.toEqual({ done: 'SUCCESS' });
      const unavailable = { ...keyOf('unavailable'), redrive: true };
      await expect(deliver(unavailable)).resolves.toEqual({ done: 'SUCCESS' });
      expect(await bodyOf('outOfMoney')).toMatchObject({ status: 'SUCCESS', failureReason: null });
    });

    it.each(['graded', 'silent', 'notAudio', 'empty', 'refused', 'overAllowance', 'neverUploaded'])(
      'nowhere where %s was final, redriven or not',
      async (name) => {
        const { deliver, speech, bodyOf } = pipeline();
        const shown = await bodyOf(name);
        await deliver({ ...keyOf(name), redrive: true });
        expect(await bodyOf(name)).toEqual(shown);
        expect(speech.calls).toEqual([]);
      },
    );

    it('as the first lecture of its bytes', async () => {
      const { submit, recordings, presign } = pipeline();
      const again = presign(before.userId);
      recordings.upload(again, wavOf('graded'));
      await expect(submit(again)).resolves.toMatchObject(keyOf('graded'));
    });

    it('to another rating, and to a standing that is made again', async () => {
      const { lectures, clock, bodyOf, deliver, standings } = pipeline();
      await rateLecture({ lectures, clock }, keyOf('graded'), 2);
      expect(await bodyOf('graded')).toMatchObject({ helpfulnessRating: 2 });
      await deliver(before.messages['graded']);
      await expect(standings.find(before.userId)).resolves.toBeDefined();
    });
  });

  it('is gone with its user', async () => {
    const bucket = new MemoryBucket();
    for (const [key, bytes] of Object.entries(before.objects)) bucket.put(key, bytes);
    await userTraces(table, bucket.client, 'recordings').erase(before.userId);
    const { items } = await readStoredRows(table, before.userId);
    expect(items.map(({ sk }) => sk)).toEqual([profileKey(before.userId).sk]);
    expect(bucket.objects.size).toBe(0);
  });
});
