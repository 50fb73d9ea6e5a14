import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { S3Client } from '@aws-sdk/client-s3';
import { CommandTrouble } from '../command-line/command-trouble.ts';
import { type Manual, readOptions } from '../command-line/manual.ts';
import { readStage } from './command-line.ts';
import { removeStack, resourcesOf, type StackResource } from './remove-stack.ts';
import { describeStack, openStage, settingsOf, stackNameOf } from './stage-access.ts';
import { type Surroundings, say } from './surroundings.ts';
import { askLine } from './terminal.ts';

export const manual: Manual = {
  usage: 'npm run destroy -- --stage dev',
  text: `Takes a stage away: empties its bucket and deletes everything that its stack
made, token keys included, once the stack's name was typed. It cannot be undone.

A stage that protects its data (prod) is refused: what its stack would leave
behind is listed, and nothing is changed. So is a stack that was protected from
deletion by hand.

  --stage dev|prod  which stage`,
};

/** Why a kind of resource outlives its stack; shown to operators who ask what prod keeps. */
const reasons: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::GlobalTable': 'what learners have taught and reached',
  'AWS::S3::Bucket': 'their recordings, until their days are over',
  'AWS::SecretsManager::Secret':
    'without the token keys no learner can be let in again, and the others were put by hand',
  'AWS::Logs::LogGroup': 'what happened, until its retention is over',
};

/**
 * Empties and removes a stage whose data is not protected.
 * @returns the exit code
 */
export async function run(surroundings: Surroundings): Promise<number> {
  const { out } = surroundings;
  const given = readOptions(surroundings.argv, { stage: { type: 'string' } }, manual);
  const stage = readStage(given.stage);
  const { title, client } = await openStage(stage, surroundings.environment);
  const stackName = stackNameOf(stage);
  const cloudFormation = new CloudFormationClient(client);
  const resources = await resourcesOf(cloudFormation, stackName);
  const kept = resources.filter(({ isKept }) => isKept);
  say(out, `Stage ${title}`);
  tellKept(kept, surroundings);
  if (settingsOf(stage).protectData) {
    throw new CommandTrouble(
      `Stage ${stage} protects its data, and its stack refuses to be deleted; nothing was changed. docs/operating.md, "Taking a stage away", tells what it would take.`,
    );
  }
  if ((await describeStack(client, stackName))?.EnableTerminationProtection) {
    throw new CommandTrouble(
      `Somebody has protected ${stackName} from being deleted; nothing was changed. If it is to go, take that off first: aws cloudformation update-termination-protection --region ${client.region} --stack-name ${stackName} --no-enable-termination-protection`,
    );
  }
  say(out, `${resources.length - kept.length} resources go, with everything in them.`);
  const typed = await askLine(surroundings, `Type ${stackName} to take it away: `);
  if (typed !== stackName) throw new CommandTrouble('Not taken away; nothing was changed.');
  await removeStack({
    cloudFormation,
    s3: new S3Client(client),
    stackName,
    resources,
    onEmptied: (objects) =>
      say(out, `Emptied the bucket of ${objects} objects; deleting the stack.`),
  });
  say(out, `${stackName} is gone. Its bundles stay in CDK's own bucket: npx cdk gc --unstable=gc`);
  return 0;
}

function tellKept(kept: readonly StackResource[], { out }: Pick<Surroundings, 'out'>): void {
  for (const [type, those] of Map.groupBy(kept, (resource) => resource.type)) {
    say(out, `Kept: ${those.length} × ${type}${type in reasons ? `: ${reasons[type]}` : ''}`);
    if (type === 'AWS::Logs::LogGroup') continue;
    for (const { physicalId } of those) say(out, `      ${physicalId}`);
  }
}
