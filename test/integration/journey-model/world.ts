import { createHash } from 'node:crypto';
import { dynamoAllowances } from '../../../shared/adapters/dynamo-allowances.ts';
import { dynamoAssessments } from '../../../shared/adapters/dynamo-assessments.ts';
import { dynamoLectureDetails } from '../../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures, preparationRows } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoOwnTopics } from '../../../shared/adapters/dynamo-own-topics.ts';
import { dynamoRepeats } from '../../../shared/adapters/dynamo-repeats.ts';
import { dynamoStandingSources } from '../../../shared/adapters/dynamo-standing-sources.ts';
import { dynamoStandings } from '../../../shared/adapters/dynamo-standings.ts';
import { dynamoTaughtTopics } from '../../../shared/adapters/dynamo-taught-topics.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { readQueueMessage } from '../../../shared/adapters/queue-message.ts';
import { recordingObjectKey } from '../../../shared/adapters/recording-keys.ts';
import { s3Recordings } from '../../../shared/adapters/s3-recordings.ts';
import { s3UploadUrlReader } from '../../../shared/adapters/s3-upload-url-reader.ts';
import { userTraces } from '../../../shared/adapters/user-traces.ts';
import { clocks } from '../../../shared/contracts/clocks.ts';
import { DomainError } from '../../../shared/domain-error.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import type { LectureKey, UploadKey } from '../../../shared/lectures/lecture.ts';
import type { LectureQueue, OpenKey, UnclaimedUploads } from '../../../shared/lectures/ports.ts';
import { type SubmitLecturePorts, submitLecture } from '../../../shared/lectures/submit-lecture.ts';
import { submitText } from '../../../shared/lectures/submit-text.ts';
import { type SweepPorts, sweepLectures } from '../../../shared/lectures/sweep-lectures.ts';
import {
  type DeleteUnclaimedPorts,
  deleteUnclaimed,
} from '../../../shared/lectures/unclaimed-uploads.ts';
import { type ProcessWorkPorts, processWork } from '../../../shared/own-topics/prepare-topic.ts';
import { topicFinder, topicPinner } from '../../../shared/own-topics/read-own-topics.ts';
import type { DailyLimits } from '../../../shared/quota/daily-allowance.ts';
import { rebuildStanding } from '../../../shared/ranking/rebuild-standing.ts';
import { deleteUser, eraseIfBuried } from '../../../shared/users/delete-user.ts';
import { eraseBuriedUsers } from '../../../shared/users/erase-buried-users.ts';
import type { EngineTable } from '../../support/dynamo-engines.ts';
import { topicOf } from '../../support/lecture-factory.ts';
import { testPrices, testProofs } from '../../support/lecture-journey.ts';
import { laggingReads, type Snapshot } from './lagging-reads.ts';
import { MemoryBucket } from './memory-bucket.ts';
import { MemoryQueue, type QueuedMessage } from './memory-queue.ts';
import { type Moods, moodyChat, moodySpeech, type ProviderHost } from './providers.ts';
import { type Gate, gated, Run } from './run.ts';

/** What is built wrong on purpose, to see that the model notices. */
export interface Sabotage {
  readonly worker?: (ports: ProcessWorkPorts) => ProcessWorkPorts;
  readonly submit?: (ports: SubmitLecturePorts) => SubmitLecturePorts;
  readonly sweep?: (ports: SweepPorts) => SweepPorts;
  readonly look?: (ports: DeleteUnclaimedPorts) => DeleteUnclaimedPorts;
}

export interface WorldOptions {
  readonly table: EngineTable;
  readonly limits: DailyLimits;
  /** Milliseconds since the epoch. */
  readonly startAt: number;
  readonly sabotage: Sabotage;
}

/** What a call of the API works with. */
export interface Surroundings {
  readonly table: EngineTable;
  readonly queue: LectureQueue;
  readonly newId: () => number;
}

/** Told of what cannot be seen in the table afterwards. */
export interface Witness {
  paying(run: Run, messageId: string, key: OpenKey, step: 'speech' | 'assessment'): Promise<void>;
  answered(userId: number, topicId: number, sameness: string, lectureId: number): Promise<void>;
}

/** Two devices of today and one whose token the first backend made. */
export const userIds = [2_000_000_000_001, 2_000_000_000_002, 7] as const;
export const topicIds = [1001, 1002] as const;

const apiSeconds = 10;
const hourSeconds = 3600;
const bucketName = 'recordings';
const topics = topicIds.map((topicId) => topicOf({ path: { ...topicOf().path, topicId } }));

/** Everything around the code under test: the table is real, the rest is in memory and by the clock. */
export class World {
  readonly table: EngineTable;
  readonly limits: DailyLimits;
  readonly bucket = new MemoryBucket();
  readonly queue: MemoryQueue;
  readonly unclaimed: MemoryQueue;
  readonly runs: Run[] = [];
  /** Upload URLs given out, newest last. */
  readonly offers: { key: UploadKey; signedAt: number }[] = [];
  /** Own topics that a device was answered, newest last. */
  readonly topics: { userId: number; topicId: number }[] = [];
  readonly counts = { speech: 0, assessment: 0 };
  /** The table as it was of late: what an eventually consistent read may still answer. */
  readonly snapshots: Snapshot[] = [];
  /** Runs that begin now get such answers. */
  readsLag = false;
  witness: Witness | undefined;
  now: number;
  readonly #sabotage: Sabotage;
  #ids = 0;

  constructor({ table, limits, startAt, sabotage }: WorldOptions) {
    this.table = table;
    this.limits = limits;
    this.now = startAt;
    this.queue = new MemoryQueue(this.clock);
    this.unclaimed = new MemoryQueue(this.clock);
    this.#sabotage = sabotage;
  }

  readonly clock = (): number => this.now;

  /** Moves time on, and kills whatever would have run into its function's timeout. */
  advanceTo(moment: number): void {
    this.now = Math.max(this.now, moment);
    for (const run of this.runs) if (run.isUnderWay && run.endsAt <= this.now) run.kill();
  }

  get paused(): Run[] {
    return this.runs.filter(({ isUnderWay }) => isUnderWay);
  }

  async newKey(userId: number): Promise<UploadKey> {
    const key = { userId, lectureId: this.#newId() };
    return { ...key, uploadProof: await testProofs.prove(key) };
  }

  #newId(): number {
    this.#ids += 1;
    return newId(this.now, (this.#ids % 4096) / 4096);
  }

  submit(userId: number, key: UploadKey, topicId: number): Promise<Run> {
    return this.#start(`POST ${key.lectureId} topic ${topicId}`, apiSeconds, async (gate) => {
      await this.#authenticate(gate, userId);
      const table = this.#table(gate);
      const s3 = gated(this.bucket.client, 's3', gate);
      const recordings = s3Recordings(s3, bucketName);
      let seen: { etag: string | undefined } | undefined;
      const ports: SubmitLecturePorts = {
        lectures: dynamoLectures(table),
        repeats: dynamoRepeats(table, hourSeconds),
        recordings: {
          inspect: async (inspected) => {
            const found = await recordings.inspect(inspected);
            seen ??= { etag: found?.etag };
            return found;
          },
        },
        queue: this.#queue(gate),
        ...ownTopicsOf(table),
        readUploadUrl: s3UploadUrlReader(s3, bucketName),
        proofs: testProofs,
        clock: this.clock,
      };
      const lecture = await submitLecture(this.#sabotage.submit?.(ports) ?? ports, {
        userId,
        topicId,
        audioUrl: `http://s3.test/${bucketName}/${recordingObjectKey(key)}`,
        correlationId: 'request',
      });
      if (seen?.etag) await this.witness?.answered(userId, topicId, seen.etag, lecture.lectureId);
    });
  }

  submitText(userId: number, topicId: number, text: string): Promise<Run> {
    return this.#start(`POST text "${text}"`, apiSeconds, async (gate) => {
      await this.#authenticate(gate, userId);
      const table = this.#table(gate);
      let sameness = '';
      const lecture = await submitText(
        {
          lectures: dynamoLectures(table),
          repeats: dynamoRepeats(table, 24 * hourSeconds),
          details: dynamoLectureDetails(table),
          queue: this.#queue(gate),
          ...ownTopicsOf(table),
          fingerprint: (parts) => {
            sameness = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
            return sameness;
          },
          clock: this.clock,
          random: () => (this.#newId() % 4096) / 4096,
        },
        { userId, topicId, text, correlationId: 'request' },
      );
      await this.witness?.answered(userId, topicId, sameness, lecture.lectureId);
    });
  }

  work(message: QueuedMessage, moods: Moods): Promise<Run> {
    const endsAt = this.now + clocks.workerTimeoutSeconds * 1000;
    const { id: messageId, receiveCount } = message;
    return this.#start(`worker ${messageId}`, clocks.workerTimeoutSeconds, async (gate, run) => {
      const content = readQueueMessage(message.body);
      if (!content) throw new Error('an unreadable message');
      const hideFor = (seconds: number) =>
        gate('sqs.ChangeMessageVisibility', async () => this.queue.hide(message, seconds));
      const table = this.#table(gate);
      const s3 = gated(this.bucket.client, 's3', gate);
      const host: ProviderHost = {
        clock: this.clock,
        advanceTo: (moment) => this.advanceTo(moment),
        paying: async (step) => {
          await this.witness?.paying(run, messageId, content, step);
          this.counts[step] += 1;
          return this.counts[step] - 1;
        },
      };
      const ranking = {
        standings: dynamoStandings(table),
        readSources: dynamoStandingSources(table),
        clock: this.clock,
      };
      const ports: ProcessWorkPorts = {
        lectures: dynamoLectures(table),
        preparations: dynamoLectures(table, preparationRows),
        topics: dynamoOwnTopics(table),
        details: dynamoLectureDetails(table),
        recordings: s3Recordings(s3, bucketName),
        repeats: dynamoRepeats(table, hourSeconds),
        speech: moodySpeech(host, gate, moods.speech),
        chat: moodyChat(host, gate, moods.chat),
        chatPlaceOf: () => 0,
        assessments: dynamoAssessments(table, this.clock),
        allowance: {
          allowances: dynamoAllowances(table),
          limits: this.limits,
          prices: testPrices,
          clock: this.clock,
        },
        rank: (userId) => rebuildStanding(ranking, userId),
        eraseIfDeleted: (userId) =>
          eraseIfBuried(
            { users: dynamoUsers(table), traces: userTraces(table, s3, bucketName) },
            userId,
          ),
        unclaimed: this.#unclaimedUploads(gate),
        findTaughtTopic: dynamoTaughtTopics(table).find,
        findTopicOfVersion: async (_version, topicId) => findTopic(topicId),
        clock: this.clock,
      };
      if (content.redrive) run.redrives = nameOf(content);
      const outcome = await processWork(this.#sabotage.worker?.(ports) ?? ports, content, {
        messageId,
        receiveCount,
        isLastReceive: receiveCount >= clocks.maximumReceives,
        remainingMilliseconds: () => endsAt - this.now,
        hideFor,
      });
      if ('again' in outcome) return hideFor(outcome.inSeconds);
      return gate('sqs.DeleteMessage', async () => this.queue.delete(message));
    });
  }

  /** At an upload that nobody may have submitted. */
  look(message: QueuedMessage): Promise<Run> {
    return this.#start(`look ${message.id}`, clocks.unclaimedTimeoutSeconds, async (gate) => {
      const content = readQueueMessage(message.body);
      if (!content) throw new Error('an unreadable message');
      const ports: DeleteUnclaimedPorts = {
        lectures: dynamoLectures(this.#table(gate)),
        recordings: s3Recordings(gated(this.bucket.client, 's3', gate), bucketName),
        unclaimed: this.#unclaimedUploads(gate),
        clock: this.clock,
      };
      await deleteUnclaimed(this.#sabotage.look?.(ports) ?? ports, content);
      return gate('sqs.DeleteMessage', async () => this.unclaimed.delete(message));
    });
  }

  /** As the operator's redrive does: the queues share their dead letters. */
  redriveDead(): void {
    this.queue.redriveDead();
    this.unclaimed.redriveDead(this.queue);
  }

  /** A call of a learner's, authenticated. */
  call(title: string, userId: number, work: (at: Surroundings) => Promise<void>): Promise<Run> {
    return this.#start(title, apiSeconds, async (gate) => {
      await this.#authenticate(gate, userId);
      const newId = () => this.#newId();
      await work({ table: this.#table(gate), queue: this.#queue(gate), newId });
    });
  }

  sweep(): Promise<Run> {
    const endsAt = this.now + clocks.sweepPeriodSeconds * 1000;
    return this.#start('sweep', clocks.sweepPeriodSeconds, async (gate) => {
      const table = this.#table(gate);
      const s3 = gated(this.bucket.client, 's3', gate);
      const ports: SweepPorts = {
        lectures: dynamoLectures(table),
        preparations: dynamoLectures(table, preparationRows),
        recordings: s3Recordings(s3, bucketName),
        queue: this.#queue(gate),
        clock: this.clock,
        noteNotSwept: () => {},
      };
      await sweepLectures(this.#sabotage.sweep?.(ports) ?? ports, () => endsAt - this.now);
      await eraseBuriedUsers(
        {
          users: dynamoUsers(table),
          traces: userTraces(table, s3, bucketName),
          clock: this.clock,
          noteNotErased: () => {},
        },
        () => endsAt - this.now,
      );
    });
  }

  deleteUser(userId: number): Promise<Run> {
    return this.#start(`DELETE user ${userId}`, apiSeconds, async (gate) => {
      const table = this.#table(gate);
      const s3 = gated(this.bucket.client, 's3', gate);
      await deleteUser(
        {
          users: dynamoUsers(table),
          traces: userTraces(table, s3, bucketName),
          clock: this.clock,
        },
        { userId, tokenVersion: 1 },
      );
    });
  }

  async #start(
    title: string,
    seconds: number,
    work: (gate: Gate, run: Run) => Promise<void>,
  ): Promise<Run> {
    const run = await Run.start(title, this.now + seconds * 1000, work);
    this.runs.push(run);
    return run;
  }

  /** As the API's authentication does on these routes: the profile must stand. */
  async #authenticate(gate: Gate, userId: number): Promise<void> {
    const user = await dynamoUsers(this.#table(gate)).find(userId);
    if (!user || user.deletedAt !== undefined) throw new DomainError('UNAUTHORIZED', 'deleted');
  }

  #table(gate: Gate): EngineTable {
    const client = this.readsLag ? laggingReads(this.table.client, this) : this.table.client;
    return { client: gated(client, 'dynamodb', gate), name: this.table.name };
  }

  #unclaimedUploads(gate: Gate): UnclaimedUploads {
    return {
      lookAt: (message, delaySeconds) =>
        gate('sqs.SendMessage', async () => this.unclaimed.send(message, delaySeconds)),
    };
  }

  #queue(gate: Gate): LectureQueue {
    return {
      send: (message) => gate('sqs.SendMessage', async () => this.queue.send(message)),
    };
  }
}

export function nameOf({ userId, lectureId }: LectureKey): string {
  return `${userId}/${lectureId}`;
}

const ownTopicsOf = (table: EngineTable) => ({
  findTopic: topicFinder(findTopic, dynamoOwnTopics(table)),
  pinTopic: topicPinner(dynamoTaughtTopics(table)),
});

async function findTopic(topicId: number) {
  return topics.find(({ path }) => path.topicId === topicId);
}
