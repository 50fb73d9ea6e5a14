import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  DeleteTableCommand,
  DynamoDBClient,
  RestoreTableToPointInTimeCommand,
  UpdateTableCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { routes } from '../../../shared/contracts/routes.ts';
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
import { deleteStack } from './take-away.ts';

const answersWithinMilliseconds = 60_000;

/**
 * The stack is deleted as one whose data is protected, and made again with what it left: the bucket, the
 * secrets, and in the table's place a copy that was restored from it. The learner's token of before opens
 * the lectures of before.
 * @param before where the stage answered, and whose lectures are looked at
 * @param newApiUrl where it answers since
 */
export async function seeAdoption(
  rehearsal: Rehearsal,
  before: { readonly apiUrl: string; readonly authToken: string },
  newApiUrl: () => Promise<string>,
): Promise<void> {
  const { stack, surroundings } = rehearsal;
  const taught = await lecturesOf(before.apiUrl, before.authToken);
  await deploy(rehearsal, 'Protected', await retainingAssembly(stack.assemblyDirectory));
  await deleteStack(rehearsal);
  const kept = await adoptedParts(rehearsal);
  const restored = await restoredCopy(rehearsal, kept.get('table') ?? '');
  await seeAdoptionRefused(rehearsal, new Map([...kept, ['table', 'NoSuchTable']]));
  await adoptAs(rehearsal, new Map([...kept, ['table', restored]]));
  await deploy(rehearsal, 'Adopted');
  const found = await lecturesOf(await newApiUrl(), before.authToken);
  if (!isDeepStrictEqual(found, taught)) {
    throw new CommandTrouble('The stack that adopted does not answer with the lectures of before.');
  }
  say(
    surroundings.out,
    `Adopted     the token of before opens the ${taught.length} lecture of before`,
  );
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

/** By its name another table, without expiry, recovery and tags: as AWS restores one. */
async function restoredCopy(rehearsal: Rehearsal, table: string): Promise<string> {
  const dynamo = new DynamoDBClient(clientOf(rehearsal));
  const restored = `${rehearsal.stack.stackName}-restored`;
  await dynamo.send(
    new RestoreTableToPointInTimeCommand({
      SourceTableName: table,
      TargetTableName: restored,
      UseLatestRestorableTime: true,
    }),
  );
  await waitUntilTableExists(
    { client: dynamo, maxWaitTime: 60, minDelay: 1 },
    { TableName: restored },
  );
  await dynamo.send(new UpdateTableCommand({ TableName: table, DeletionProtectionEnabled: false }));
  await dynamo.send(new DeleteTableCommand({ TableName: table }));
  return restored;
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
      keptThings(client),
      adoptingStack({
        ...{ stackName, region, assemblyDirectory, client, environment, output },
        options: ['--ci'],
      }),
      (line) => say(surroundings.out, `Adopt       ${line}`),
    );
    return { exitCode: 0 };
  });
}

const lecturesSchema = z.array(z.looseObject({ id: z.int() })).min(1);

async function lecturesOf(
  apiUrl: string,
  authToken: string,
): Promise<z.infer<typeof lecturesSchema>> {
  const response = await fetch(apiUrl + routes['list-lectures'].path, {
    headers: { authorization: `Bearer ${authToken}` },
    signal: AbortSignal.timeout(answersWithinMilliseconds),
  });
  return lecturesSchema.parse(await response.json());
}
