import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { dynamoCatalog } from '../../../shared/adapters/dynamo-catalog.ts';
import { dynamoHabitRebuild } from '../../../shared/adapters/dynamo-habit-rebuild.ts';
import { dynamoLeagueGroups } from '../../../shared/adapters/dynamo-league-groups.ts';
import { dynamoStandingSources } from '../../../shared/adapters/dynamo-standing-sources.ts';
import { dynamoStandings } from '../../../shared/adapters/dynamo-standings.ts';
import { readDeletions } from '../../../shared/adapters/s3-deletions.ts';
import { backupReachDays } from '../../../shared/contracts/deletions.ts';
import { keepPractice } from '../../../shared/league/keep-practice.ts';
import { rebuildStanding } from '../../../shared/ranking/rebuild-standing.ts';
import { CommandTrouble } from '../../command-line/command-trouble.ts';
import type { Target } from '../command-line.ts';
import { openStage } from '../stage-access.ts';
import { tableNamed } from '../stage-table.ts';
import { type Surroundings, say } from '../surroundings.ts';
import { type CopyPorts, copyRows, type Recount } from './copy-rows.ts';
import { eraseDeletedFrom } from './deleted-users.ts';
import { pagesOf, putRow, readRows } from './dynamo-rows.ts';
import { describeTable } from './dynamo-tables.ts';
import { keptPlace } from './kept-place.ts';
import { refuseBeyondLedger } from './restore-table.ts';
import { RowTally } from './row-tally.ts';

export interface CopyBack {
  readonly target: Target;
  readonly stateDirectory: string;
  readonly from: string;
  /** Undefined for everybody's. */
  readonly userId: number | undefined;
  readonly writes: boolean;
  readonly overwrites: boolean;
  readonly only: readonly string[] | undefined;
  /** Which moment the copy shows, where DynamoDB does not tell. */
  readonly at: number | undefined;
}

/**
 * Copies rows of a restored table into the one in use, or only counts them.
 * @returns the exit code
 */
export async function copyBack(asked: CopyBack, surroundings: Surroundings): Promise<number> {
  const { out, err, now, wait, interrupt } = surroundings;
  const { from, userId, writes, overwrites, only } = asked;
  const stage = await openStage(asked.target, surroundings.environment, asked);
  const dynamo = new DynamoDBClient(stage.client);
  const s3 = new S3Client(stage.client);
  const bucket = stage.output('RecordingsBucketName');
  const copy = { client: dynamo, name: from, wait };
  const live = { client: dynamo, name: stage.output('TableName'), wait };
  if (copy.name === live.name) {
    throw new CommandTrouble(`${from} is the table in use: there is nothing to copy.`, 2);
  }
  const holds = await momentOf(dynamo, asked, now());
  const deleted = await readDeletions(s3, bucket);
  if (userId !== undefined) await refuseUser(copy, userId, deleted);
  say(out, `Rows of ${from}, as it was at ${new Date(holds).toISOString()}`);
  say(out, `into ${live.name} of stage ${stage.title}${writes ? '' : ': counted only'}`);
  say(out, `${deleted.size} deleted users are noted in ${bucket}; nothing of theirs comes back.`);

  const tally = new RowTally();
  const place = keptPlace(asked.stateDirectory, [
    stage.title,
    from,
    live.name,
    userId,
    only,
    overwrites,
  ]);
  const begun = writes ? await place.read() : undefined;
  if (begun) say(out, 'An earlier run broke off; this one goes on where it was.');
  const ports: CopyPorts = {
    pages: (after) => pagesOf(copy, userId, after),
    readCopy: (keys) => readRows(copy, keys),
    readLive: (keys) => readRows(live, keys),
    put: (row, there) => putRow(live, row, there),
    readDeleted: () => readDeletions(s3, bucket),
    recount: recounter(tableNamed(dynamo, live.name), now),
    keepPlace: place.keep,
    ...{ now, tally },
    isInterrupted: () => interrupt.aborted,
    onPage: () => {
      if (err.isTTY) err.write(`\r${tally.rows.toLocaleString('en')} rows looked at\u001b[K`);
    },
  };
  const options = { writes, overwrites, holds, from: begun, only: only && new Set(only) };
  try {
    const isWhole = await copyRows(ports, options);
    if (!isWhole) return 130;
    if (!writes) return 0;
    // Whoever was deleted while it ran: their rows may have come back behind their deletion.
    const erased = await eraseDeletedFrom({ dynamo, s3, bucket }, live.name, surroundings);
    if (erased > 0) say(out, `${erased} were deleted meanwhile, and are erased again.`);
    await place.forget();
    return 0;
  } finally {
    if (err.isTTY) err.write('\r\u001b[K');
    say(out, `\n${tally.report()}`);
    say(out, ending({ writes, overwrites, isInterrupted: interrupt.aborted }));
  }
}

function ending({
  writes,
  overwrites,
  isInterrupted,
}: Record<'writes' | 'overwrites' | 'isInterrupted', boolean>): string {
  if (isInterrupted) return 'Interrupted; nothing is lost, the same command goes on.';
  const newer = overwrites
    ? 'What is newer there is overwritten as well.'
    : 'What is newer there stays; --overwrite puts what the copy has in its place.';
  return writes
    ? 'Missing and older rows are as the copy has them.'
    : `Nothing was written. With --write missing and older rows become as the copy has them. ${newer}`;
}

/** @throws CommandTrouble */
async function momentOf(
  dynamo: DynamoDBClient,
  { from, at }: Pick<CopyBack, 'from' | 'at'>,
  now: number,
): Promise<number> {
  const table = await describeTable(dynamo, from);
  if (!table) throw new CommandTrouble(`There is no table ${from}.`);
  if (!table.isActive) {
    throw new CommandTrouble(
      `${from} is still being made; call again what makes it, and it waits.`,
    );
  }
  const holds = at ?? table.restored?.holds;
  if (holds === undefined) {
    throw new CommandTrouble(
      `${from} was not restored, and DynamoDB does not tell which moment it shows; say it by --at.`,
    );
  }
  refuseBeyondLedger(holds, now, backupReachDays);
  return holds;
}

/** @throws CommandTrouble */
async function refuseUser(
  copy: Parameters<typeof pagesOf>[0],
  userId: number,
  deleted: ReadonlySet<number>,
): Promise<void> {
  if (deleted.has(userId)) {
    throw new CommandTrouble(`User ${userId} was deleted: nothing of theirs comes back.`);
  }
  for await (const { rows } of pagesOf(copy, userId, undefined)) {
    if (rows.length > 0) return;
  }
  throw new CommandTrouble(`${copy.name} has no rows of user ${userId}.`);
}

/** As the worker counts what was judged. */
function recounter(table: ReturnType<typeof tableNamed>, clock: () => number) {
  const practice = {
    ...dynamoHabitRebuild(table, dynamoCatalog(table, clock), clock),
    groups: dynamoLeagueGroups(table),
  };
  const ranking = {
    standings: dynamoStandings(table),
    readSources: dynamoStandingSources(table),
    clock,
  };
  return async ({ userId, days }: Recount) => {
    for (const day of days) await keepPractice(practice, userId, day);
    await rebuildStanding(ranking, userId);
  };
}
