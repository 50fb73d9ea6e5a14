import { CommandTrouble } from '../command-line/command-trouble.ts';
import { type Manual, readOptions, refused } from '../command-line/manual.ts';
import { journeyQuery } from '../stack/journey-query.ts';
import { readTarget, type Target } from './command-line.ts';
import { journeyLines, logLine, providerTroubles } from './lecture-log.ts';
import { findLecture, lectureLines, type ShownLecture } from './lecture-row.ts';
import {
  openStage,
  type StageAccess,
  stackNameOf,
  stageOptions,
  stageOptionsText,
} from './stage-access.ts';
import { tableOf } from './stage-table.ts';
import { type Surroundings, say } from './surroundings.ts';

export const manual: Manual = {
  usage: 'npm run lecture -- --stage dev|prod|local ID [--state FOLDER]',
  text: `Shows what happened to a lecture, for instance after a complaint: its status,
times and attempts, what providers answered, and every line about it in the
logs. It reads nothing that the learner said or was told.

  ID                      the lecture's number in the app and the logs
${stageOptionsText}`,
};

const hour = 60 * 60_000;

/**
 * Shows the state of a lecture and what led to it.
 * @returns the exit code
 */
export async function run(surroundings: Surroundings): Promise<number> {
  const { out, interrupt } = surroundings;
  const isId = (argument: string) => /^\d+$/.test(argument);
  const [ids, rest] = [surroundings.argv.filter(isId), surroundings.argv.filter((a) => !isId(a))];
  const given = readOptions(rest, stageOptions, manual);
  const target = readTarget(given.stage);
  const lectureId = readId(ids);
  const stage = await openStage(target, surroundings.environment, { stateDirectory: given.state });
  const table = tableOf(stage);
  say(out, `Stage       ${stage.title}`);
  const lecture = await findLecture(table, lectureId, interrupt);
  if (!lecture) {
    throw new CommandTrouble(
      `Nobody has submitted lecture ${lectureId} there, or its learner was deleted.`,
    );
  }
  for (const line of lectureLines(lecture)) say(out, line);
  if (target === 'local') {
    say(out, 'Logs        are what npm start says; with --verbose all of it');
    return 0;
  }
  await tellLog(target, stage, lecture, surroundings);
  return 0;
}

async function tellLog(
  target: Exclude<Target, 'local'>,
  { client }: StageAccess,
  { lectureId, createdAt, endedAt, deadlineAt }: ShownLecture,
  surroundings: Surroundings,
): Promise<void> {
  const { out, now } = surroundings;
  const stackName = stackNameOf(target);
  const search = {
    client,
    stackName,
    id: String(lectureId),
    from: createdAt - hour,
    to: Math.min(now(), Math.max(endedAt ?? 0, deadlineAt) + hour),
  };
  const lines = await journeyLines(search, surroundings);
  const troubles = providerTroubles(lines);
  say(out, `Providers   ${troubles.length > 0 ? troubles.join(', ') : 'no trouble'}`);
  say(out, `Logs        ${lines.length} lines of the saved query ${stackName}/${journeyQuery}`);
  for (const line of lines) say(out, logLine(line));
}

function readId([text, ...more]: readonly string[]): number {
  const id = Number(text ?? Number.NaN);
  if (more.length === 0 && Number.isSafeInteger(id)) return id;
  throw refused('Which lecture? Say its number', manual);
}
