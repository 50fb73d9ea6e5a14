import {
  sharedCopyKey,
  topicNotesKey,
  userPartition,
} from '../../../shared/adapters/dynamo-keys.ts';
import type { Run, SharingAct } from './run.ts';
import {
  nameOfKey,
  type OutsideRow,
  ownerOf,
  type SharedRows,
  sharedRowsOf,
  type TopicRow,
} from './shared-rows.ts';
import type { StoredRows } from './stored-rows.ts';
import { nameOf, type World } from './world.ts';

interface Began {
  readonly act: SharingAct;
  /** After which check it began. */
  readonly after: number;
  /** Codes that it removes, as they were then. */
  readonly codes: readonly string[];
  /** What lay outside then for a learner who is to be deleted. */
  readonly outside: readonly string[];
}

/** How long rows of a write that broke off may lie outside without a note. */
const provisionalSeconds = 3_600;
const reportAttributes = ['pk', 'sk', 'id', 'code', 'reason', 'createdAt', 'expiresAt'];

const nothing: SharedRows = {
  outside: new Map(),
  notes: new Map(),
  topics: [],
  noted: new Set(),
  shares: new Map(),
};

/** Watches shared topics, their copies and reports, and everything else outside partitions. */
export class SharingLedger {
  readonly #world: World;
  readonly #began = new Map<Run, Began>();
  readonly #ended = new WeakSet<Run>();
  /** When a code was last seen to lead somewhere, by the number of the check. */
  readonly #lastActive = new Map<string, number>();
  readonly #codesOf = new Map<string, Set<string>>();
  /** Codes that lead nowhere for good. */
  readonly #dead = new Set<string>();
  /** Codes of which no copy may exist. */
  readonly #emptied = new Set<string>();
  /** Rows that were deleted with their learner. */
  readonly #erased = new Set<string>();
  readonly #reported = new Map<string, { userId: number; code: string }>();
  readonly #shared = new Map<string, number>();
  readonly #topics = new Map<string, TopicRow>();
  #rows: SharedRows = nothing;
  #checks = 0;
  #isAtRest = false;

  constructor(world: World) {
    this.#world = world;
  }

  note(run: Run): void {
    const { act } = run;
    if (!act) return;
    const codes = this.#codesTakenBy(act);
    const outside = act.does === 'delete user' ? this.#outsideOf(act.userId) : [];
    this.#began.set(run, { act, after: this.#checks, codes, outside });
  }

  /** From now on topics are deleted by nobody's call. */
  rest(): void {
    this.#isAtRest = true;
  }

  /** @returns what is broken now */
  check(stored: StoredRows): string[] {
    const rows = sharedRowsOf(stored);
    this.#rows = rows;
    this.#checks += 1;
    for (const [run, began] of this.#began) {
      if (run.state !== 'ended' || run.isDisturbed || this.#ended.has(run)) continue;
      this.#ended.add(run);
      this.#noteEnded(began);
    }
    for (const row of rows.outside.values()) {
      if (row.code === undefined || row.ownerId === undefined) continue;
      const topic = nameOf({ userId: row.ownerId, lectureId: row.topicId ?? 0 });
      this.#codesOf.set(topic, (this.#codesOf.get(topic) ?? new Set()).add(row.code));
      if (this.#isActive(row)) this.#lastActive.set(row.code, this.#checks);
    }
    return [
      ...[...rows.outside.values()].flatMap((row) => this.#brokenOutside(row, stored)),
      ...rows.topics.flatMap((topic) => this.#brokenTopic(topic, stored)),
      ...this.#brokenCounts(stored),
      ...this.#vanished(stored),
    ];
  }

  /** What follows for good from a run that ended and was not disturbed. */
  #noteEnded({ act, codes, outside }: Began): void {
    for (const code of codes) this.#dead.add(code);
    for (const name of outside) this.#erased.add(name);
    if (act.does === 'take down' && act.withCopies) this.#emptied.add(act.code);
    if (act.does === 'report') this.#reported.set(`${act.userId}/${act.code}`, act);
    if (act.does === 'share') {
      const pk = userPartition(act.userId);
      this.#shared.set(pk, (this.#shared.get(pk) ?? 0) + 1);
    }
  }

  #codesTakenBy(act: SharingAct): readonly string[] {
    if (act.does === 'take down') return [act.code];
    if (act.does === 'delete user') {
      const topics = [...this.#codesOf].filter(([name]) => name.startsWith(`${act.userId}/`));
      return topics.flatMap(([, codes]) => [...codes]);
    }
    if (act.does !== 'stop' && act.does !== 'delete topic') return [];
    return [...(this.#codesOf.get(nameOf({ ...act, lectureId: act.topicId })) ?? [])];
  }

  #outsideOf(userId: number): readonly string[] {
    const pk = userPartition(userId);
    const rows = [...this.#rows.outside.values()];
    return rows
      .filter((row) => this.#rows.notes.get(nameOfKey(row))?.pk === pk)
      .map((row) => nameOfKey(row));
  }

  readonly #isActive = ({ validUntil = 0 }: OutsideRow) => validUntil > this.#world.now;

  /** It lives longer than the hour of a write that broke off. */
  #stays({ expiresAt }: OutsideRow): boolean {
    const latest = Math.ceil(this.#world.now / 1000) + provisionalSeconds;
    return expiresAt === undefined || expiresAt > latest;
  }

  #brokenOutside(row: OutsideRow, { isAlive, items }: StoredRows): string[] {
    const { notes, topics } = this.#rows;
    const name = nameOfKey(row);
    const owner = ownerOf(row, notes, isAlive);
    const broken: string[] = [];
    const isActive = this.#isActive(row);
    const isTransfer = name.startsWith('TRANSFER#');
    const wantsNote = isActive || this.#stays(row) || (isTransfer && owner.isAlive);
    if (wantsNote && !owner.isNoted) broken.push(`${name} lies outside, and no note names it`);
    if (this.#erased.has(name) && (isActive || isTransfer || this.#stays(row))) {
      broken.push(`${name} outlives its learner`);
    }
    if (row.pk === 'REPORTS') {
      const item = items.find((each) => nameOfKey(each) === name) ?? {};
      const more = Object.keys(item).filter((each) => !reportAttributes.includes(each));
      if (more.length > 0) broken.push(`${name} tells ${more}`);
    }
    if (!isActive || row.code === undefined) return broken;
    if (this.#dead.has(row.code)) broken.push(`${row.code} works, and was taken away`);
    const topic = topics.find(
      ({ userId, lectureId }) => userId === row.ownerId && lectureId === row.topicId,
    );
    const key = { userId: row.ownerId ?? 0, lectureId: row.topicId ?? 0 };
    const isShareable = topic !== undefined && topic.takenDownAt === undefined;
    if (!isShareable && !this.#isBeingTaken(topic ?? key)) {
      broken.push(`${row.code} works, and its topic is ${topic ? 'taken down' : 'gone'}`);
    }
    return broken;
  }

  #brokenTopic(topic: TopicRow, { topicQuotas }: StoredRows): string[] {
    const { userId, lectureId, copiedFrom: code } = topic;
    const name = nameOf(topic);
    const isNew = !this.#topics.has(name);
    this.#topics.set(name, topic);
    if (code === undefined) return [];
    const broken: string[] = [];
    const about = `the copy ${lectureId} of ${code}`;
    if (this.#rows.noted.has(nameOfKey(topicNotesKey(topic)))) broken.push(`${about} has notes`);
    const isCharged = topicQuotas.some(
      ({ pk, lectureIds }) => pk === userPartition(userId) && lectureIds.has(lectureId),
    );
    if (isCharged) broken.push(`${about} was charged as if it were prepared`);
    if (this.#emptied.has(code)) broken.push(`${about} is there, and was taken down with it`);
    const mark = nameOfKey(sharedCopyKey(code, topic));
    const row = this.#rows.outside.get(mark);
    const isMarked = row && this.#stays(row) && this.#rows.notes.has(mark);
    if (!isMarked && !this.#isBeingTaken(topic))
      broken.push(`${about} cannot be found by its code`);
    if (isNew && !this.#mayBeNew(userId, code)) {
      broken.push(`${about} was made when its code led nowhere`);
    }
    return broken;
  }

  /** By a run that began when the code still led somewhere, or began to. */
  #mayBeNew(userId: number, code: string): boolean {
    const lastActive = this.#lastActive.get(code) ?? -1;
    return [...this.#began.values()].some(
      ({ act, after }) =>
        act.does === 'copy' && act.userId === userId && act.code === code && lastActive >= after,
    );
  }

  /** By a run that is at work, or that broke off and will be asked for again. */
  #isBeingTaken(topic: Pick<TopicRow, 'userId' | 'lectureId' | 'copiedFrom'>): boolean {
    return [...this.#began].some(
      ([run, { act }]) =>
        (run.isUnderWay || run.state !== 'ended' || run.isDisturbed) && this.#takes(act, topic),
    );
  }

  #takes(act: SharingAct, topic: Pick<TopicRow, 'userId' | 'lectureId' | 'copiedFrom'>): boolean {
    const { userId, lectureId, copiedFrom } = topic;
    switch (act.does) {
      case 'stop':
      case 'delete topic':
        return act.userId === userId && act.topicId === lectureId;
      case 'delete user':
        return act.userId === userId;
      case 'take down': {
        const isIts = this.#codesOf.get(nameOf(topic))?.has(act.code);
        return isIts || (act.withCopies && copiedFrom !== undefined);
      }
      default:
        return false;
    }
  }

  #brokenCounts({ isAlive }: StoredRows): string[] {
    const broken: string[] = [];
    const slots = Map.groupBy(this.#rows.topics, ({ userId }) => userId);
    for (const [userId, topics] of slots) {
      const most = this.#world.limits.slots;
      if (topics.length > most) broken.push(`${userId} has ${topics.length} topics of ${most}`);
      const pk = userPartition(userId);
      const counted = this.#rows.shares.get(pk) ?? 0;
      const disturbed = [...this.#began].filter(
        ([run, { act }]) => act.does === 'share' && act.userId === userId && run.isDisturbed,
      ).length;
      const looks = this.#world.sharing.judgedOf(userId) + disturbed;
      const shares = this.#shared.get(pk) ?? 0;
      if (counted < shares || counted > looks) {
        broken.push(`${userId} was counted ${counted} shares of ${shares}, looked at ${looks}`);
      }
    }
    for (const { userId, code } of this.#reported.values()) {
      const pk = userPartition(userId);
      const note = [...this.#rows.notes.values()].find(
        (each) => each.pk === pk && each.sk === `TRACE#REPORT#${code}`,
      );
      const row = note && this.#rows.outside.get(nameOfKey(note.outside));
      if (isAlive(userId) && !row) broken.push(`the report of ${code} by ${userId} is lost`);
    }
    return broken;
  }

  /** Rows of learners who are there, by nobody's wish. */
  #vanished({ isAlive }: StoredRows): string[] {
    const there = new Set(this.#rows.topics.map(nameOf));
    const broken: string[] = [];
    for (const [name, topic] of this.#topics) {
      if (there.has(name)) continue;
      this.#topics.delete(name);
      const isTaken = [...this.#began.values()].some(
        ({ act }) => act.does !== 'stop' && this.#takes(act, topic),
      );
      if (!this.#isAtRest && isAlive(topic.userId) && !isTaken) {
        broken.push(`topic ${topic.lectureId} vanished`);
      }
    }
    return broken;
  }
}
