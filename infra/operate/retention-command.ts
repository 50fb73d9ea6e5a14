import { dynamoRetention } from '../../shared/adapters/dynamo-retention.ts';
import { seoulDay } from '../../shared/calendar/seoul-day.ts';
import { firstDayOfWeek, weekOfDay } from '../../shared/retention/presence.ts';
import { neededPerArm } from '../../shared/retention/statistics.ts';
import { type Manual, readOptions, refused } from '../command-line/manual.ts';
import { readTarget } from './command-line.ts';
import { retentionPages } from './retention-pages.ts';
import { openStage, stageOptions, stageOptionsText } from './stage-access.ts';
import { tableOf } from './stage-table.ts';
import { type Surroundings, say } from './surroundings.ts';

export const manual: Manual = {
  usage: `npm run retention -- --stage dev|prod|local [--state FOLDER] [--weeks 12]
npm run retention -- --tell USUAL:CHANGED`,
  text: `Shows who came back, by week of install, with 95 % confidence intervals; how
far new learners got; and whether each experiment helped.
docs/retention.md says what the figures mean and how to run an experiment.

${stageOptionsText}
  --weeks N               installs of the last N weeks @default 12
  --tell 0.9:5            how many learners an arm needs to tell these apart`,
};

const options = {
  ...stageOptions,
  weeks: { type: 'string', default: '12' },
  tell: { type: 'string' },
} as const;

/** Shows what was counted, or how many learners an experiment needs. @returns the exit code */
export async function run(surroundings: Surroundings): Promise<number> {
  const { argv, out, now } = surroundings;
  const given = readOptions(argv, options, manual);
  if (given.tell !== undefined) {
    say(out, neededText(given.tell));
    return 0;
  }
  const target = readTarget(given.stage);
  const weeks = readWeeks(given.weeks);
  const stage = await openStage(target, surroundings.environment, { stateDirectory: given.state });
  const today = seoulDay(now());
  const from = firstDayOfWeek(weekOfDay(today) - weeks + 1);
  const days = await dynamoRetention(tableOf(stage)).listDays(from, today);
  say(out, `Learners of stage ${stage.title}, by days in Seoul\n`);
  say(out, retentionPages(days).join('\n\n'));
  return 0;
}

/** @throws CommandTrouble with exit code 2 */
function readWeeks(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw refused(`--weeks takes a number from 1 to 999, not ${JSON.stringify(text)}`, manual);
}

/** @throws CommandTrouble with exit code 2 */
function neededText(text: string): string {
  const [, usual = 0, changed = 0] = (/^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(text) ?? []).map(
    Number,
  );
  const areShares = [usual, changed].every((share) => share > 0 && share < 100);
  if (!areShares || usual === changed) {
    throw refused(
      `--tell takes two different shares between 0 and 100, like 0.9:5, not ${JSON.stringify(text.slice(0, 40))}`,
      manual,
    );
  }
  const needed = Math.ceil(neededPerArm(usual / 100, changed / 100));
  return `To tell ${changed} % from ${usual} % each arm needs ${needed} learners whose day is over,
both ${2 * needed}: then four of five such experiments tell it, and one of twenty
tells a difference that is not there.`;
}
