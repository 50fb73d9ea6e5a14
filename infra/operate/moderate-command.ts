import { dynamoLeague } from '../../shared/adapters/dynamo-league.ts';
import { dynamoOwnTopics } from '../../shared/adapters/dynamo-own-topics.ts';
import { dynamoSharedTopics } from '../../shared/adapters/dynamo-shared-topics.ts';
import { dynamoSharingOverview } from '../../shared/adapters/dynamo-sharing-overview.ts';
import { dynamoShownNames } from '../../shared/adapters/dynamo-shown-names.ts';
import { codeParameterSchema, shownCode } from '../../shared/contracts/shared-topics.ts';
import { takeDownName } from '../../shared/league/change-league.ts';
import { shownTexts } from '../../shared/own-topics/moderation.ts';
import type { SharedTopic } from '../../shared/own-topics/shared-topic.ts';
import type { TopicReport } from '../../shared/own-topics/sharing-ports.ts';
import { takeDown } from '../../shared/own-topics/take-down.ts';
import { type Manual, readOptions, refused } from '../command-line/manual.ts';
import { readTarget } from './command-line.ts';
import { openStage, stageOptions, stageOptionsText } from './stage-access.ts';
import { tableOf } from './stage-table.ts';
import { type Surroundings, say } from './surroundings.ts';
import { textTable } from './text-table.ts';

export const manual: Manual = {
  usage: `npm run moderate -- --stage dev|prod|local [--state FOLDER]
[--show CODE | --take-down CODE [--copies]]`,
  text: `Lists the shared topics, and the names in the league, that learners have
reported, those with the most reports first; shows one; or takes one out of
sharing for good. A topic stays with its owner, who cannot share it again; a
learner whose name is taken down goes on by a made-up one. Nobody is told who
shared or reported it.

${stageOptionsText}
  --show CODE             every text that others are shown by it
  --take-down CODE        nobody can look at it or copy it any more
  --copies                with --take-down: what was copied of it is deleted too`,
};

const options = {
  ...stageOptions,
  show: { type: 'string' },
  'take-down': { type: 'string' },
  copies: { type: 'boolean', default: false },
} as const;

/** More reports than anybody looks through at once. */
const mostReports = 1_000;

/** Lists what was reported, shows it, or takes it down. @returns the exit code */
export async function run(surroundings: Surroundings): Promise<number> {
  const { argv, out, err, now, wait } = surroundings;
  const given = readOptions(argv, options, manual);
  const target = readTarget(given.stage);
  const { show, copies: withCopies, 'take-down': wanted } = given;
  if (show !== undefined && wanted !== undefined) {
    throw refused('Either --show or --take-down', manual);
  }
  if (withCopies && wanted === undefined) {
    throw refused('--copies goes with --take-down', manual);
  }
  const code = codeOf(show ?? wanted);
  const stage = await openStage(target, surroundings.environment, { stateDirectory: given.state });
  const table = tableOf(stage);
  const shared = dynamoSharedTopics(table);
  const overview = dynamoSharingOverview(table);
  say(out, `Shared topics of stage ${stage.title}`);
  if (code === undefined) {
    const reports = await overview.listReports(mostReports);
    say(out, reports.length === 0 ? 'Nothing was reported.' : await reportTable(reports));
    if (reports.length === mostReports) say(err, `These are the newest ${mostReports} reports.`);
    return 0;
  }
  const names = dynamoShownNames(table);
  const name = await names.find(code);
  if (name) {
    if (wanted === undefined) say(out, `${shownCode(code)}: a name in the league\n${name.text}`);
    else await takeDownName({ ...dynamoLeague(table, now), names }, code);
    if (wanted !== undefined) say(out, 'The name is taken down.');
    return 0;
  }
  if (wanted === undefined) {
    const topic = await shared.find(code);
    say(out, topic ? topicText(topic, now()) : 'Nothing is shared under this code any more.');
    return topic ? 0 : 1;
  }
  const topics = dynamoOwnTopics(table);
  if (withCopies) say(err, 'Waiting for whoever is just copying it.');
  const ports = { shared, overview, topics, clock: now, wait };
  const done = await takeDown(ports, code, { withCopies });
  say(out, `${done.codes} taken down, ${done.copies} copies deleted.`);
  return 0;

  async function reportTable(reports: readonly TopicReport[]): Promise<string> {
    const byCode = Map.groupBy(reports, (report) => report.code);
    const rows = [...byCode]
      .toSorted(([, one], [, other]) => other.length - one.length)
      .map(async ([each, its]): Promise<(string | number)[]> => {
        const topic = await shared.find(each);
        const name = topic ? undefined : await dynamoShownNames(table).find(each);
        const copies = await overview.listCopies(each);
        const why = [...new Set(its.map(({ reason }) => reason))].join(', ');
        const last = new Date(Math.max(...its.map(({ createdAt }) => createdAt)));
        const day = last.toISOString().slice(0, 10);
        const state = name ? 'name' : stateOf(topic, now());
        return [shownCode(each), its.length, copies.length, day, state, why];
      });
    const shown = await Promise.all(rows);
    const copies = shown.reduce((sum, [, , each]) => sum + Number(each), 0);
    return textTable(['Code', 'Reports', 'Copies', 'Last', 'State', 'Why'], shown, [
      `${byCode.size} codes`,
      reports.length,
      copies,
      '',
      '',
      '',
    ]);
  }
}

/** @throws CommandTrouble with exit code 2 */
function codeOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const read = codeParameterSchema.safeParse(text);
  if (read.success) return read.data;
  throw refused(`${JSON.stringify(text.slice(0, 40))} is no code`, manual);
}

function stateOf(topic: SharedTopic | undefined, now: number): string {
  if (!topic) return 'gone';
  return topic.validUntil > now ? 'shared' : 'expired';
}

function topicText(topic: SharedTopic, now: number): string {
  const texts = shownTexts(topic.title, topic.content);
  const widest = Math.max(...texts.map(({ field }) => field.length));
  const lines = texts.map(({ field, text }) => `${field.padEnd(widest)}  ${text}`);
  return [`${shownCode(topic.code)}: ${stateOf(topic, now)}`, ...lines].join('\n');
}
