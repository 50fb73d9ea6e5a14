import {
  DescribeBackupCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ListTagsOfResourceCommand,
  ResourceNotFoundException,
  RestoreTableFromBackupCommand,
  RestoreTableToPointInTimeCommand,
  type TableDescription,
  TagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { tableKeys } from '../../../shared/contracts/table.ts';
import { CommandTrouble } from '../../command-line/command-trouble.ts';
import type { Surroundings } from '../surroundings.ts';
import type { DescribedTable, Origin, TableSetting } from './restore-table.ts';

const untilBackupsMilliseconds = 15_000;

async function find(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

export async function describeTable(
  client: DynamoDBClient,
  name: string,
): Promise<DescribedTable | undefined> {
  const table = await find(client, name);
  if (!table) return undefined;
  const { TableArn = '', TableStatus, GlobalSecondaryIndexes = [], RestoreSummary } = table;
  return {
    arn: TableArn,
    isActive:
      TableStatus === 'ACTIVE' &&
      GlobalSecondaryIndexes.every(({ IndexStatus }) => (IndexStatus ?? 'ACTIVE') === 'ACTIVE'),
    indexes: GlobalSecondaryIndexes.length,
    restored: RestoreSummary && {
      ...(RestoreSummary.SourceTableArn && { sourceArn: RestoreSummary.SourceTableArn }),
      ...(RestoreSummary.RestoreDateTime && { holds: RestoreSummary.RestoreDateTime.getTime() }),
    },
  };
}

/** What a table can be restored to; undefined where it keeps no history. */
export async function recoveryWindow(client: DynamoDBClient, name: string) {
  const { ContinuousBackupsDescription } = await client.send(
    new DescribeContinuousBackupsCommand({ TableName: name }),
  );
  const { EarliestRestorableDateTime: earliest, LatestRestorableDateTime: latest } =
    ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {};
  return earliest && latest
    ? { earliest: earliest.getTime(), latest: latest.getTime() }
    : undefined;
}

/** @throws CommandTrouble where there is no such backup, or it is not whole */
export async function describeBackup(client: DynamoDBClient, arn: string) {
  const { BackupDescription } = await client
    .send(new DescribeBackupCommand({ BackupArn: arn }))
    .catch((error: unknown) => {
      if (!(error instanceof Error && error.name === 'BackupNotFoundException')) throw error;
      throw new CommandTrouble(`There is no backup ${arn}.`);
    });
  const { BackupStatus, BackupCreationDateTime } = BackupDescription?.BackupDetails ?? {};
  if (BackupStatus !== 'AVAILABLE' || !BackupCreationDateTime) {
    throw new CommandTrouble(`The backup ${arn} is ${BackupStatus ?? 'unknown'}.`);
  }
  return { at: BackupCreationDateTime.getTime() };
}

/** Indexes take time, and whoever only copies rows needs none. */
export async function beginRestore(
  client: DynamoDBClient,
  name: string,
  origin: Origin,
  withIndexes: boolean,
): Promise<void> {
  const target = {
    TargetTableName: name,
    ...(!withIndexes && { GlobalSecondaryIndexOverride: [] }),
  };
  await ('backupArn' in origin
    ? client.send(new RestoreTableFromBackupCommand({ ...target, BackupArn: origin.backupArn }))
    : client.send(
        new RestoreTableToPointInTimeCommand({
          ...target,
          SourceTableName: origin.source,
          RestoreDateTime: new Date(origin.at),
        }),
      ));
}

/**
 * What DynamoDB leaves behind when it restores a table. Tags and a stream are those of the table that it
 * was, where there still is one. The history comes last.
 */
export function tableSettings(
  client: DynamoDBClient,
  wanted: {
    readonly protectData: boolean;
    /** The table that it was, where it is still there. */
    readonly source: string | undefined;
    readonly wait: Surroundings['wait'];
  },
): readonly TableSetting[] {
  const { protectData, source, wait } = wanted;
  const protectedOnly: readonly TableSetting[] = [
    { title: 'Protection from deletion', set: (name) => protect(client, name) },
    { title: 'Point-in-time recovery', set: (name) => keepHistory(client, name, wait) },
  ];
  return [
    { title: `Expiry by ${tableKeys.timeToLive}`, set: (name) => expire(client, name) },
    ...(source === undefined
      ? []
      : [
          { title: 'Tags', set: (name: string) => tag(client, name, source) },
          { title: 'Stream', set: (name: string) => stream(client, name, source) },
        ]),
    ...(protectData ? protectedOnly : []),
  ];
}

async function expire(client: DynamoDBClient, TableName: string): Promise<boolean> {
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  // DynamoDB refuses what is so already.
  if (/^ENABL/.test(TimeToLiveDescription?.TimeToLiveStatus ?? '')) return false;
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName,
      TimeToLiveSpecification: { AttributeName: tableKeys.timeToLive, Enabled: true },
    }),
  );
  return true;
}

async function tagsOf(client: DynamoDBClient, name: string) {
  const ResourceArn = (await find(client, name))?.TableArn ?? '';
  const tags: { readonly Key: string; readonly Value: string }[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListTagsOfResourceCommand({ ResourceArn, NextToken }));
    for (const { Key = '', Value = '' } of page.Tags ?? []) {
      // CloudFormation's own cannot be given by anybody else.
      if (!Key.startsWith('aws:')) tags.push({ Key, Value });
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return { ResourceArn, tags };
}

async function tag(client: DynamoDBClient, name: string, source: string): Promise<boolean> {
  const [its, wanted] = await Promise.all([tagsOf(client, name), tagsOf(client, source)]);
  const missing = wanted.tags.filter(
    ({ Key, Value }) => !its.tags.some((one) => one.Key === Key && one.Value === Value),
  );
  if (missing.length === 0) return false;
  await client.send(new TagResourceCommand({ ResourceArn: its.ResourceArn, Tags: missing }));
  return true;
}

async function stream(client: DynamoDBClient, name: string, source: string): Promise<boolean> {
  const [its, wanted] = await Promise.all([find(client, name), find(client, source)]);
  const { StreamSpecification } = wanted ?? {};
  if (!StreamSpecification?.StreamEnabled || its?.StreamSpecification?.StreamEnabled) return false;
  await client.send(new UpdateTableCommand({ TableName: name, StreamSpecification }));
  return true;
}

async function protect(client: DynamoDBClient, TableName: string): Promise<boolean> {
  if ((await find(client, TableName))?.DeletionProtectionEnabled) return false;
  await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: true }));
  return true;
}

/** A table that was just made takes some minutes until it can have backups. */
async function keepHistory(
  client: DynamoDBClient,
  TableName: string,
  wait: Surroundings['wait'],
): Promise<boolean> {
  if (await recoveryWindow(client, TableName)) return false;
  for (;;) {
    try {
      await client.send(
        new UpdateContinuousBackupsCommand({
          TableName,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        }),
      );
      return true;
    } catch (error) {
      const isEarly =
        error instanceof Error && error.name === 'ContinuousBackupsUnavailableException';
      if (!isEarly) throw error;
      await wait(untilBackupsMilliseconds);
    }
  }
}
