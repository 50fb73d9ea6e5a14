import { dynamoAllowances } from '../../shared/adapters/dynamo-allowances.ts';
import { dynamoAssessments } from '../../shared/adapters/dynamo-assessments.ts';
import { dynamoCatalog, dynamoCatalogLoader } from '../../shared/adapters/dynamo-catalog.ts';
import { dynamoConsents } from '../../shared/adapters/dynamo-consents.ts';
import { dynamoCredits } from '../../shared/adapters/dynamo-credits.ts';
import { dynamoLaters } from '../../shared/adapters/dynamo-laters.ts';
import { dynamoLectureDetails } from '../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../../shared/adapters/dynamo-lectures.ts';
import { dynamoRepeats } from '../../shared/adapters/dynamo-repeats.ts';
import { dynamoStandingSources } from '../../shared/adapters/dynamo-standing-sources.ts';
import { dynamoStandings } from '../../shared/adapters/dynamo-standings.ts';
import type { Table } from '../../shared/adapters/dynamo-table.ts';
import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import type { ChatModel } from '../../shared/assessment/chat-model.ts';
import { keyPointId } from '../../shared/assessment/find-passages.ts';
import { seoulDay } from '../../shared/calendar/seoul-day.ts';
import { type Catalog, parseCatalog } from '../../shared/catalog/catalog.ts';
import { catalogData } from '../../shared/catalog/catalog-data.ts';
import type { LectureKey } from '../../shared/lectures/lecture.ts';
import type { AssessmentStore } from '../../shared/lectures/ports.ts';
import { processLecture } from '../../shared/lectures/process-lecture.ts';
import { readLecture } from '../../shared/lectures/read-lectures.ts';
import { submitLecture } from '../../shared/lectures/submit-lecture.ts';
import { rebuildStanding } from '../../shared/ranking/rebuild-standing.ts';
import { hasWithdrawn } from '../../shared/users/consents.ts';
import { capacityMeter, type MeteredCall, unitsOf } from './capacity-meter.ts';
import { heardOf, wavOf } from './lecture-factory.ts';
import {
  deliveryOf,
  generousLimits,
  lectureJourney,
  testPrices,
  uploadUrlOf,
} from './lecture-journey.ts';
import { scriptedChat, scriptedSpeech, type TalkAnswer } from './scripted-providers.ts';

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

const answer: TalkAnswer = {
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

/** Each label comes once the one before it is stored: as many writes as there can be. */
function labelsOneByOne(
  chat: ChatModel,
  assessments: AssessmentStore,
): { chat: ChatModel; assessments: AssessmentStore } {
  const stored = Array.from({ length: 7 }, () => Promise.withResolvers<void>());
  let keeps = 0;
  let judges = 0;
  return {
    chat: {
      async ask(question, limits) {
        if (question.step === 'judge') await stored[judges++]?.promise;
        return chat.ask(question, limits);
      },
    },
    assessments: {
      ...assessments,
      async keep(claimed, progress) {
        const isKept = await assessments.keep(claimed, progress);
        stored[keeps++]?.resolve();
        return isKept;
      },
    },
  };
}

/** Presign, upload, submission, work, polls and the reading of the feedback, as the functions do. */
function functionsOn(table: Table, topicId: number) {
  const journey = lectureJourney();
  const clock = journey.clock.now;
  const lectures = dynamoLectures(table);
  const details = dynamoLectureDetails(table);
  const allowances = dynamoAllowances(table);
  const users = dynamoUsers(table);
  const consents = dynamoConsents(table);
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
    async submit(key: LectureKey) {
      await users.findCaller(user.userId, seoulDay(clock()), 'eventual');
      return submitLecture(
        {
          ...journey.submitPorts,
          lectures,
          repeats: dynamoRepeats(table, 3_600),
          credits: dynamoCredits(table),
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
    uploadEvent: (key: LectureKey) =>
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
          repeats: dynamoRepeats(table, 3_600),
          credits: dynamoCredits(table),
          speech: scriptedSpeech(
            heardOf({ text: talk, durationSeconds: 300, segments, model: 'whisper-1' }),
          ).port,
          ...labelsOneByOne(
            scriptedChat(answer, 'gpt-6-luna-2026-08-11').port,
            dynamoAssessments(table, clock),
          ),
          allowance: { allowances, limits: generousLimits, prices: testPrices, clock },
          hasWithdrawn: async (userId) =>
            hasWithdrawn(await consents.list(userId, 'eventual'), 'PROCESSING_ABROAD'),
          rank: (userId) => rebuildStanding(ranking, userId),
          findTopicOfVersion: catalogOfWorker.findTopicOfVersion,
        },
        message,
        deliveryOf({ messageId: '19dd0b57-b21e-4ac1-bd88-01bbb068cb78' }),
      );
    },
    read: (key: LectureKey) =>
      readLecture({ lectures, details, laters: dynamoLaters(table), clock }, key),
  };
}

export const lectureSteps = [
  'presign',
  'upload event',
  'submission',
  'poll',
  'work',
  'feedback',
] as const;

/** What one step of a lecture asked of the table. */
export interface MeteredStep {
  readonly step: (typeof lectureSteps)[number];
  readonly writes: readonly MeteredCall[];
  readonly reads: readonly MeteredCall[];
}

export interface MeteredLecture {
  readonly steps: readonly MeteredStep[];
  readonly uploadEvent: Awaited<ReturnType<typeof processLecture>>;
  readonly polled: Awaited<ReturnType<typeof readLecture>>;
  readonly worked: Awaited<ReturnType<typeof processLecture>>;
  readonly feedback: Awaited<ReturnType<typeof readLecture>>;
}

/**
 * One lecture of 2,000 Korean characters and six key points, from presign to feedback with one poll,
 * by warm functions: on a table that has seen one before.
 * @param table an empty one
 * @param meter of its client, which can have one only @default a new one
 */
export async function meterLecture(
  table: Table,
  meter = capacityMeter(table.client),
): Promise<MeteredLecture> {
  const published = parseCatalog(catalogData);
  await dynamoCatalogLoader(table).load(published);
  await dynamoUsers(table).create(user);
  const functions = functionsOn(table, widestTopic(published));

  const takeLecture = async (): Promise<MeteredLecture> => {
    const steps: MeteredStep[] = [];
    const metered = async <Result>(step: MeteredStep['step'], run: () => Promise<Result>) => {
      meter.reset();
      const result = await run();
      steps.push({ step, writes: [...meter.writes], reads: [...meter.reads] });
      return result;
    };
    await metered('presign', functions.presign);
    const key = functions.upload();
    const uploadEvent = await metered('upload event', () => functions.uploadEvent(key));
    await metered('submission', () => functions.submit(key));
    const polled = await metered('poll', () => functions.read(key));
    const worked = await metered('work', functions.work);
    const feedback = await metered('feedback', () => functions.read(key));
    return { steps, uploadEvent, polled, worked, feedback };
  };
  await takeLecture();
  return takeLecture();
}

/** The units of a lecture without its polls, and of one poll. */
export function lectureUnits({ steps }: Pick<MeteredLecture, 'steps'>) {
  const isPoll = ({ step }: MeteredStep) => step === 'poll';
  const polls = steps.filter(isPoll);
  const others = steps.filter((step) => !isPoll(step));
  const sum = (of: readonly MeteredStep[], kind: 'writes' | 'reads') =>
    unitsOf(of.flatMap((step) => step[kind]));
  return {
    writes: sum(steps, 'writes'),
    reads: sum(others, 'reads'),
    readsOfPoll: sum(polls, 'reads'),
  };
}
