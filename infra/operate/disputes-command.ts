import { dynamoConsents } from '../../shared/adapters/dynamo-consents.ts';
import { dynamoLectureDetails } from '../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { type Manual, readOptions } from '../command-line/manual.ts';
import { readTarget } from './command-line.ts';
import { disputedPassages } from './disputed-passages.ts';
import { openStage, stageOptions, stageOptionsText } from './stage-access.ts';
import { tableOf } from './stage-table.ts';
import { type Surroundings, say } from './surroundings.ts';

export const manual: Manual = {
  usage: 'npm run -s disputes -- --stage dev|prod|local [--state FOLDER] > FILE',
  text: `Prints the passages whose label a learner disputed, for the labelled set of the
evaluation: one JSON object a line, with the statement, the passage, both labels
and the models that gave them. It prints only passages of learners who now let
them be studied, on topics of the catalog; nothing says whose a passage is.

${stageOptionsText}`,
};

/**
 * The passages alone go to the standard output, so that a file can take them; everything else goes to stderr.
 * @returns the exit code
 */
export async function run(surroundings: Surroundings): Promise<number> {
  const { out, err, interrupt } = surroundings;
  const given = readOptions(surroundings.argv, stageOptions, manual);
  const target = readTarget(given.stage);
  const stage = await openStage(target, surroundings.environment, { stateDirectory: given.state });
  const table = tableOf(stage);
  say(err, `Disputed passages of stage ${stage.title}`);
  const counts = { printed: 0, 'not agreed to': 0, 'own topic': 0, unreadable: 0 };
  const found = disputedPassages({
    table,
    details: dynamoLectureDetails(table),
    users: dynamoUsers(table),
    consents: dynamoConsents(table),
  });
  for await (const passage of found) {
    if (interrupt.aborted) break;
    if (typeof passage === 'string') counts[passage] += 1;
    else {
      say(out, JSON.stringify(passage));
      counts.printed += 1;
    }
  }
  say(
    err,
    `${counts.printed} printed; left out: ${counts['not agreed to']} of learners who do not let them be studied, ${counts['own topic']} on own topics, ${counts.unreadable} unreadable.`,
  );
  return interrupt.aborted ? 130 : 0;
}
