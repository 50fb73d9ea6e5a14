import {
  DescribeContinuousBackupsCommand,
  type DynamoDBClient,
  ListTagsOfResourceCommand,
  TagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { Surroundings } from './surroundings.ts';

const untilBackupsMilliseconds = 15_000;

/** DynamoDB refuses what is so already. */
export async function setExpiry(
  client: DynamoDBClient,
  TableName: string,
  AttributeName: string,
): Promise<void> {
  const TimeToLiveSpecification = { AttributeName, Enabled: true };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
}

/** The table is updated for some seconds after that. */
export async function setProtection(
  client: DynamoDBClient,
  TableName: string,
  isOn: boolean,
): Promise<void> {
  await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: isOn }));
}

/** A table that was just made takes some minutes until it can have backups. */
export async function setRecovery(
  client: DynamoDBClient,
  TableName: string,
  isOn: boolean,
  wait: Surroundings['wait'],
): Promise<void> {
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: isOn };
  for (;;) {
    try {
      await client.send(
        new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }),
      );
      return;
    } catch (error) {
      const isEarly =
        error instanceof Error && error.name === 'ContinuousBackupsUnavailableException';
      if (!isEarly) throw error;
      await wait(untilBackupsMilliseconds);
    }
  }
}

export type Tags = Readonly<Record<string, string>>;

export async function setTags(
  client: DynamoDBClient,
  ResourceArn: string,
  tags: Tags,
): Promise<void> {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  await client.send(new TagResourceCommand({ ResourceArn, Tags }));
}

/** Without CloudFormation's own, which nobody else can give. */
export async function tagsOf(client: DynamoDBClient, ResourceArn: string): Promise<Tags> {
  const tags: Record<string, string> = {};
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListTagsOfResourceCommand({ ResourceArn, NextToken }));
    for (const { Key = '', Value = '' } of page.Tags ?? []) {
      if (!Key.startsWith('aws:')) tags[Key] = Value;
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return tags;
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
