import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import {
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CommandTrouble } from '../../command-line/command-trouble.ts';
import { readSecret } from '../secret-values.ts';
import type { ClientConfiguration } from '../stage-access.ts';
import type { Surroundings } from '../surroundings.ts';
import { setExpiry, setProtection, setRecovery, setTags, tagsOf } from '../table-settings.ts';
import type { KeptBucket, KeptSecret } from './kept-others.ts';
import type { KeptTable, TableMend } from './kept-table.ts';

/** What is known of resources that a new stack is to take over, each undefined where it is not there. */
export interface KeptThings {
  table(name: string): Promise<KeptTable | undefined>;
  bucket(name: string): Promise<KeptBucket | undefined>;
  /** @param withValue reads it too */
  secret(nameOrArn: string, withValue: boolean): Promise<KeptSecret | undefined>;
  /** The stack that it belongs to, which CloudFormation would not take it from. */
  ownerOf(physicalId: string): Promise<string | undefined>;
  mend(table: string, mend: TableMend): Promise<void>;
}

const longestWaitSeconds = 10 * 60;

export function keptThings(
  client: ClientConfiguration,
  { wait }: Pick<Surroundings, 'wait'>,
): KeptThings {
  const dynamo = new DynamoDBClient(client);
  // Also where it is elsewhere, to say so.
  const s3 = new S3Client({ ...client, followRegionRedirects: true, forcePathStyle: true });
  const secrets = new SecretsManagerClient(client);
  const cloudFormation = new CloudFormationClient(client);

  const describeTable = (name: string) =>
    orNothing(() => dynamo.send(new DescribeTableCommand({ TableName: name })));
  const arnOf = async (name: string) => (await describeTable(name))?.Table?.TableArn ?? '';

  return {
    async table(name) {
      const described = await describeTable(name);
      const table = described?.Table;
      if (!table) return undefined;
      const [expiry, backups, tags] = await Promise.all([
        dynamo.send(new DescribeTimeToLiveCommand({ TableName: name })),
        dynamo.send(new DescribeContinuousBackupsCommand({ TableName: name })),
        tagsOf(dynamo, table.TableArn ?? ''),
      ]);
      const { TimeToLiveStatus, AttributeName } = expiry.TimeToLiveDescription ?? {};
      return {
        status: table.TableStatus ?? '',
        shape: table,
        billingMode: table.BillingModeSummary?.BillingMode ?? 'PROVISIONED',
        replicas: (table.Replicas ?? []).map(({ RegionName = '' }) => RegionName),
        expiresBy: /^ENABL/.test(TimeToLiveStatus ?? '') ? AttributeName : undefined,
        canBeRestored:
          backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription
            ?.PointInTimeRecoveryStatus === 'ENABLED',
        isProtected: table.DeletionProtectionEnabled ?? false,
        tags,
      };
    },

    async bucket(name) {
      const found = await orNothing(() => s3.send(new HeadBucketCommand({ Bucket: name }))).catch(
        (error: unknown) => {
          // S3 tells of a bucket of another account by its status alone.
          if (!(error instanceof S3ServiceException) || error.$metadata.httpStatusCode !== 403) {
            throw error;
          }
          throw new CommandTrouble(
            `bucket ${name} may not be looked at: it is another account's, or s3:ListBucket is missing. Nothing was changed.`,
          );
        },
      );
      if (!found) return undefined;
      const [versioning, policy] = await Promise.all([
        s3.send(new GetBucketVersioningCommand({ Bucket: name })),
        orNothing(() => s3.send(new GetBucketPolicyCommand({ Bucket: name }))),
      ]);
      return {
        region: found.BucketRegion ?? '',
        keepsVersions: versioning.Status === 'Enabled',
        hasPolicy: policy !== undefined,
      };
    },

    async secret(nameOrArn, withValue) {
      const found = await orNothing(() =>
        secrets.send(new DescribeSecretCommand({ SecretId: nameOrArn })),
      );
      if (!found) return undefined;
      const arn = found.ARN ?? '';
      const isDeleted = found.DeletedDate !== undefined;
      return {
        arn,
        name: found.Name ?? '',
        isDeleted,
        isReplica: found.PrimaryRegion !== undefined && found.PrimaryRegion !== client.region,
        replicas: (found.ReplicationStatus ?? []).map(({ Region = '' }) => Region),
        value: withValue && !isDeleted ? (await readSecret(secrets, arn))?.value : undefined,
      };
    },

    async ownerOf(physicalId) {
      const found = await cloudFormation
        .send(new DescribeStackResourcesCommand({ PhysicalResourceId: physicalId }))
        .catch((error: unknown) => {
          if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
          throw error;
        });
      // A stack that was deleted is remembered for 90 days, with what it let go of.
      return found?.StackResources?.find(
        (one) =>
          one.PhysicalResourceId === physicalId && !/^DELETE_/.test(one.ResourceStatus ?? ''),
      )?.StackName;
    },

    async mend(table, mend) {
      switch (mend.sets) {
        case 'expiry':
          return setExpiry(dynamo, table, mend.attribute);
        case 'recovery':
          return setRecovery(dynamo, table, mend.isOn, wait);
        case 'tags':
          return setTags(dynamo, await arnOf(table), mend.tags);
        case 'protection':
          await setProtection(dynamo, table, mend.isOn);
          await waitUntilTableExists(
            { client: dynamo, maxWaitTime: longestWaitSeconds, minDelay: 1, maxDelay: 10 },
            { TableName: table },
          );
      }
    },
  };
}

const notThere = /^(?:ResourceNotFoundException|NotFound|NoSuchBucket|NoSuchBucketPolicy)$/;

async function orNothing<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && notThere.test(error.name)) return undefined;
    throw error;
  }
}
