import { dynamoLectures, preparationRows } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { readQueueMessage } from '../../../shared/adapters/queue-message.ts';
import { s3Recordings } from '../../../shared/adapters/s3-recordings.ts';
import { clocks } from '../../../shared/contracts/clocks.ts';
import { DomainError } from '../../../shared/domain-error.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import type { LectureKey, UploadKey } from '../../../shared/lectures/lecture.ts';
import type { LectureQueue, OpenKey, UnclaimedUploads } from '../../../shared/lectures/ports.ts';
import type { LaterSubmissionPorts } from '../../../shared/lectures/submit-later.ts';
import type { SubmitLecturePorts } from '../../../shared/lectures/submit-lecture.ts';
import { type SweepPorts, sweepLectures } from '../../../shared/lectures/sweep-lectures.ts';
import {
  type DeleteUnclaimedPorts,
  deleteUnclaimed,
} from '../../../shared/lectures/unclaimed-uploads.ts';
import type { CopySharedTopicPorts } from '../../../shared/own-topics/copy-shared-topic.ts';
import type { DeleteTopicPorts } from '../../../shared/own-topics/delete-topic.ts';
import { type ProcessWorkPorts, processWork } from '../../../shared/own-topics/prepare-topic.ts';
import type { ReportSharedTopicPorts } from '../../../shared/own-topics/report-shared-topic.ts';
import type { ShareTopicPorts, StopSharingPorts } from '../../../shared/own-topics/share-topic.ts';
import type { TakeDownPorts } from '../../../shared/own-topics/take-down.ts';
import type { DailyLimits } from '../../../shared/quota/daily-allowance.ts';
import type { ConsentStore } from '../../../shared/users/consents.ts';
import type { DeleteUserPorts } from '../../../shared/users/delete-user.ts';
import type { EngineTable } from '../../support/dynamo-engines.ts';
import { testProofs } from '../../support/lecture-journey.ts';
import type { AskedConsent } from './consents.ts';
import { laggingReads, type Snapshot } from './lagging-reads.ts';
import { MemoryBucket } from './memory-bucket.ts';
import { MemoryQueue, type QueuedMessage } from './memory-queue.ts';
import type { Moods, ProviderHost } from './providers.ts';
import { type Gate, gated, Run } from './run.ts';
import { SharedWorld } from './shared-world.ts';
import { bucketName, type Surroundings } from './surroundings.ts';
import { eraseTraces, workerPorts } from './worker-ports.ts';

/** What is built wrong on purpose, to see that the model notices. */
export interface Sabotage {
  readonly worker?: (ports: ProcessWorkPorts) => ProcessWorkPorts;
  readonly submit?: (ports: SubmitLecturePorts) => SubmitLecturePorts;
  readonly later?: (ports: LaterSubmissionPorts) => LaterSubmissionPorts;
  readonly sweep?: (ports: SweepPorts) => SweepPorts;
  readonly look?: (ports: DeleteUnclaimedPorts) => DeleteUnclaimedPorts;
  readonly share?: (ports: ShareTopicPorts) => ShareTopicPorts;
  readonly copy?: (ports: CopySharedTopicPorts, table: EngineTable) => CopySharedTopicPorts;
  readonly report?: (ports: ReportSharedTopicPorts, table: EngineTable) => ReportSharedTopicPorts;
  readonly stop?: (ports: StopSharingPorts, table: EngineTable) => StopSharingPorts;
  readonly takeDown?: (ports: TakeDownPorts) => TakeDownPorts;
  readonly deleteTopic?: (ports: DeleteTopicPorts, table: EngineTable) => DeleteTopicPorts;
  readonly consents?: (consents: ConsentStore) => ConsentStore;
  readonly deleteUser?: (ports: DeleteUserPorts, table: EngineTable) => DeleteUserPorts;
}

export interface ModelLimits extends DailyLimits {
  /** How many own topics one user may have: fewer than there are slots in truth. */
  readonly slots: number;
}

export interface WorldOptions {
  readonly table: EngineTable;
  readonly limits: ModelLimits;
  /** Milliseconds since the epoch. */
  readonly startAt: number;
  readonly sabotage: Sabotage;
}

/** Told of what cannot be seen in the table afterwards. */
export interface Witness {
  paying(run: Run, messageId: string, key: OpenKey, step: 'speech' | 'assessment'): Promise<void>;
  /** A moderator, who is a provider too, is about to be shown a learner's topic. */
  moderating(run: Run, userId: number): Promise<void>;
  answered(userId: number, topicId: number, sameness: string, lectureId: number): Promise<void>;
}

const longestQueueWaitSeconds = 43_200;

/** Everything around the code under test: the table is real, the rest is in memory and by the clock. */
export class World {
  readonly table: EngineTable;
  readonly limits: ModelLimits;
  readonly bucket = new MemoryBucket();
  readonly queue: MemoryQueue;
  readonly unclaimed: MemoryQueue;
  readonly runs: Run[] = [];
  /** Upload URLs given out, newest last. */
  readonly offers: { key: UploadKey; signedAt: number }[] = [];
  /** Own topics that a device was answered, newest last. */
  readonly topics: { userId: number; topicId: number }[] = [];
  readonly sharing = new SharedWorld();
  /** Changes of consents that devices asked for. */
  readonly consents: AskedConsent[] = [];
  readonly counts = { speech: 0, assessment: 0 };
  /** The table as it was recently: what an eventually consistent read may still answer. */
  readonly snapshots: Snapshot[] = [];
  /** Runs that begin now get such answers. */
  readsLag = false;
  witness: Witness | undefined;
  now: number;
  readonly sabotage: Sabotage;
  #ids = 0;

  constructor({ table, limits, startAt, sabotage }: WorldOptions) {
    this.table = table;
    this.limits = limits;
    this.now = startAt;
    this.queue = new MemoryQueue(this.clock);
    this.unclaimed = new MemoryQueue(this.clock);
    this.sabotage = sabotage;
  }

  readonly clock = (): number => this.now;

  /** Moves time on, and kills whatever would have run into its function's timeout. */
  advanceTo(moment: number): void {
    this.now = Math.max(this.now, moment);
    for (const run of this.runs) if (run.isUnderWay && run.endsAt <= this.now) run.kill();
  }

  /** No longer than queues keep their messages. */
  wait(seconds: number): void {
    const isQuiet = this.queue.messages.length + this.unclaimed.messages.length === 0;
    const most = isQuiet ? seconds : longestQueueWaitSeconds;
    this.advanceTo(this.now + Math.min(seconds, most) * 1000);
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

  work(message: QueuedMessage, moods: Moods): Promise<Run> {
    const endsAt = this.now + clocks.workerTimeoutSeconds * 1000;
    const { id: messageId, receiveCount } = message;
    return this.start(`worker ${messageId}`, clocks.workerTimeoutSeconds, async (gate, run) => {
      const content = readQueueMessage(message.body);
      if (!content) throw new Error('an unreadable message');
      const hideFor = (seconds: number) =>
        gate('sqs.ChangeMessageVisibility', async () => this.queue.hide(message, seconds));
      const host: ProviderHost = {
        clock: this.clock,
        advanceTo: (moment) => this.advanceTo(moment),
        paying: async (step) => {
          await this.witness?.paying(run, messageId, content, step);
          this.counts[step] += 1;
          return this.counts[step] - 1;
        },
      };
      const providers = { host, gate, moods };
      const ports = workerPorts(this, this.at(gate), providers, this.#unclaimedUploads(gate));
      if (content.redrive) run.redrives = nameOf(content);
      const outcome = await processWork(this.sabotage.worker?.(ports) ?? ports, content, {
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

  /** For an upload that nobody may have submitted. */
  look(message: QueuedMessage): Promise<Run> {
    return this.start(`look ${message.id}`, clocks.unclaimedTimeoutSeconds, async (gate) => {
      const content = readQueueMessage(message.body);
      if (!content) throw new Error('an unreadable message');
      const ports: DeleteUnclaimedPorts = {
        lectures: dynamoLectures(this.#table(gate)),
        recordings: s3Recordings(gated(this.bucket.client, 's3', gate), bucketName),
        unclaimed: this.#unclaimedUploads(gate),
        clock: this.clock,
      };
      await deleteUnclaimed(this.sabotage.look?.(ports) ?? ports, content);
      return gate('sqs.DeleteMessage', async () => this.unclaimed.delete(message));
    });
  }

  /** As the operator's redrive does: the queues share their dead letters. */
  redriveDead(): void {
    this.queue.redriveDead();
    this.unclaimed.redriveDead(this.queue);
  }

  /** A call of a learner's, authenticated. */
  call(
    title: string,
    userId: number,
    work: (at: Surroundings, gate: Gate) => Promise<void>,
  ): Promise<Run> {
    return this.start(title, clocks.apiTimeoutSeconds, async (gate) => {
      await this.#authenticate(gate, userId);
      await work(this.at(gate), gate);
    });
  }

  /** A device was answered with an own topic of its learner. */
  knowTopic(topic: { readonly userId: number; readonly topicId: number }): void {
    if (this.topics.every(({ topicId }) => topicId !== topic.topicId)) this.topics.push(topic);
  }

  sweep(): Promise<Run> {
    const endsAt = this.now + clocks.sweepPeriodSeconds * 1000;
    return this.start('sweep', clocks.sweepPeriodSeconds, async (gate) => {
      const at = this.at(gate);
      const { table, s3, queue } = at;
      const ports: SweepPorts = {
        lectures: dynamoLectures(table),
        preparations: dynamoLectures(table, preparationRows),
        recordings: s3Recordings(s3, bucketName),
        queue,
        clock: this.clock,
        noteNotSwept: () => {},
      };
      await sweepLectures(this.sabotage.sweep?.(ports) ?? ports, () => endsAt - this.now);
      await eraseTraces(this, at, () => endsAt - this.now);
    });
  }

  /** A function that begins to run. */
  async start(
    title: string,
    seconds: number,
    work: (gate: Gate, run: Run) => Promise<void>,
  ): Promise<Run> {
    const run = await Run.start(title, this.now + seconds * 1000, work);
    this.runs.push(run);
    return run;
  }

  /** As the API's authentication does on these routes: the profile must exist. */
  async #authenticate(gate: Gate, userId: number): Promise<void> {
    const user = await dynamoUsers(this.#table(gate)).find(userId);
    if (!user || user.deletedAt !== undefined) throw new DomainError('UNAUTHORIZED', 'deleted');
  }

  /** What a run works with: each call to it waits at the gate. */
  at(gate: Gate): Surroundings {
    return {
      table: this.#table(gate),
      queue: this.#queue(gate),
      s3: gated(this.bucket.client, 's3', gate),
      newId: () => this.#newId(),
    };
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
