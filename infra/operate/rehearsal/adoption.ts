import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DeleteTableCommand, DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { CommandTrouble } from '../../command-line/command-trouble.ts';
import { adopt } from '../adoption/adopt.ts';
import { adoptingStack } from '../adoption/adopting-stack.ts';
import { findKept } from '../adoption/found-kept.ts';
import { readTemplate } from '../adoption/import-assembly.ts';
import { type Adoption, keptParts, partNames } from '../adoption/kept-parts.ts';
import { keptThings } from '../adoption/look-at-kept.ts';
import { say } from '../surroundings.ts';
import { alteredAssembly } from './altered-assembly.ts';
import { clientOf, deploy, folder, logged, type Rehearsal } from './deploys.ts';
import { type Learner, lecturesOf } from './learner-calls.ts';
import { operate } from './operator-command.ts';
import { type Restored, seeDeleted, tableOf } from './restoration.ts';
import { deleteStack } from './take-away.ts';

/**
 * The stack is deleted as one whose data is protected, its table too, and it is made again with what is
 * left: the bucket, the secrets, and in the table's place the one that was restored of a backup. The
 * learner's token of before opens the lectures of before.
 * @param learner where the stage answered, and whose lectures are looked at
 * @param newApiUrl where it answers since
 * @returns the same learner, at the new address
 */
export async function seeAdoption(
  rehearsal: Rehearsal,
  learner: Learner,
  restored: Restored,
  newApiUrl: () => Promise<string>,
): Promise<Learner> {
  const { stack, surroundings } = rehearsal;
  const taught = await lecturesOf(learner);
  const live = await tableOf(rehearsal);
  await deploy(rehearsal, 'Protected', await retainingAssembly(stack.assemblyDirectory));
  await deleteStack(rehearsal);
  await deleteTable(rehearsal, live);
  await restoreAgain(rehearsal, restored.backupArn);
  const kept = await adoptedParts(rehearsal);
  await seeAdoptionRefused(rehearsal, new Map([...kept, ['table', 'NoSuchTable']]));
  await adoptAs(rehearsal, kept);
  await deploy(rehearsal, 'Adopted');
  const here = { ...learner, apiUrl: await newApiUrl() };
  if (!isDeepStrictEqual(await lecturesOf(here), taught)) {
    throw new CommandTrouble('The stack that adopted does not answer with the lectures of before.');
  }
  const adopted = await tableOf(rehearsal);
  if (adopted !== restored.table) {
    throw new CommandTrouble(`The stack has adopted ${adopted}, not ${restored.table}.`);
  }
  await seeDeleted(rehearsal, adopted, { ...here, ...restored.deleted });
  say(
    surroundings.out,
    `Adopted     the token of before opens the ${taught.length} lecture of before`,
  );
  return here;
}

const resourcesSchema = z.looseObject({
  Resources: z.record(z.string(), z.looseObject({ Type: z.string() })),
});

/** A stage without protection, as one that has it: what it leaves is what prod leaves. */
const retainingAssembly = (assemblyDirectory: string): Promise<string> =>
  alteredAssembly(assemblyDirectory, join(folder, 'protected'), (text) => {
    const template = resourcesSchema.safeParse(JSON.parse(text));
    if (!template.success) return text;
    const keptTypes = new Set<string>(Object.values(keptParts).map(({ type }) => type));
    const { Resources, ...rest } = template.data;
    const retained = Object.entries(Resources).map(([id, resource]) => [
      id,
      keptTypes.has(resource.Type)
        ? { ...resource, DeletionPolicy: 'RetainExceptOnCreate' }
        : resource,
    ]);
    return JSON.stringify({ ...rest, Resources: Object.fromEntries(retained) }, null, 1);
  });

/** As a deploy without `--adopt` finds them. */
async function adoptedParts(rehearsal: Rehearsal): Promise<Adoption> {
  const { stage } = rehearsal;
  const { stackName } = rehearsal.stack;
  const found = await findKept(clientOf(rehearsal), { stackName, stage });
  return new Map(
    partNames.map((part) => {
      const [name, ...others] = found[part];
      if (name !== undefined && others.length === 0) return [part, name];
      throw new CommandTrouble(`${found[part].length} × ${part} found where the stack left one.`);
    }),
  );
}

async function deleteTable(rehearsal: Rehearsal, table: string): Promise<void> {
  const dynamo = new DynamoDBClient(clientOf(rehearsal));
  await dynamo.send(new UpdateTableCommand({ TableName: table, DeletionProtectionEnabled: false }));
  await dynamo.send(new DeleteTableCommand({ TableName: table }));
}

/** Without a stack, as the runbook says it: it erases whoever was deleted since the table was made. */
async function restoreAgain(rehearsal: Rehearsal, backupArn: string): Promise<void> {
  const { stackName } = rehearsal.stack;
  const found = await findKept(clientOf(rehearsal), { stackName, stage: rehearsal.stage });
  const arguments_ = ['--backup', backupArn, '--bucket', found.bucket[0] ?? ''];
  await operate(rehearsal, 'Erase again', ['restore', ...arguments_]);
}

async function seeAdoptionRefused(rehearsal: Rehearsal, adoption: Adoption): Promise<void> {
  const refusal = await adoptAs(rehearsal, adoption).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (refusal instanceof CommandTrouble && refusal.message.includes('is not there')) {
    say(rehearsal.surroundings.out, `Adopt       "${refusal.message}"`);
    return;
  }
  throw refusal ?? new CommandTrouble('A table that is not there was adopted.');
}

/** As `npm run deploy -- --adopt …` does before it deploys. */
async function adoptAs(rehearsal: Rehearsal, adoption: Adoption): Promise<void> {
  const { stack, surroundings, environment, region } = rehearsal;
  const client = clientOf(rehearsal);
  const { assemblyDirectory, stackName } = stack;
  const template = await readTemplate(assemblyDirectory, stackName);
  await logged(surroundings, 'Adopt', async (output) => {
    await adopt(
      adoption,
      template,
      keptThings(client, surroundings),
      adoptingStack({
        ...{ stackName, region, assemblyDirectory, client, environment, output },
        options: ['--ci'],
      }),
      (line) => say(surroundings.out, `Adopt       ${line}`),
    );
    return { exitCode: 0 };
  });
}
