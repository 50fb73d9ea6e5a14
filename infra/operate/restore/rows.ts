import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  creditsPrefix,
  type Key,
  profileKey,
  userOfPartition,
} from '../../../shared/adapters/dynamo-keys.ts';
import { type TablePartition, tablePartitions } from '../../../shared/contracts/table.ts';

/** As DynamoDB has it: numbers of any length, sets and bytes stay what they are. */
export type Row = Readonly<Record<string, AttributeValue>>;

export const keyOf = (row: Row): Key => ({ pk: row['pk']?.S ?? '', sk: row['sk']?.S ?? '' });
export const nameOfKey = ({ pk, sk }: Key): string => JSON.stringify([pk, sk]);
export const nameOf = (row: Row): string => nameOfKey(keyOf(row));

const numberOf = (value: AttributeValue | undefined): number | undefined =>
  value?.N === undefined ? undefined : Number(value.N);
export const numberIn = (row: Row, name: string): number | undefined => numberOf(row[name]);

/** Of a learner's partition alone. */
export const ownerOf = (row: Row): number | undefined => userOfPartition(keyOf(row).pk);

export const isTombstone = (row: Row): boolean =>
  keyOf(row).sk === profileKey(0).sk && row['deletedAt'] !== undefined;

/** The row outside that a note inside a learner's partition names. */
export function outsideOf(row: Row): Key | undefined {
  const { pk, sk } = row['outside']?.M ?? {};
  return pk?.S !== undefined && sk?.S !== undefined ? { pk: pk.S, sk: sk.S } : undefined;
}

/** Its learner was just taking away what it names. */
export const isLeft = (row: Row): boolean => row['isLeft']?.BOOL === true;

/**
 * What becomes of a partition's rows where rows are copied back. Those outside come with the note that a
 * learner has of them, and never by themselves: so they share that learner's fate.
 */
export type Room = 'learner' | 'outside' | 'service' | 'made anew' | 'unknown';

const rooms: Readonly<Record<TablePartition, Room>> = {
  users: 'learner',
  sharedTopics: 'outside',
  topicReports: 'outside',
  // Versions of the catalog are never changed, and lectures name the one they were held on.
  catalogVersions: 'service',
  // A transaction that is not remembered would be credited twice.
  rewards: 'service',
  retention: 'service',
  // Doors and lists; members are outside.
  leagues: 'service',
  // By a deploy, or `npm run catalog`.
  catalogPointer: 'made anew',
  webFiles: 'made anew',
  // By the functions, within minutes or with the next day.
  pushKey: 'made anew',
  ranking: 'made anew',
  serviceCounters: 'made anew',
  addressCounters: 'made anew',
  // Good for minutes: one that was used must not be good again.
  transferCodes: 'made anew',
};

/** Of a learner's own rows. */
const madeAnewKinds: ReadonlySet<string> = new Set(['TRANSFERCODE', 'TRACE#TRANSFER']);

const entries = (Object.keys(rooms) as TablePartition[])
  .map((name) => ({ name, pattern: tablePartitions[name] }))
  // The narrower one first.
  .sort((one, other) => other.pattern.length - one.pattern.length);

function partitionOf(pk: string): TablePartition | undefined {
  return entries.find(({ pattern }) =>
    pattern.endsWith('*') ? pk.startsWith(pattern.slice(0, -1)) : pk === pattern,
  )?.name;
}

export function roomOf(row: Row): Room {
  const { pk } = keyOf(row);
  if (/^LEAGUE#\d+#GROUP#/.test(pk)) return 'outside';
  if (madeAnewKinds.has(kindOf(row))) return 'made anew';
  const partition = partitionOf(pk);
  return partition === undefined ? 'unknown' : rooms[partition];
}

/** Which kinds of a learner's rows there are; a test holds it to the keys that adapters make. */
export const learnerKinds = [
  ...['PROFILE', 'CONSENT', 'LECTURE', 'TRANSCRIPT', 'FEEDBACK', 'ASSESSMENT', 'LATER', 'REPEAT'],
  ...['TOPIC', 'TOPICNOTES', 'TOPICROOMS', 'TAUGHT', 'QUOTA', 'PROFILE#CREDITS', 'STANDING'],
  ...['HABITS', 'HABITS#DAY', 'HABITS#KNOWN', 'HABITS#MONTH', 'HABITS#LEAGUE'],
  ...['WEBPUSH', 'TRANSFERCODE'],
  ...['TRACE#TOPIC', 'TRACE#REPORT', 'TRACE#LEAGUE', 'TRACE#LEAGUENAME', 'TRACE#TRANSFER'],
] as const;

/** Words at the beginning of a sort key that tell a kind only together. */
const inTwoWords = /^(?:HABITS|TRACE)#[A-Z]+/;

/**
 * A word for a row, as its key has it, e.g. `LECTURE`; rows that are no learner's own go by their
 * partition, e.g. `service CATALOG`.
 */
export function kindOf(row: Row): string {
  const { pk, sk } = keyOf(row);
  const [head = ''] = pk.split('#');
  if (userOfPartition(pk) === undefined) return `service ${head}`;
  if (sk.startsWith(creditsPrefix)) return creditsPrefix.slice(0, -1);
  return inTwoWords.exec(sk)?.[0] ?? sk.split('#')[0] ?? '';
}
