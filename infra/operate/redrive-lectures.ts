import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Table } from '../../shared/adapters/dynamo-table.ts';
import { sqsLectureQueue } from '../../shared/adapters/sqs-lecture-queue.ts';
import { sqsRewardQueue } from '../../shared/adapters/sqs-reward-queue.ts';
import type { LectureMessage, OpenKey } from '../../shared/lectures/ports.ts';
import { type DeadLetter, deadLetters } from './dead-letters.ts';
import {
  type FailedLecture,
  isOnItsWay,
  isProvisional,
  type LectureState,
  markRedriven,
  provisionalFailures,
  readLectureState,
  unmarkRedriven,
} from './provisional-failures.ts';
import type { Fate, RedriveTally } from './redrive-tally.ts';

export interface Redrive {
  readonly sqs: SQSClient;
  readonly table: Table;
  readonly queueUrl: string;
  /** Undefined where the stage has no rewards. */
  readonly rewardQueueUrl: string | undefined;
  readonly deadLetterQueueUrl: string;
  /** How long an empty answer of the dead-letter queue is awaited. */
  readonly pollSeconds: number;
  /** Milliseconds since the Unix epoch. Lectures that began before are left alone. */
  readonly since: number;
  readonly isDryRun: boolean;
  readonly dropsUnreadable: boolean;
  readonly tally: RedriveTally;
  /** Ends the run after the message that it has in hand. */
  readonly interrupt: AbortSignal;
  readonly now: () => number;
  onUnreadable(letter: DeadLetter): void;
  onScanned(itemCount: number, failedCount: number): void;
}

/**
 * Sends the lectures of the dead-letter queue, and those that failed for a passing reason, to the worker
 * again; rewards go back to their own queue. The worker decides what becomes of a lecture, and leaves final
 * ones alone. Each lecture is sent once, even by runs that overlap or follow each other. A crash may send one
 * twice, which does the worker no harm, and loses none.
 */
export async function redriveLectures(redrive: Redrive): Promise<void> {
  const sent = new Set<string>();
  await redriveDeadLetters(redrive, sent);
  await redriveFailures(redrive, sent);
}

async function redriveDeadLetters(redrive: Redrive, sent: Set<string>): Promise<void> {
  const { tally } = redrive;
  for await (const letter of deadLetters(redrive)) {
    const { message } = letter;
    if (letter.reward) {
      tally.note('dead-letter queue', 'reward', await redriveReward(redrive, letter));
      continue;
    }
    if (!message) {
      tally.note('dead-letter queue', 'unreadable', await handleUnreadable(redrive, letter));
      continue;
    }
    const state = await readLectureState(redrive.table, message);
    const isFirst = !sent.has(nameOf(message));
    sent.add(nameOf(message));
    if (!redrive.isDryRun) {
      if (isFirst) await send(redrive, message);
      // The note comes after the sending: a crash in between leaves the message in the dead-letter queue.
      if (isFirst && state && isProvisional(state)) {
        await markRedriven(redrive.table, { ...state, ...keyOf(message) }, redrive.now());
      }
      await letter.delete();
    }
    tally.note('dead-letter queue', wordOf(state), isFirst ? 'sent' : 'merged');
  }
}

/** Sends the reward as it was: its worker credits each transaction once, however often it is sent. */
async function redriveReward(
  { sqs, rewardQueueUrl, isDryRun }: Redrive,
  letter: DeadLetter,
): Promise<Fate> {
  if (!letter.reward || rewardQueueUrl === undefined) return 'rewards are off';
  if (isDryRun) return 'sent';
  await sqsRewardQueue(sqs, rewardQueueUrl).send(letter.reward);
  await letter.delete();
  return 'sent';
}

async function handleUnreadable(redrive: Redrive, letter: DeadLetter): Promise<Fate> {
  redrive.onUnreadable(letter);
  if (!redrive.dropsUnreadable || redrive.isDryRun) return 'unreadable, left';
  await letter.delete();
  return 'unreadable, dropped';
}

async function redriveFailures(redrive: Redrive, sent: ReadonlySet<string>): Promise<void> {
  let itemCount = 0;
  let failedCount = 0;
  if (redrive.interrupt.aborted) return;
  for await (const page of provisionalFailures(redrive.table, redrive.since)) {
    itemCount += page.scannedCount;
    failedCount += page.failed.length;
    redrive.onScanned(itemCount, failedCount);
    for (const lecture of page.failed) {
      if (redrive.interrupt.aborted) return;
      if (sent.has(nameOf(lecture))) continue;
      redrive.tally.note(
        'failed lectures',
        wordOf(lecture),
        await redriveFailure(redrive, lecture),
      );
    }
    if (redrive.interrupt.aborted) return;
  }
}

/** Marks a lecture before it is sent, so that only one of two overlapping runs sends it. */
async function redriveFailure(redrive: Redrive, lecture: FailedLecture): Promise<Fate> {
  const now = redrive.now();
  if (isOnItsWay(lecture, now)) return 'on its way';
  if (redrive.isDryRun) return 'sent';
  if (!(await markRedriven(redrive.table, lecture, now))) return 'changed';
  try {
    await send(redrive, keyOf(lecture));
  } catch (error) {
    await unmarkRedriven(redrive.table, lecture, now);
    throw error;
  }
  return 'sent';
}

async function send({ sqs, queueUrl }: Redrive, message: LectureMessage): Promise<void> {
  await sqsLectureQueue(sqs, queueUrl).send({ ...message, redrive: true });
}

const keyOf = ({ userId, lectureId, of }: OpenKey): OpenKey => ({ userId, lectureId, of });
const nameOf = ({ userId, lectureId, of }: OpenKey) => `${userId}/${of ?? 'lecture'}/${lectureId}`;

function wordOf(state: LectureState | undefined): string {
  return state ? (state.failureReason ?? state.status) : 'not submitted';
}
