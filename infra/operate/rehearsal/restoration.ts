import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  BatchWriteItemCommand,
  CreateBackupCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { CommandTrouble } from '../../command-line/command-trouble.ts';
import { pagesOf } from '../restore/dynamo-rows.ts';
import { describeBackup } from '../restore/dynamo-tables.ts';
import { restoredName } from '../restore/restore-table.ts';
import { isTombstone, keyOf, kindOf, ownerOf, type Row } from '../restore/rows.ts';
import { outputsOf } from '../stage-access.ts';
import { say } from '../surroundings.ts';
import { clientOf, folder, type Rehearsal } from './deploys.ts';
import { askRoute, callRoute, type Learner, lecturesOf } from './learner-calls.ts';
import { operate } from './operator-command.ts';

/** What a restore has left, for whoever goes on with it. */
export interface Restored {
  readonly backupArn: string;
  /** The table that was made of the backup. It still has who was deleted since. */
  readonly table: string;
  /** Was deleted after the backup, and is to stay deleted. */
  readonly deleted: { readonly userId: number; readonly authToken: string };
}

/**
 * A backup is made, a table is restored of it, a second learner is deleted, the first one's rows are
 * lost, and the copy brings them back: the lecture is read again, and the second learner stays deleted.
 */
export async function seeRestore(rehearsal: Rehearsal, learner: Learner): Promise<Restored> {
  const dynamo = new DynamoDBClient(clientOf(rehearsal));
  const live = await tableOf(rehearsal);
  const taught = await lectureOf(learner);
  const second = await anotherLearner(learner.apiUrl);
  const all = await rowsOf(rehearsal, live);
  const userId = ownerBy(all, 'LECTURE', taught.id);
  const secondId = ownerBy(all, 'TOPIC', second.topicId);

  const backupArn = await backUp(dynamo, live);
  const { at } = await describeBackup(dynamo, backupArn);
  await operate(rehearsal, 'Restore', ['restore', '--backup', backupArn]);
  const table = restoredName(rehearsal.stack.stackName, { backupArn, at });
  const { status } = await callRoute(second, 'delete-user');
  if (status >= 300) throw new CommandTrouble(`A learner's deletion answers ${status}.`);
  await loseRows(dynamo, live, await rowsOf(rehearsal, live, userId));
  const lost = await callRoute(learner, 'get-lecture', { lectureId: taught.id });
  if (lost.ok) throw new CommandTrouble('A lecture whose rows are lost is answered.');

  const shownAt = `${new Date(at).toISOString().slice(0, 19)}Z`;
  const copying = ['--from', table, '--all', '--at', shownAt, '--state', join(folder, 'restore')];
  await operate(rehearsal, 'Count rows', ['restore', ...copying]);
  const counted = await rowsOf(rehearsal, live, userId);
  if (counted.length > 0) throw new CommandTrouble('A restore that only counts has written rows.');
  await operate(rehearsal, 'Copy rows', ['restore', ...copying, '--write']);
  if (!isDeepStrictEqual(await lectureOf(learner), taught)) {
    throw new CommandTrouble('The lecture that was brought back is not the one that was lost.');
  }
  const deleted = { userId: secondId, authToken: second.authToken };
  await seeDeleted(rehearsal, live, { ...learner, ...deleted });
  say(
    rehearsal.surroundings.out,
    'Restored    the lecture is read again, and who was deleted meanwhile stays deleted',
  );
  return { backupArn, table, deleted };
}

/**
 * Neither a row nor an answer is left.
 * @throws CommandTrouble
 */
export async function seeDeleted(
  rehearsal: Rehearsal,
  table: string,
  deleted: Learner & { readonly userId: number },
): Promise<void> {
  const rows = await rowsOf(rehearsal, table, deleted.userId);
  const left = rows.filter((row) => !isTombstone(row)).map(kindOf);
  if (left.length > 0) {
    throw new CommandTrouble(`A deleted learner has rows in ${table}: ${left.join(', ')}.`);
  }
  const { status } = await callRoute(deleted, 'list-own-topics');
  if (status !== 401) throw new CommandTrouble(`A deleted learner is answered by ${status}.`);
}

export async function tableOf(rehearsal: Rehearsal): Promise<string> {
  const outputs = await outputsOf(clientOf(rehearsal), rehearsal.stack.stackName);
  return outputs?.get('TableName') ?? '';
}

const lectureSchema = z.looseObject({ id: z.int() });

/** The learner's only one. */
async function lectureOf(learner: Learner): Promise<z.infer<typeof lectureSchema>> {
  const [listed] = await lecturesOf(learner);
  return askRoute(learner, 'get-lecture', lectureSchema, { lectureId: listed?.id });
}

/** Of whom the table has rows besides who they are: an own topic. */
async function anotherLearner(apiUrl: string): Promise<Learner & { readonly topicId: number }> {
  const login = z.looseObject({ authToken: z.string() });
  const { authToken } = await askRoute({ apiUrl, authToken: '' }, 'issue-token', login);
  const second = { apiUrl, authToken };
  const { id } = await askRoute(second, 'create-topic', z.looseObject({ id: z.int() }));
  return { ...second, topicId: id };
}

async function rowsOf(
  { surroundings, ...rehearsal }: Rehearsal,
  name: string,
  userId?: number,
): Promise<readonly Row[]> {
  const client = new DynamoDBClient(clientOf(rehearsal));
  const all: Row[] = [];
  const pages = pagesOf({ client, name, wait: surroundings.wait }, userId, undefined);
  for await (const { rows } of pages) all.push(...rows);
  return all;
}

/** @param id as the API names what a row of that kind keeps */
function ownerBy(rows: readonly Row[], kind: 'LECTURE' | 'TOPIC', id: number): number {
  const row = rows.find(
    (one) => kindOf(one) === kind && Number(keyOf(one).sk.split('#')[1]) === id,
  );
  const userId = row && ownerOf(row);
  if (userId !== undefined) return userId;
  throw new CommandTrouble(`The table has no row ${kind} of what a learner has just made.`);
}

async function backUp(dynamo: DynamoDBClient, table: string): Promise<string> {
  const { BackupDetails } = await dynamo.send(
    new CreateBackupCommand({ TableName: table, BackupName: 'rehearsal' }),
  );
  return BackupDetails?.BackupArn ?? '';
}

/** BatchWriteItem's own limit. */
const batchItems = 25;

async function loseRows(
  dynamo: DynamoDBClient,
  table: string,
  rows: readonly Row[],
): Promise<void> {
  const deletions = rows.map(({ pk, sk }) => ({
    DeleteRequest: { Key: { ...(pk && { pk }), ...(sk && { sk }) } },
  }));
  for (let start = 0; start < deletions.length; start += batchItems) {
    await dynamo.send(
      new BatchWriteItemCommand({
        RequestItems: { [table]: deletions.slice(start, start + batchItems) },
      }),
    );
  }
}
