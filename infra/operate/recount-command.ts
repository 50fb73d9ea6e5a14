import { dynamoStandingSources } from '../../shared/adapters/dynamo-standing-sources.ts';
import {
  dynamoOutdatedStandings,
  dynamoStandings,
} from '../../shared/adapters/dynamo-standings.ts';
import { rankingRule } from '../../shared/ranking/counting-rule.ts';
import { recountStandings } from '../../shared/ranking/rebuild-standing.ts';
import { type Manual, readOptions } from '../command-line/manual.ts';
import { readTarget } from './command-line.ts';
import { openStage, stageOptions, stageOptionsText } from './stage-access.ts';
import { tableOf } from './stage-table.ts';
import { type Surroundings, say } from './surroundings.ts';

export const manual: Manual = {
  usage: 'npm run recount -- --stage dev|prod|local [--state FOLDER]',
  text: `Computes standings that were made by an earlier rule of the ranking again, by
the rule in force and from the learners' own lectures. Run it once after a
deploy that changes the rule. After an interruption, run it again to go on.

${stageOptionsText}`,
};

/**
 * Computes the standings of an earlier rule again; until then their learners are not ranked.
 * @returns the exit code: 1 where some could not be computed
 */
export async function run(surroundings: Surroundings): Promise<number> {
  const { out, err, now, interrupt } = surroundings;
  const given = readOptions(surroundings.argv, stageOptions, manual);
  const target = readTarget(given.stage);
  const stage = await openStage(target, surroundings.environment, { stateDirectory: given.state });
  const table = tableOf(stage);
  say(out, `Standings of stage ${stage.title}, by rule ${rankingRule}`);
  const { rebuilt, gone, failed } = await recountStandings(
    {
      standings: dynamoStandings(table),
      readSources: dynamoStandingSources(table),
      outdated: dynamoOutdatedStandings(table),
      clock: now,
    },
    {
      isInterrupted: () => interrupt.aborted,
      onFailure: (error) => say(err, `Not made: ${error instanceof Error ? error.message : error}`),
    },
  );
  say(out, `${rebuilt} made anew, ${gone} of deleted learners left alone, ${failed} not made.`);
  if (interrupt.aborted) {
    say(err, 'Interrupted; nothing is lost, the next run goes on.');
    return 130;
  }
  return failed > 0 ? 1 : 0;
}
