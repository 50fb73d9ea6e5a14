import { expect, it } from 'vitest';
import { dynamoAllowances } from '../../../shared/adapters/dynamo-allowances.ts';
import { dynamoCatalog, dynamoCatalogLoader } from '../../../shared/adapters/dynamo-catalog.ts';
import { dynamoLectureDetails } from '../../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoRepeats } from '../../../shared/adapters/dynamo-repeats.ts';
import { dynamoStandingSources } from '../../../shared/adapters/dynamo-standing-sources.ts';
import { dynamoStandings } from '../../../shared/adapters/dynamo-standings.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { type AssessmentAnswer, keyPointId } from '../../../shared/assessment/assessment-answer.ts';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { type Catalog, parseCatalog } from '../../../shared/catalog/catalog.ts';
import catalogData from '../../../shared/catalog/catalog-data.json' with { type: 'json' };
import { processLecture } from '../../../shared/lectures/process-lecture.ts';
import { readLecture } from '../../../shared/lectures/read-lectures.ts';
import { submitLecture } from '../../../shared/lectures/submit-lecture.ts';
import { rebuildStanding } from '../../../shared/ranking/rebuild-standing.ts';
import { capacityMeter, type MeteredCall, unitsOf } from '../../support/capacity-meter.ts';
import {
  type DynamoEngine,
  describeOnEngine,
  type EngineTable,
  hasDynoxide,
} from '../../support/dynamo-engines.ts';
import { heardOf, wavOf } from '../../support/lecture-factory.ts';
import { deliveryOf, lectureJourney, uploadUrlOf } from '../../support/lecture-journey.ts';
import { scriptedAssessor, scriptedSpeech } from '../../support/scripted-providers.ts';

const user = { userId: 7_001, name: '사용자ab12', tokenVersion: 1, createdAt: 0 };

/** 2,000 characters of Korean prose: what the catalog says of many topics, one after the other. */
const talk = parseCatalog(catalogData)
  .majors.flatMap(({ subjects }) => subjects.flatMap(({ topics }) => topics))
  .flatMap(({ keyPoints }) => keyPoints.map(({ statement }) => statement))
  .join(' ')
  .slice(0, 2_000);

/** Five minutes in segments of five seconds, as Whisper cuts them. */
const segments = Array.from({ length: 60 }, (_, index) => ({
  startSeconds: index * 5 + 0.12,
  endSeconds: index * 5 + 4.88,
  text: '',
}));

const sixtyCharacters = (from: number) => talk.slice(from, from + 60);

const answer: AssessmentAnswer = {
  keyPoints: Object.fromEntries(
    Array.from({ length: 6 }, (_, index) => [
      keyPointId(index),
      {
        quote: sixtyCharacters(index * 100),
        reason: sixtyCharacters(index * 100 + 700),
        label: index < 4 ? 'covered' : 'partial',
      },
    ]),
  ),
  misconceptions: [{ quote: sixtyCharacters(1_000), correction: sixtyCharacters(1_100) }],
  strengths: [talk.slice(0, 40), talk.slice(40, 80)],
  nextSteps: [talk.slice(80, 120), talk.slice(120, 160)],
  onTopic: true,
};

/** The topic with most to say about it among those with six key points. */
function widestTopic({ majors }: Catalog): number {
  const [widest] = majors
    .flatMap(({ subjects }) => subjects.flatMap(({ topics }) => topics))
    .filter(({ keyPoints }) => keyPoints.length === 6)
    .toSorted((a, b) => JSON.stringify(b).length - JSON.stringify(a).length);
  if (!widest) throw new Error('no topic has six key points');
  return widest.id;
}

/** Presign, upload, submission, work, polls and the reading of the feedback, as the functions do. */
function functionsOn(table: EngineTable, topicId: number) {
  const journey = lectureJourney();
  const clock = journey.clock.now;
  const lectures = dynamoLectures(table);
  const details = dynamoLectureDetails(table);
  const allowances = dynamoAllowances(table);
  const users = dynamoUsers(table);
  const catalogOfSubmission = dynamoCatalog(table, clock);
  const catalogOfWorker = dynamoCatalog(table, clock);
  const ranking = {
    standings: dynamoStandings(table),
    readSources: dynamoStandingSources(table),
    clock,
  };
  return {
    upload() {
      const key = journey.presign(user.userId);
      journey.recordings.upload(key, wavOf(`${key.lectureId}`));
      return key;
    },
    async presign() {
      await users.findCaller(user.userId, seoulDay(clock()), 'eventual');
    },
    async submit(key: { userId: number; lectureId: number }) {
      await users.findCaller(user.userId, seoulDay(clock()), 'eventual');
      return submitLecture(
        {
          ...journey.submitPorts,
          lectures,
          repeats: dynamoRepeats(table, 3_600),
          findTopic: catalogOfSubmission.findTopic,
        },
        {
          userId: key.userId,
          topicId,
          audioUrl: uploadUrlOf(key),
          correlationId: 'Root=1-67891233-abcdef012345678912345678',
        },
      );
    },
    /** The upload's own event, which comes before the submission. */
    uploadEvent: (key: { userId: number; lectureId: number }) =>
      processLecture(
        { ...journey.processPorts, lectures, details },
        { ...key, recording: { etag: 'etag', sizeBytes: 1 } },
        deliveryOf({ messageId: '5a9e7e9c-6f0e-4a35-8d9b-6c0a2f6f3f0e' }),
      ),
    async work() {
      const message = journey.queue.sent.shift();
      if (!message) throw new Error('nothing was sent');
      return processLecture(
        {
          ...journey.processPorts,
          lectures,
          details,
          speech: scriptedSpeech(
            heardOf({ text: talk, durationSeconds: 300, segments, model: 'whisper-1' }),
          ).port,
          assessor: scriptedAssessor(answer, 'gpt-4o-mini-2024-07-18').port,
          allowance: { allowances, limits: { perUser: 20, global: 1_000 }, clock },
          rank: (userId) => rebuildStanding(ranking, userId),
          findTopicOfVersion: catalogOfWorker.findTopicOfVersion,
        },
        message,
        deliveryOf({ messageId: '19dd0b57-b21e-4ac1-bd88-01bbb068cb78' }),
      );
    },
    read: (key: { userId: number; lectureId: number }) =>
      readLecture({ lectures, details, clock }, key),
  };
}

const shown = (calls: readonly MeteredCall[]) =>
  calls.map(({ operation, units }) => `${operation.replace('Command', '')} ${units}`).join(', ');

/** One lecture from presign to feedback by warm functions, on a table that has seen one before. */
async function measure(engine: DynamoEngine) {
  const table = await engine.freshTable();
  const published = parseCatalog(catalogData);
  await dynamoCatalogLoader(table).load(published);
  await dynamoUsers(table).create(user);
  const { upload, uploadEvent, presign, submit, work, read } = functionsOn(
    table,
    widestTopic(published),
  );
  const meter = capacityMeter(table.client);
  const takeLecture = async () => {
    meter.reset();
    await presign();
    const key = upload();
    expect(await uploadEvent(key)).toEqual({ done: 'not submitted yet' });
    await submit(key);
    const readsBefore = [...meter.reads];
    expect((await read(key)).lecture.status).toBe('IN_PROGRESS');
    const poll = meter.reads.slice(readsBefore.length);
    expect(await work()).toEqual({ done: 'SUCCESS' });
    const { lecture, detail } = await read(key);
    expect(lecture.status).toBe('SUCCESS');
    expect(detail.transcript?.text).toHaveLength(2_000);
    expect(detail.feedback?.feedback.keyPoints.map(({ quote }) => quote.length)).toEqual(
      Array(6).fill(60),
    );
    const reads = meter.reads.filter((call) => !poll.includes(call));
    return { writes: [...meter.writes], reads, poll };
  };
  await takeLecture();
  const { writes, reads, poll } = await takeLecture();
  console.info(`writes ${unitsOf(writes)} WRU: ${shown(writes)}`);
  console.info(`reads ${unitsOf(reads)} RRU: ${shown(reads)}; a poll ${unitsOf(poll)}`);
  return { writes: unitsOf(writes), reads: unitsOf(reads), poll: unitsOf(poll) };
}

if (hasDynoxide) {
  describeOnEngine('dynoxide', 'a lecture of 2,000 characters and six key points', (engine) => {
    it('costs at most 22 write units, 5 read units, and half a read unit for each poll', async () => {
      const { writes, reads, poll } = await measure(engine);
      expect(writes).toBeLessThanOrEqual(22);
      expect(reads).toBeLessThanOrEqual(5);
      expect(poll).toBeLessThanOrEqual(0.5);
    });
  });
}
