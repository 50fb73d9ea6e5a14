import {
  DescribeBackupCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  RestoreTableFromBackupCommand,
  RestoreTableToPointInTimeCommand,
  type TableDescription,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { tableKeys } from '../../../shared/contracts/table.ts';
import { CommandTrouble } from '../../command-line/command-trouble.ts';
import type { Surroundings } from '../surroundings.ts';
import {
  recoveryWindow,
  setExpiry,
  setProtection,
  setRecovery,
  setTags,
  tagsOf,
} from '../table-settings.ts';
import type { DescribedTable, Origin, TableSetting } from './restore-table.ts';

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
  if (/^ENABL/.test(TimeToLiveDescription?.TimeToLiveStatus ?? '')) return false;
  await setExpiry(client, TableName, tableKeys.timeToLive);
  return true;
}

async function tag(client: DynamoDBClient, name: string, source: string): Promise<boolean> {
  const [table, other] = await Promise.all([find(client, name), find(client, source)]);
  const arn = table?.TableArn ?? '';
  const [its, wanted] = await Promise.all([
    tagsOf(client, arn),
    tagsOf(client, other?.TableArn ?? ''),
  ]);
  const missing = Object.entries(wanted).filter(([key, value]) => its[key] !== value);
  if (missing.length === 0) return false;
  await setTags(client, arn, Object.fromEntries(missing));
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
  await setProtection(client, TableName, true);
  return true;
}

async function keepHistory(
  client: DynamoDBClient,
  TableName: string,
  wait: Surroundings['wait'],
): Promise<boolean> {
  if (await recoveryWindow(client, TableName)) return false;
  await setRecovery(client, TableName, true, wait);
  return true;
}
