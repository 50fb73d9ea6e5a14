import { SQSClient } from '@aws-sdk/client-sqs';
import { CommandTrouble } from '../command-line/command-trouble.ts';
import { type Manual, readOptions } from '../command-line/manual.ts';
import { readPeriod, readTarget } from './command-line.ts';
import type { DeadLetter } from './dead-letters.ts';
import { redriveLectures } from './redrive-lectures.ts';
import { RedriveTally } from './redrive-tally.ts';
import { openStage, settingsOf, stageOptions } from './stage-access.ts';
import { tableOf } from './stage-table.ts';
import { type Output, type Surroundings, say } from './surroundings.ts';

export const manual: Manual = {
  usage: `npm run redrive -- --stage dev|prod|local [--since 3d] [--dry-run]
  [--drop-unreadable] [--state FOLDER]`,
  text: `Sends the messages of the dead-letter queue again, rewards for ads among them,
and the lectures and own topics that failed for a passing reason. Run it once
the cause is gone, as often as you like.

  --stage dev|prod|local  which stage; local is a running npm start
  --since 12h             how far back it looks: 90m, 12h; 3d by default
  --dry-run               only counts
  --drop-unreadable       deletes messages that name no lecture
  --state FOLDER          where that npm start keeps its data`,
};

const options = {
  ...stageOptions,
  since: { type: 'string', default: '3d' },
  'dry-run': { type: 'boolean', default: false },
  'drop-unreadable': { type: 'boolean', default: false },
} as const;

/**
 * A long poll asks every server of the queue, so that an empty answer means an empty queue. The local queue
 * has only one.
 */
const longPollSeconds = 1;
const dayMilliseconds = 86_400_000;
const shownBodyCharacters = 60;

/**
 * Sends again what the dead-letter queue holds and what failed for a passing reason. It ends with a table,
 * even after an interruption or an error.
 * @returns the exit code
 */
export async function run(surroundings: Surroundings): Promise<number> {
  const { out, err, now, interrupt } = surroundings;
  const given = readOptions(surroundings.argv, options, manual);
  const target = readTarget(given.stage);
  const period = readPeriod('--since', given.since);
  const keptDays = settingsOf(target).recordingRetentionDays;
  if (period > keptDays * dayMilliseconds) {
    throw new CommandTrouble(
      `--since can be ${keptDays}d at most: ${target} keeps no recordings for longer.`,
      2,
    );
  }
  const stage = await openStage(target, surroundings.environment, { stateDirectory: given.state });
  const isDryRun = given['dry-run'];
  const tally = new RedriveTally();
  const progress = progressOf(err);
  say(out, `Redrive of stage ${stage.title}${isDryRun ? ', as a dry run' : ''}`);
  try {
    await redriveLectures({
      sqs: new SQSClient(stage.client),
      table: tableOf(stage),
      queueUrl: stage.output('LectureQueueUrl'),
      rewardQueueUrl: stage.optionalOutput('RewardQueueUrl'),
      pollSeconds: target === 'local' ? 0 : longPollSeconds,
      deadLetterQueueUrl: stage.output('DeadLetterQueueUrl'),
      since: now() - period,
      isDryRun,
      dropsUnreadable: given['drop-unreadable'],
      tally,
      interrupt,
      now,
      onUnreadable: (letter) => say(out, unreadableLine(letter)),
      onScanned: (items, failed) =>
        progress.show(`${items.toLocaleString('en')} items looked through, ${failed} failed`),
    });
  } finally {
    progress.clear();
    say(out, `\n${tally.report({ isDryRun })}`);
  }
  if (!interrupt.aborted) return 0;
  say(err, 'Interrupted; nothing is lost, the next run goes on.');
  return 130;
}

/** Escapes control characters: anybody may have written the message, and it must not act on the terminal. */
function unreadableLine({ messageId, body }: DeadLetter): string {
  const start = JSON.stringify(body.slice(0, shownBodyCharacters)).replace(
    /[\p{Cc}\p{Cf}]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `unreadable ${messageId}\n  ${start}${body.length > shownBodyCharacters ? ' …' : ''}`;
}

/** A line that shows progress and is written over; on a terminal only. */
function progressOf(output: Output) {
  const write = (text: string) => {
    if (output.isTTY) output.write(`\r${text}\u001b[K`);
  };
  return { show: write, clear: () => write('') };
}
