import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { backupReachDays } from '../../../shared/contracts/deletions.ts';
import { CommandTrouble } from '../../command-line/command-trouble.ts';
import type { Stage } from '../../stack/settings.ts';
import { openAccount, openStage, settingsOf, stackNameOf } from '../stage-access.ts';
import { type Surroundings, say } from '../surroundings.ts';
import { recoveryWindow } from '../table-settings.ts';
import { eraseDeletedFrom } from './deleted-users.ts';
import { beginRestore, describeBackup, describeTable, tableSettings } from './dynamo-tables.ts';
import { refuseBeyondLedger, refuseOutside, restoredName, restoreTable } from './restore-table.ts';

export interface MakeTable {
  readonly stage: Stage;
  /** A second of the stage's own table, or a backup of any. */
  readonly of: { readonly at: number } | { readonly backupArn: string };
  readonly rowsOnly: boolean;
  /** Where who was deleted is noted, if the stage's stack is gone and cannot tell. */
  readonly bucket: string | undefined;
}

/**
 * Makes a table of a second or a backup, beside the one in use, which stays as it is.
 * @returns the exit code
 */
export async function makeTable(
  { stage, of, rowsOnly, bucket: given }: MakeTable,
  surroundings: Surroundings,
): Promise<number> {
  const { out, environment, now, wait } = surroundings;
  const stackName = stackNameOf(stage);
  const known = given === undefined ? await ofStack(stage, environment) : undefined;
  const { client, place } = known ?? (await openAccount(stage, environment));
  const dynamo = new DynamoDBClient(client);
  const bucket = known?.bucket ?? given ?? '';
  const isThere = known && (await describeTable(dynamo, known.table));
  const source = isThere ? known.table : undefined;
  say(out, `Restore of stage ${known?.title ?? `${stage} (${place})`}`);
  const origin = 'at' in of ? await ofSecond(of.at) : await ofBackup(of.backupArn);
  const name = restoredName(stackName, origin);
  await restoreTable(
    {
      describe: (table) => describeTable(dynamo, table),
      begin: (table, from, withIndexes) => beginRestore(dynamo, table, from, withIndexes),
      eraseDeleted: (table) =>
        eraseDeletedFrom({ dynamo, s3: new S3Client(client), bucket }, table, surroundings),
      settings: tableSettings(dynamo, { ...settingsOf(stage), source, wait }),
      ...{ now, wait },
      say: (line) => say(out, line),
    },
    { name, origin, rowsOnly },
  );
  say(out, nextSteps(stage, name, rowsOnly));
  return 0;

  async function ofSecond(at: number) {
    if (source === undefined) {
      throw new CommandTrouble(
        `The table ${known?.table ?? ''} is gone. DynamoDB keeps a backup of a table that was deleted, for ${backupReachDays} days: aws dynamodb list-backups --backup-type SYSTEM --region ${client.region}, then --backup ARN.`,
      );
    }
    const origin = { source, at };
    refuseBeyondLedger(at, now(), backupReachDays);
    // One that is there may have the place of the other by now, whose history begins with it.
    const isMade = await describeTable(dynamo, restoredName(stackName, origin));
    if (!isMade) refuseOutside(source, at, await recoveryWindow(dynamo, source));
    return origin;
  }

  async function ofBackup(backupArn: string) {
    const { at } = await describeBackup(dynamo, backupArn);
    refuseBeyondLedger(at, now(), backupReachDays);
    return { backupArn, at };
  }
}

async function ofStack(stage: Stage, environment: Surroundings['environment']) {
  const access = await openStage(stage, environment);
  return {
    ...{ title: access.title, client: access.client, place: '' },
    table: access.output('TableName'),
    bucket: access.output('RecordingsBucketName'),
  };
}

function nextSteps(stage: Stage, name: string, rowsOnly: boolean): string {
  const copying = `npm run restore -- --stage ${stage} --from ${name} --user ID (or --all)`;
  const copied = `${name} is there. To copy rows of it into the table in use: ${copying}`;
  const deleted = 'When it is needed no more: aws dynamodb delete-table';
  return rowsOnly
    ? `${copied}\n${deleted} --region ${settingsOf(stage).region} --table-name ${name}`
    : `${copied}\nTo have it take the place of the table in use see "The table has been wrong since a known second" in docs/runbook.md; call this once more after that, which erases whoever was deleted meanwhile.`;
}
