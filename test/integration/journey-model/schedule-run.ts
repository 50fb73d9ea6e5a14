import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { recordingObjectKey } from '../../../shared/adapters/recording-keys.ts';
import { recordingMaximumBytes, uploadUrlSeconds } from '../../../shared/contracts/recordings.ts';
import type { UploadKey } from '../../../shared/lectures/lecture.ts';
import type { EngineTable } from '../../support/dynamo-engines.ts';
import { userOf } from '../../support/in-memory-users.ts';
import { wavOf } from '../../support/lecture-factory.ts';
import { testStart } from '../../support/manual-clock.ts';
import { startConsentChange } from './consents.ts';
import { startAnswer, startCorrection, startDispute } from './laters.ts';
import { Ledger } from './ledger.ts';
import { startCreation, startTopicDeletion } from './own-topics.ts';
import type { Run } from './run.ts';
import { redriveProvisional, settle } from './settling.ts';
import { startSharing } from './sharing.ts';
import type { Bytes } from './step-parts.ts';
import type { Schedule, Start, Step } from './steps.ts';
import type { LectureRow } from './stored-rows.ts';
import { startSubmission, startText, startUserDeletion } from './submissions.ts';
import { topicIds, userIds } from './surroundings.ts';
import { type Sabotage, World } from './world.ts';

/** From noon in Seoul, when manual clocks start. */
const midnightSeconds = 12 * 3_600;

export interface ScheduleOutcome {
  readonly lectures: readonly LectureRow[];
  /** Lectures that went with their user. */
  readonly deleted: number;
  /** How own topics ended that nobody had deleted. */
  readonly topics: readonly string[];
  /** What was done with shared topics, and how it ended. */
  readonly sharing: readonly string[];
  readonly kills: number;
  readonly faults: number;
  readonly providerCalls: { readonly speech: number; readonly assessment: number };
}

/**
 * Performs a schedule on an empty table, checks every invariant after each step, and then lets
 * everything come to rest and checks what must hold then.
 *
 * @throws Violation
 */
export async function runSchedule(
  table: EngineTable,
  { limits, startsBeforeMidnightSeconds, steps }: Schedule,
  sabotage: Sabotage = {},
): Promise<ScheduleOutcome> {
  const startAt = testStart + (midnightSeconds - startsBeforeMidnightSeconds) * 1000;
  const world = new World({ table, limits, startAt, sabotage });
  const ledger = new Ledger(world);
  for (const userId of userIds) {
    await dynamoUsers(table).create(userOf({ userId, createdAt: startAt }));
  }
  for (const step of steps) {
    await perform(world, ledger, step);
    await ledger.check();
  }
  const topicEndings = (await settle(world, ledger)).map(
    ({ failureReason, status }) => failureReason ?? status,
  );
  return {
    lectures: ledger.lectures.filter(({ userId }) => !ledger.isGone(userId)),
    deleted: ledger.lectures.filter(({ userId }) => ledger.isGone(userId)).length,
    kills: world.runs.filter(({ state }) => state === 'killed').length,
    faults: world.runs.filter(({ isDisturbed }) => isDisturbed).length,
    topics: topicEndings,
    sharing: world.runs.flatMap(({ act, state }) => (act ? `${act.does}: ${state}` : [])),
    providerCalls: world.counts,
  };
}

async function perform(world: World, ledger: Ledger, step: Step): Promise<void> {
  switch (step.do) {
    case 'presign':
      await offer(world, userAt(step.user));
      return;
    case 'upload': {
      const given = newest(world.offers, step.upload);
      const isValid = given && world.now < given.signedAt + uploadUrlSeconds * 1000;
      if (isValid) upload(world, given.key, step.bytes);
      return;
    }
    case 'record': {
      const key = await offer(world, userAt(step.user));
      if (key) upload(world, key, step.bytes);
      return;
    }
    case 'race':
      return race(world, ledger, step);
    case 'turns':
      for (const turn of step.runs) {
        const { paused } = world;
        await paused[turn % Math.max(1, paused.length)]?.step();
      }
      return;
    case 'resume': {
      const { paused } = world;
      await paused[step.run % Math.max(1, paused.length)]?.follow(step.plan);
      return;
    }
    case 'wait':
      world.wait(step.seconds);
      return;
    case 'deliver again':
      world.queue.deliverAgain(step.message);
      return;
    case 'copy message':
      world.queue.copy(step.message);
      return;
    case 'lose event':
      world.queue.loseEvent(step.message);
      return;
    case 'redrive':
      if (step.from === 'dead letters') world.redriveDead();
      else redriveProvisional(world, ledger);
      return;
    default:
      return startAndFollow(world, ledger, step);
  }
}

async function startAndFollow(world: World, ledger: Ledger, start: Start): Promise<void> {
  const beganAt = world.now;
  const run = await begin(world, ledger, start);
  await run?.follow(start.plan);
  if (start.do !== 'sweep' || run?.state !== 'ended' || run.isDisturbed) return;
  await ledger.check();
  ledger.checkSwept(beganAt);
}

/** Takes two runs from call to call in turns, and then each by its plan. */
async function race(world: World, ledger: Ledger, step: Step & { do: 'race' }): Promise<void> {
  const first = await begin(world, ledger, step.first);
  const second = await begin(world, ledger, step.second);
  for (const turn of step.turns) await (turn === 0 ? first : second)?.step();
  await first?.follow(step.first.plan);
  await second?.follow(step.second.plan);
}

async function begin(world: World, ledger: Ledger, start: Start): Promise<Run | undefined> {
  world.readsLag = start.readsLag;
  const run = await startOf(world, ledger, start);
  world.readsLag = false;
  if (run) ledger.note(run);
  return run;
}

async function startOf(world: World, ledger: Ledger, start: Start): Promise<Run | undefined> {
  switch (start.do) {
    case 'submit': {
      const given = newest(world.offers, start.upload);
      return given && startSubmission(world, given.key.userId, given.key, topicAt(start.topic));
    }
    case 'type': {
      const text = `해시 테이블은 키를 해시 함수로 배열 인덱스로 바꾸어 저장합니다. ${start.text}`;
      return startText(world, userAt(start.user), topicAt(start.topic), text);
    }
    case 'work': {
      const message = world.queue.receive(start.message);
      return message && world.work(message, start.moods);
    }
    case 'look': {
      const message = world.unclaimed.receive(start.message);
      return message && world.look(message);
    }
    case 'create topic':
      return startCreation(world, userAt(start.user), `주제 ${start.title}`);
    case 'delete topic': {
      const topic = newest(world.topics, start.topic);
      return topic && startTopicDeletion(world, topic.userId, topic.topicId);
    }
    case 'teach topic': {
      const topic = newest(world.topics, start.topic);
      return topic && startText(world, topic.userId, topic.topicId, `확산은 퍼진다. ${start.text}`);
    }
    case 'answer':
    case 'say answer':
    case 'correct':
    case 'dispute':
      return startLater(world, ledger, start);
    case 'share topic':
    case 'stop sharing':
    case 'copy shared':
    case 'report shared':
    case 'take down':
    case 'make transfer code': {
      const topic = 'topic' in start ? newest(world.topics, start.topic) : undefined;
      const code = 'code' in start ? newest(world.sharing.codes, start.code) : undefined;
      return startSharing(world, start, { topic, code });
    }
    case 'change consent':
      return startConsentChange(world, userAt(start.user), start.given);
    case 'sweep':
      return world.sweep();
    case 'delete user':
      return startUserDeletion(world, userAt(start.user));
  }
}

/** A presigned URL, which needs an existing profile. */
async function offer(world: World, userId: number): Promise<UploadKey | undefined> {
  const user = await dynamoUsers(world.table).find(userId);
  if (!user || user.deletedAt !== undefined) return undefined;
  const key = await world.newKey(userId);
  world.offers.push({ key, signedAt: world.now });
  return key;
}

/** A PUT to the upload URL, and the event of the bucket for it. */
function upload(world: World, key: UploadKey, bytes: Bytes): void {
  const objectKey = recordingObjectKey(key);
  const { etag, sizeBytes } = world.bucket.put(objectKey, ...contentOf(bytes));
  world.queue.send({
    Records: [{ s3: { object: { key: objectKey, size: sizeBytes, eTag: etag } } }],
  });
}

type LaterStart = Extract<Start, { do: 'answer' | 'say answer' | 'correct' | 'dispute' }>;

async function startLater(
  world: World,
  ledger: Ledger,
  start: LaterStart,
): Promise<Run | undefined> {
  const lecture = newest(ledger.graded, start.lecture);
  if (!lecture) return undefined;
  switch (start.do) {
    case 'answer': {
      const text = `두 키가 한 자리에 올 수 있어요. ${start.text}`;
      return startAnswer(world, lecture, start.round, { text });
    }
    case 'say answer': {
      const own = world.offers.filter(({ key }) => key.userId === lecture.userId);
      const given = newest(own, start.upload);
      return given && startAnswer(world, lecture, start.round, { upload: given.key });
    }
    case 'correct':
      return startCorrection(world, lecture, start.text);
    case 'dispute':
      return startDispute(world, lecture, start.keyPoint, `말했어요. ${start.comment}`);
  }
}

function contentOf(bytes: Bytes): [bytes: Uint8Array, sizeBytes?: number] {
  if (bytes === 'nothing') return [new Uint8Array()];
  if (bytes === 'too large') return [new Uint8Array(), recordingMaximumBytes + 1];
  return [bytes === 'not audio' ? Buffer.from('<html>'.repeat(900)) : wavOf(bytes)];
}

function newest<Item>(items: readonly Item[], back: number): Item | undefined {
  return items.at(-1 - (back % Math.max(1, items.length)));
}

const userAt = (choice: number): number => userIds[choice % userIds.length] ?? userIds[0];
const topicAt = (choice: number): number => topicIds[choice % topicIds.length] ?? topicIds[0];
