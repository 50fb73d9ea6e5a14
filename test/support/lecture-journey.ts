import {
  readRecordingObjectKey,
  recordingObjectKey,
} from '../../shared/adapters/recording-keys.ts';
import { usefulChat } from '../../shared/assessment/ask-until-useful.ts';
import type { ProviderPrices } from '../../shared/contracts/endpoints.ts';
import { habitTopics } from '../../shared/habits/habit-topics.ts';
import { type RebuildHabitsPorts, rebuildHabits } from '../../shared/habits/rebuild-habits.ts';
import { newId } from '../../shared/identifiers/json-safe-id.ts';
import type { Delivery, Outcome } from '../../shared/lectures/delivery.ts';
import type { Lecture, LectureKey, UploadKey } from '../../shared/lectures/lecture.ts';
import { paceMemory } from '../../shared/lectures/pace.ts';
import type { LectureMessage, OpenKey, UploadProofs } from '../../shared/lectures/ports.ts';
import type { NamedPurpose } from '../../shared/lectures/purpose.ts';
import type { LaterSubmissionPorts } from '../../shared/lectures/submit-later.ts';
import { type SubmitLecturePorts, submitLecture } from '../../shared/lectures/submit-lecture.ts';
import { type LectureNotSwept, sweepLectures } from '../../shared/lectures/sweep-lectures.ts';
import { deleteUnclaimed } from '../../shared/lectures/unclaimed-uploads.ts';
import { type ProcessWorkPorts, processWork } from '../../shared/own-topics/prepare-topic.ts';
import { topicFinder, topicPinner } from '../../shared/own-topics/read-own-topics.ts';
import type { DailyLimits } from '../../shared/quota/daily-allowance.ts';
import { inMemoryAllowances } from './in-memory-allowances.ts';
import { inMemoryAssessments } from './in-memory-assessments.ts';
import { inMemoryHabits } from './in-memory-habits.ts';
import { inMemoryLaters } from './in-memory-laters.ts';
import { inMemoryLectureDetails } from './in-memory-lecture-details.ts';
import { inMemoryLectures } from './in-memory-lectures.ts';
import { inMemoryOwnTopics, inMemoryTaughtTopics } from './in-memory-own-topics.ts';
import { inMemoryQueue } from './in-memory-queue.ts';
import { inMemoryRecordings } from './in-memory-recordings.ts';
import { inMemoryRepeats } from './in-memory-repeats.ts';
import { inMemoryUnclaimed } from './in-memory-unclaimed.ts';
import { answerOf, bilingualTopicOf, heardOf, topicOf } from './lecture-factory.ts';
import { manualClock } from './manual-clock.ts';
import { scriptedChat, scriptedSpeech } from './scripted-providers.ts';

const uploadBase = 'https://recordings.test/';

export function uploadUrlOf(key: UploadKey): string {
  return `${uploadBase}${recordingObjectKey(key)}`;
}

export interface TestDelivery extends Delivery {
  /** How many seconds the message was hidden for, each time. */
  readonly hidden: number[];
}

export function deliveryOf(parts: Partial<Delivery> & { remainingSeconds?: number } = {}) {
  const { remainingSeconds = 240, ...rest } = parts;
  const hidden: number[] = [];
  const delivery: TestDelivery = {
    messageId: 'message-1',
    receiveCount: 1,
    isLastReceive: false,
    remainingMilliseconds: () => remainingSeconds * 1000,
    hideFor: async (seconds) => {
      hidden.push(seconds);
    },
    hidden,
    ...rest,
  };
  return delivery;
}

export const generousLimits: DailyLimits = {
  perUser: 1_000,
  global: 10_000,
  topicsPerUser: 1_000,
  refusedPerUser: 1_000,
  providerMicroDollars: 1_000_000_000,
};

export const testPrices: ProviderPrices = {
  speechPerMinute: 0.006,
  chatPerMillionInputTokens: 0.25,
  chatPerMillionOutputTokens: 2,
};

/** Proofs that show what they prove, and are as long as real ones. */
export const testProofs: UploadProofs = {
  prove: async ({ userId, lectureId }) =>
    `${userId}-${lectureId}-given`.slice(-22).padStart(22, '_'),
  verify: async (key, proof) => (await testProofs.prove(key)) === proof,
};

/**
 * The whole journey in memory: one user's uploads, submissions, messages and sweeps.
 * @param hashTable the topic 1001
 */
export function lectureJourney(given: Partial<DailyLimits> = {}, hashTable = bilingualTopicOf()) {
  const limits = { ...generousLimits, ...given };
  const clock = manualClock();
  const lectures = inMemoryLectures();
  const preparations = inMemoryLectures();
  const topics = inMemoryOwnTopics(preparations);
  const taught = inMemoryTaughtTopics();
  const details = inMemoryLectureDetails();
  const repeats = inMemoryRepeats();
  const laters = inMemoryLaters(lectures.rows);
  const recordings = inMemoryRecordings();
  const queue = inMemoryQueue();
  const unclaimed = inMemoryUnclaimed();
  const speech = scriptedSpeech(heardOf());
  const chat = scriptedChat(answerOf());
  const assessments = inMemoryAssessments();
  const allowances = inMemoryAllowances();
  const ranked: number[] = [];
  const withdrawn = new Set<number>();
  const checkedForDeletion: number[] = [];
  const notSwept: LectureNotSwept[] = [];
  const toldEnded: { lectureId: number; status: string }[] = [];
  const otherTopic = topicOf({ path: { ...hashTable.path, topicId: 1002, topicName: '스택' } });
  const findTopic = async (topicId: number) =>
    [hashTable, otherTopic].find(({ path }) => path.topicId === topicId);

  const submitPorts: SubmitLecturePorts = {
    lectures,
    repeats,
    credits: allowances.credits,
    recordings,
    queue,
    findTopic: topicFinder(findTopic, topics),
    pinTopic: topicPinner(taught),
    proofs: testProofs,
    readUploadUrl: async (url) =>
      url.startsWith(uploadBase) ? readRecordingObjectKey(url.slice(uploadBase.length)) : undefined,
    clock: clock.now,
  };
  const kept = inMemoryHabits();
  const habits: RebuildHabitsPorts = {
    habits: kept,
    readDay: async (userId) => [...lectures.rows.values()].filter((row) => row.userId === userId),
    clock: clock.now,
    topics: habitTopics(
      {
        currentVersion: async () => hashTable.catalogVersion,
        findTopic,
        listTopics: async () => [],
      },
      topics,
    ),
  };
  const processPorts: ProcessWorkPorts = {
    lectures,
    preparations,
    topics,
    details,
    recordings,
    repeats,
    credits: allowances.credits,
    laters,
    speech: speech.port,
    chat: usefulChat(chat.port),
    chatPlaceOf: () => 0,
    hasWithdrawn: async (userId) => withdrawn.has(userId),
    assessments,
    allowance: { allowances, limits, prices: testPrices, clock: clock.now },
    rank: async (userId) => {
      ranked.push(userId);
      return 'ranked';
    },
    async keepHabits(userId, day) {
      await rebuildHabits(habits, userId, day);
      return undefined;
    },
    tellEnded: async ({ lectureId }, status) => void toldEnded.push({ lectureId, status }),
    eraseIfDeleted: async (userId) => {
      checkedForDeletion.push(userId);
    },
    unclaimed,
    findTaughtTopic: taught.find,
    findTopicOfVersion: async (version, topicId) =>
      version === hashTable.catalogVersion ? findTopic(topicId) : undefined,
    pace: paceMemory(),
    clock: clock.now,
  };

  /** Both stand in the one index of open work. */
  async function* listOpen(before: number): AsyncGenerator<OpenKey> {
    yield* lectures.listOpen(before);
    for await (const key of preparations.listOpen(before)) yield { ...key, of: 'topic' };
  }
  // Far from the ids of uploads, which count from 0.
  let randoms = 2_048;
  const laterPorts: LaterSubmissionPorts = {
    lectures,
    details,
    laters,
    clock: clock.now,
    recording: submitPorts,
    text: {
      ...submitPorts,
      details,
      fingerprint: (parts) => JSON.stringify(parts),
      random: () => {
        randoms += 1;
        return (randoms % 4_096) / 4_096;
      },
    },
  };

  let presigned = 0;
  return {
    clock,
    lectures,
    preparations,
    topics,
    details,
    repeats,
    laters,
    /** What an answer to the pupil is submitted with. */
    laterPorts,
    recordings,
    queue,
    unclaimed,
    speech,
    chat,
    assessments,
    allowances,
    /** What is kept of everybody's habits. */
    habits: kept,
    /** What they are made anew with. */
    habitPorts: habits,
    /** Users whose standing was rebuilt, one for each time. */
    ranked,
    /** Users whose tombstone was looked for after a write. */
    checkedForDeletion,
    toldEnded,
    /** Users who have taken back that anything of theirs is sent to a provider. */
    withdrawn,
    /** What the sweep told of lectures that it could not sweep. */
    notSwept,
    submitPorts,
    processPorts,

    /** A key that the server would sign for this user, a different one each time. */
    presign(userId = 7_001): LectureKey {
      presigned += 1;
      return { userId, lectureId: newId(clock.now(), presigned / 4096) };
    },
    submit(
      key: UploadKey,
      topicId = 1001,
      ports: SubmitLecturePorts = submitPorts,
      purpose: NamedPurpose = {},
    ) {
      return submitLecture(ports, {
        userId: key.userId,
        topicId,
        audioUrl: uploadUrlOf(key),
        correlationId: 'request-1',
        ...purpose,
      });
    },
    process(
      message: LectureMessage,
      delivery: Delivery = deliveryOf(),
      ports: Partial<ProcessWorkPorts> = {},
    ): Promise<Outcome> {
      return processWork({ ...processPorts, ...ports }, message, delivery);
    },
    /** Delivers what was sent, each once, until the queue is empty. */
    async drainQueue(): Promise<Outcome[]> {
      const outcomes: Outcome[] = [];
      for (let message = queue.sent.shift(); message; message = queue.sent.shift()) {
        const messageId = `sent-${outcomes.length + 1}`;
        outcomes.push(await processWork(processPorts, message, deliveryOf({ messageId })));
      }
      return outcomes;
    },
    /** Waits out the delays of unclaimed uploads, and answers what came of each look. */
    async waitForUnclaimed(): Promise<Outcome[]> {
      const outcomes: Outcome[] = [];
      for (let next = unclaimed.sent.shift(); next; next = unclaimed.sent.shift()) {
        clock.advanceSeconds(next.delaySeconds);
        const ports = { lectures, recordings, unclaimed, clock: clock.now };
        outcomes.push(await deleteUnclaimed(ports, next.message));
      }
      return outcomes;
    },
    sweep(remainingMilliseconds = () => 60_000) {
      const noteNotSwept = (trouble: LectureNotSwept) => void notSwept.push(trouble);
      return sweepLectures(
        {
          ...{ preparations, recordings, queue, clock: clock.now, noteNotSwept },
          lectures: { ...lectures, listOpen },
        },
        remainingMilliseconds,
      );
    },
    /** The row as it is stored. @throws Error where there is none */
    row(key: LectureKey): Lecture {
      const row = lectures.rows.get(`${key.userId}/${key.lectureId}`);
      if (!row) throw new Error(`no row of lecture ${key.lectureId}`);
      return row;
    },
  };
}
