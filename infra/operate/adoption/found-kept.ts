import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { paginateListBuckets, S3Client } from '@aws-sdk/client-s3';
import { paginateListSecrets, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ClientConfiguration } from '../stage-access.ts';
import { type PartName, partNames } from './kept-parts.ts';

/** What may have been left behind, by part; a part that is not there has an empty list. */
export type Found = Readonly<Record<PartName, readonly string[]>>;

/**
 * Looks for what an earlier stack of the stage has left: tables and buckets by the names that
 * CloudFormation and `npm run restore` give, which begin with the stack's; secrets, whose names do not, by
 * their tags.
 */
export async function findKept(
  client: ClientConfiguration,
  { stackName, stage }: { readonly stackName: string; readonly stage: string },
): Promise<Found> {
  const [tables, buckets, secrets] = await Promise.all([
    tableNames(client),
    bucketNames(client, `${stackName.toLowerCase()}-`),
    secretNames(client, stage),
  ]);
  // Each name begins with its logical id, which identity.test.ts holds.
  const of = (construct: string) => secrets.filter((name) => name.includes(construct));
  return {
    table: tables.filter((name) => name.startsWith(`${stackName}-`)),
    bucket: buckets,
    tokenKeys: of('SecretsTokenKeys'),
    push: of('SecretsPush'),
    openAi: of('SecretsOpenAi'),
    sentry: of('SecretsSentry'),
  };
}

async function tableNames(client: ClientConfiguration): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const page of paginateListTables({ client: new DynamoDBClient(client) }, {})) {
    names.push(...(page.TableNames ?? []));
  }
  return names;
}

async function bucketNames(
  client: ClientConfiguration,
  prefix: string,
): Promise<readonly string[]> {
  const names: string[] = [];
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const asked = { Prefix: prefix, BucketRegion: client.region };
  for await (const { Buckets = [] } of paginateListBuckets({ client: s3 }, asked)) {
    names.push(...Buckets.flatMap(({ Name }) => Name ?? []));
  }
  return names.filter((name) => name.startsWith(prefix));
}

async function secretNames(client: ClientConfiguration, stage: string): Promise<readonly string[]> {
  const names: string[] = [];
  const tags = { service: 'learning-mate', stage };
  const asked = { Filters: [{ Key: 'tag-value' as const, Values: [stage] }] };
  const secrets = new SecretsManagerClient(client);
  for await (const { SecretList = [] } of paginateListSecrets({ client: secrets }, asked)) {
    names.push(
      ...SecretList.filter(({ Tags = [] }) =>
        Object.entries(tags).every(([key, value]) =>
          Tags.some((tag) => tag.Key === key && tag.Value === value),
        ),
      ).flatMap(({ Name }) => Name ?? []),
    );
  }
  return names;
}

/**
 * Lines that show what was found, and the command that takes it over.
 * @returns undefined where there is nothing
 */
export function offerOf(found: Found, stage: string): readonly string[] | undefined {
  if (partNames.every((part) => found[part].length === 0)) return undefined;
  const width = Math.max(...partNames.map((part) => part.length));
  const choice = (names: readonly string[]) =>
    names.length > 1 ? `ONE-OF-${names.length}` : (names[0] ?? 'new');
  return [
    'An earlier stack of this stage has left behind:',
    ...partNames.flatMap((part) => found[part].map((name) => `  ${part.padEnd(width)}  ${name}`)),
    'To go on with them:',
    `  npm run deploy -- --stage ${stage} ${partNames
      .map((part) => `--adopt ${part}=${choice(found[part])}`)
      .join(' ')}`,
    'To begin with an empty table and other token keys, which lets no learner of before in:',
    `  npm run deploy -- --stage ${stage} --adopt nothing`,
  ];
}
