import { profileKey } from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoStandingSources } from '../../../shared/adapters/dynamo-standing-sources.ts';
import { dynamoStandings } from '../../../shared/adapters/dynamo-standings.ts';
import { recordingObjectKey } from '../../../shared/adapters/recording-keys.ts';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { clocks } from '../../../shared/contracts/clocks.ts';
import {
  lateUploadSeconds,
  submissionSeconds,
  uploadUrlSeconds,
} from '../../../shared/contracts/recordings.ts';
import { highestLegacyId, idMilliseconds } from '../../../shared/identifiers/json-safe-id.ts';
import { listLectures, readLecture } from '../../../shared/lectures/read-lectures.ts';
import { type Standing, standingOf, windowDays } from '../../../shared/ranking/standing.ts';
import { refuseBySize } from '../../../shared/recordings/recording.ts';
import { checkHabits } from './habits-at-rest.ts';
import { checkLatersShown } from './laters.ts';
import type { Ledger } from './ledger.ts';
import { checkOutsideAtRest } from './outside-at-rest.ts';
import { checkTopicsAtRest } from './own-topics.ts';
import { goodMoods } from './providers.ts';
import { readingPorts } from './shown.ts';
import { type PreparationRow, readStoredRows } from './stored-rows.ts';
import { userIds } from './surroundings.ts';
import { leaveNothingUnclaimed } from './unclaimed.ts';
import { Violation } from './violation.ts';
import type { World } from './world.ts';

/** More than one lecture of the model reserves. */
const mostOfOneLecture = 400_000;
/** No schedule needs so many rounds: each is a sweep and up to some minutes. */
const mostRounds = 60;
const longestRoundSeconds = 240;
const settlingSeconds =
  uploadUrlSeconds + lateUploadSeconds + clocks.deadlineSeconds + 2 * clocks.workerTimeoutSeconds;

/**
 * What happens after the faults: the outside works again, the sweep runs, and an operator redrives. Then
 * nothing may be open, owed, half deleted or counted wrong.
 *
 * @returns the own topics as they were at rest, before the last check deletes them
 * @throws Violation
 */
export async function settle(world: World, ledger: Ledger): Promise<readonly PreparationRow[]> {
  for (const run of world.paused) {
    await run.follow({ until: 'end' });
    await ledger.check();
  }
  await comeToRest(world, ledger);
  world.redriveDead();
  redriveProvisional(world, ledger);
  await comeToRest(world, ledger);
  const topics = [...ledger.topics.rows];
  await checkRecovered(world, ledger);
  checkUploadsWereSeen(world, ledger);
  await leaveNothingUnclaimed(world, ledger);
  if (userIds.some((userId) => ledger.isGone(userId))) {
    world.advanceTo(world.now + settlingSeconds * 1000);
    await sweep(world, ledger);
  }
  await checkOutsideAtRest(world);
  for (const userId of userIds) {
    if (ledger.isGone(userId)) await checkNothingIsLeft(world, userId);
    else await checkShownTruly(world, ledger, userId);
  }
  return topics;
}

/**
 * With everything well, a redrive leaves only what is over its allowance, was never uploaded, or is
 * refused by its size: the deadline was quicker than the worker there, and its reason stays.
 */
async function checkRecovered(world: World, ledger: Ledger): Promise<void> {
  const { quotas, globalCounts } = await readStoredRows(world.table);
  const { global, providerMicroDollars } = world.limits;
  const isGloballySpent = globalCounts.some(
    ({ charged, microDollars }) =>
      charged >= global || microDollars > providerMicroDollars - mostOfOneLecture,
  );
  for (const row of ledger.provisional.filter(({ userId }) => !ledger.isGone(userId))) {
    // A judgement that gave up its place to another stays failed.
    if (ledger.hasLostPlace(row)) continue;
    const isSpent = quotas.some(
      ({ pk, lectureIds }) =>
        pk === profileKey(row.userId).pk && lectureIds.size >= world.limits.perUser,
    );
    const object = world.bucket.objects.get(recordingObjectKey(row));
    const isThere = row.kind === 'text' || (object && !refuseBySize(object));
    if (row.isCharged || (isThere && !isSpent && !isGloballySpent)) {
      throw new Violation(`lecture ${row.lectureId} did not recover by its redrive`);
    }
  }
  const isDaySpent = globalCounts.some(
    ({ microDollars }) => microDollars > providerMicroDollars - mostOfOneLecture,
  );
  ledger.sharing.rest();
  await checkTopicsAtRest(world, ledger, isDaySpent);
}

/** No lecture that was submitted in time waits for an upload that is there. */
function checkUploadsWereSeen(world: World, ledger: Ledger): void {
  for (const row of ledger.lectures.filter(({ userId }) => !ledger.isGone(userId))) {
    const isThere = world.bucket.objects.has(recordingObjectKey(row));
    const isInTime = row.createdAt < idMilliseconds(row.lectureId) + submissionSeconds * 1000;
    const isMissing = row.failureReason === 'UPLOAD_MISSING' && row.etag === undefined;
    if (isMissing && isThere && isInTime && !ledger.hasLostPlace(row)) {
      throw new Violation(`lecture ${row.lectureId} ended without the upload that came`);
    }
  }
}

/** As the operator's redrive does it: stamped messages for what failed for a passing reason. */
export function redriveProvisional(world: World, ledger: Ledger): void {
  for (const { userId, lectureId } of ledger.provisional) {
    world.queue.send({ userId, lectureId, redrive: true });
  }
  for (const { userId, lectureId } of ledger.topics.provisional) {
    world.queue.send({ userId, lectureId, of: 'topic', redrive: true });
  }
}

async function comeToRest(world: World, ledger: Ledger): Promise<void> {
  for (let round = 0; round < mostRounds; round++) {
    await deliverAll(world, ledger);
    if (!ledger.hasOpen && world.queue.messages.length === 0) return;
    const comesBackAt = Math.min(...world.queue.messages.map(({ visibleAt }) => visibleAt));
    const latest = world.now + longestRoundSeconds * 1000;
    world.advanceTo(Math.max(world.now + 1_000, Math.min(comesBackAt, latest)));
    if (ledger.hasOpen) await sweep(world, ledger);
  }
  throw new Violation(`still at work after ${mostRounds} rounds`);
}

async function deliverAll(world: World, ledger: Ledger): Promise<void> {
  for (let message = world.queue.receive(0); message; message = world.queue.receive(0)) {
    const run = await world.work(message, goodMoods);
    ledger.note(run);
    await run.follow({ until: 'end' });
    await ledger.check();
  }
}

async function sweep(world: World, ledger: Ledger): Promise<void> {
  const beganAt = world.now;
  const run = await world.sweep();
  ledger.note(run);
  await run.follow({ until: 'end' });
  await ledger.check();
  ledger.checkSwept(beganAt);
}

async function checkNothingIsLeft(world: World, userId: number): Promise<void> {
  const { items } = await readStoredRows(world.table, userId);
  const profile = profileKey(userId);
  const left = items
    .filter(({ sk, deletedAt }) => {
      const isTombstone = sk === profile.sk && deletedAt !== undefined;
      return !(isTombstone && userId <= highestLegacyId);
    })
    .map(({ sk }) => sk);
  const prefix = recordingObjectKey({ userId, lectureId: 0 }).slice(0, -1);
  const objects = [...world.bucket.objects.keys()].filter((key) => key.startsWith(prefix));
  if (left.length + objects.length > 0) {
    throw new Violation(`of the deleted user ${userId} there is ${[...left, ...objects].join()}`);
  }
}

/** The wire's view agrees with the rows, a score with its feedback, the standing with both. */
async function checkShownTruly(world: World, ledger: Ledger, userId: number): Promise<void> {
  const ports = readingPorts(world);
  const own = ledger.lectures.filter((row) => row.userId === userId);
  const { lectures: listed } = await listLectures(ports, userId, { limit: 100 });
  const count = own.filter(({ later }) => !later).length;
  if (listed.length !== count) {
    throw new Violation(`${listed.length} lectures of ${count} are listed for ${userId}`);
  }
  for (const row of own) {
    const read = await readLecture(ports, row);
    const { lecture, detail } = read;
    if (lecture.status !== row.status) {
      throw new Violation(`lecture ${row.lectureId} is ${row.status}, shown as ${lecture.status}`);
    }
    // A dispute has nothing said of its own.
    const isSaid = detail.transcript !== undefined || lecture.later?.by === 'disagreement';
    const isWhole = isSaid && detail.feedback?.score === lecture.score;
    if (lecture.status === 'SUCCESS' && !isWhole) {
      throw new Violation(`lecture ${row.lectureId} scored otherwise than its feedback`);
    }
    if (lecture.status === 'SUCCESS') await checkLatersShown(world, ledger, read);
  }
  await checkHabits(world, userId);
  const standing = await dynamoStandings(world.table).find(userId);
  const { results } = await dynamoStandingSources(world.table)(userId, 0);
  const owed = standingOf(results, world.now);
  const [stands, isOwed] = [daysOf(standing, world.now), daysOf(owed, world.now)];
  if (stands !== isOwed) {
    throw new Violation(`the standing of ${userId} is ${stands}, owed ${isOwed}`);
  }
}

/** Those that count at that moment: later ones leave without a write. */
function daysOf(standing: Standing | undefined, now: number): string {
  const first = seoulDay(now) - windowDays + 1;
  return JSON.stringify((standing?.days ?? []).filter(({ day }) => day >= first));
}
