import { type Key, profileKey } from '../../../shared/adapters/dynamo-keys.ts';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { fateOf } from './compare-rows.ts';
import type { RowTally } from './row-tally.ts';
import {
  isLeft,
  isTombstone,
  keyOf,
  kindOf,
  nameOf,
  nameOfKey,
  numberIn,
  outsideOf,
  ownerOf,
  type Row,
  roomOf,
} from './rows.ts';

/** How far a run has come; kept, so that the next one goes on there. */
export interface Place {
  /** The last key of the copy that was looked at. */
  readonly after: Key | undefined;
  /** Learners whose practice is still to be counted anew, with the days (Asia/Seoul) of it. */
  readonly recounts: readonly Recount[];
}

export interface Recount {
  readonly userId: number;
  readonly days: readonly number[];
}

export interface Page {
  readonly rows: readonly Row[];
  readonly after: Key | undefined;
}

export interface CopyPorts {
  /** The copy, a page at a time; a partition's rows follow one another. */
  pages(after: Key | undefined): AsyncIterable<Page>;
  readCopy(keys: readonly Key[]): Promise<readonly Row[]>;
  readLive(keys: readonly Key[]): Promise<readonly Row[]>;
  /** @returns false where the live row is another one by now */
  put(row: Row, live: Row | undefined): Promise<boolean>;
  /** Whoever was deleted, as the ledger has it now. */
  readDeleted(): Promise<ReadonlySet<number>>;
  /** What is made of a learner's lectures: standing and habits. */
  recount(of: Recount): Promise<void>;
  keepPlace(place: Place): Promise<void>;
  readonly now: () => number;
  readonly isInterrupted: () => boolean;
  readonly tally: RowTally;
  onPage(): void;
}

export interface CopyOptions {
  /** @default only counts */
  readonly writes: boolean;
  /** Also over what is newer in the live table, but never over a tombstone. */
  readonly overwrites: boolean;
  /** Kinds of rows. @default all */
  readonly only: ReadonlySet<string> | undefined;
  /** Which moment the copy shows, in milliseconds since the epoch. */
  readonly holds: number;
  readonly from: Place | undefined;
}

/** A run of hours must hear of those who are deleted meanwhile. */
const ledgerMilliseconds = 60_000;
/** Written at once. */
const atOnce = 25;

/**
 * Copies rows back into the live table: each is compared with what is there and written only where that
 * is still as it was compared, so that nothing of a learner who is just there gets lost. Pages that were
 * done are done; a run that broke off may be repeated from anywhere.
 *
 * @returns whether it came to the end
 */
export async function copyRows(ports: CopyPorts, options: CopyOptions): Promise<boolean> {
  const recounts = new Map((options.from?.recounts ?? []).map((each) => [each.userId, each.days]));
  const readDeleted = keptFor(ledgerMilliseconds, ports.now, ports.readDeleted);
  for await (const { rows, after } of ports.pages(options.from?.after)) {
    const changed = await copyPage(ports, options, rows, await readDeleted());
    for (const { userId, days } of changed) {
      recounts.set(userId, [...new Set([...(recounts.get(userId) ?? []), ...days])]);
    }
    // The last learner's rows may go on with the next page.
    const last = rows.at(-1);
    const unfinished = after && last ? ownerOf(last) : undefined;
    if (options.writes) {
      for (const [userId, days] of recounts) {
        if (userId === unfinished) continue;
        await ports.recount({ userId, days });
        recounts.delete(userId);
      }
      const left = [...recounts].map(([userId, days]) => ({ userId, days }));
      await ports.keepPlace({ after, recounts: left });
    }
    ports.onPage();
    if (after && ports.isInterrupted()) return false;
  }
  return true;
}

interface Wanted {
  readonly row: Row;
  readonly owner: number | undefined;
  /** The note by which an outside row is found. */
  readonly note?: Row;
}

/** @returns whose practice is to be counted anew */
async function copyPage(
  ports: CopyPorts,
  options: CopyOptions,
  rows: readonly Row[],
  deleted: ReadonlySet<number>,
): Promise<readonly Recount[]> {
  const inside: Wanted[] = rows
    .filter((row) => roomOf(row) !== 'outside')
    .map((row) => ({ row, owner: ownerOf(row) }));
  const noted = await withNotes(ports, inside);
  const wanted = [...inside, ...noted].filter((each) => {
    const reason = leftOutBecause(ports, options, each, deleted);
    if (reason) ports.tally.note(kindOf(each.row), reason);
    return reason === undefined;
  });
  const owners = new Set(wanted.flatMap(({ owner }) => owner ?? []));
  const keys = [...wanted.map(({ row }) => keyOf(row)), ...[...owners].map(profileKey)];
  const unique = new Map(keys.map((key) => [nameOfKey(key), key]));
  const live = new Map((await ports.readLive([...unique.values()])).map((r) => [nameOf(r), r]));

  const kept = new Set<Row>();
  const written: Wanted[] = [];
  const act = async (each: Wanted) => {
    const there = live.get(nameOf(each.row));
    const profile =
      each.owner === undefined ? undefined : live.get(nameOfKey(profileKey(each.owner)));
    const isGone = profile !== undefined && isTombstone(profile) && !isTombstone(each.row);
    if (isGone) return ports.tally.note(kindOf(each.row), 'of deleted users');
    const fate = fateOf(each.row, there);
    // What a newer note names is another row than this one.
    const mayWrite =
      fate === 'missing' || fate === 'older' || (options.overwrites && !isForGood(each.row, there));
    if (fate !== 'same' && !mayWrite) kept.add(each.row);
    const isWritten =
      options.writes && mayWrite && fate !== 'same' ? await ports.put(each.row, there) : undefined;
    if (isWritten === false) kept.add(each.row);
    if (isWritten) written.push(each);
    ports.tally.note(kindOf(each.row), isWritten === false ? 'changed meanwhile' : fate);
  };
  // Notes before what they name: nothing may lie outside that an erasure would not find.
  await inGroups(
    wanted.filter(({ note }) => !note),
    act,
  );
  await inGroups(
    wanted.filter(({ note }) => note),
    async (each) => {
      if (each.note && kept.has(each.note)) ports.tally.note(kindOf(each.row), 'newer');
      else await act(each);
    },
  );
  return recountsOf(written, live, options.holds, ports.now());
}

async function withNotes(ports: CopyPorts, inside: readonly Wanted[]): Promise<readonly Wanted[]> {
  const notes = inside.flatMap(({ row, owner }) => {
    const key = outsideOf(row);
    return key ? [{ key, row, owner }] : [];
  });
  if (notes.length === 0) return [];
  const keys = new Map(notes.map(({ key }) => [nameOfKey(key), key]));
  const found = new Map(
    (await ports.readCopy([...keys.values()])).map((row) => [nameOf(row), row]),
  );
  return notes.flatMap(({ key, row: note, owner }) => {
    const row = found.get(nameOfKey(key));
    return row ? [{ row, owner, note }] : [];
  });
}

function leftOutBecause(
  ports: Pick<CopyPorts, 'now'>,
  { only }: CopyOptions,
  { row, owner, note }: Wanted,
  deleted: ReadonlySet<number>,
) {
  const decides = note ?? row;
  if (owner !== undefined && deleted.has(owner)) return 'of deleted users';
  const expiresAt = numberIn(row, 'expiresAt');
  const isExpired = expiresAt !== undefined && expiresAt * 1000 <= ports.now();
  if (isExpired || isLeft(decides)) return 'expired since';
  const room = roomOf(decides);
  if (room === 'made anew') return 'made anew';
  if (room === 'unknown') return 'of a kind that is not known';
  return only && !only.has(kindOf(decides)) ? 'not asked for' : undefined;
}

const isForGood = (row: Row, live: Row | undefined): boolean =>
  isTombstone(row) || (live !== undefined && isTombstone(live));

async function inGroups<Item>(items: readonly Item[], act: (item: Item) => Promise<void>) {
  for (let start = 0; start < items.length; start += atOnce) {
    await Promise.all(items.slice(start, start + atOnce).map(act));
  }
}

/**
 * What is made of lectures has to be made anew where they came back beside others, or where it went over
 * what was begun anew: then also of the days since, whose lectures only the live table has.
 */
function recountsOf(
  written: readonly Wanted[],
  live: ReadonlyMap<string, Row>,
  holds: number,
  now: number,
): readonly Recount[] {
  const days = new Map<number, Set<number>>();
  for (const { row, owner } of written) {
    if (owner === undefined) continue;
    const kind = kindOf(row);
    const those = days.get(owner) ?? new Set<number>();
    if (kind === 'LECTURE') those.add(seoulDay(numberIn(row, 'createdAt') ?? holds));
    const isOver = live.has(nameOf(row)) && /^(?:HABITS|STANDING)/.test(kind);
    if (isOver) for (let day = seoulDay(holds); day <= seoulDay(now); day++) those.add(day);
    if (those.size > 0) days.set(owner, those);
  }
  return [...days].map(([userId, those]) => ({ userId, days: [...those] }));
}

function keptFor<Value>(milliseconds: number, now: () => number, read: () => Promise<Value>) {
  let kept: { readonly value: Value; readonly until: number } | undefined;
  return async () => {
    if (!kept || kept.until <= now()) kept = { value: await read(), until: now() + milliseconds };
    return kept.value;
  };
}
