import { topicQuotaKey } from '../../../shared/adapters/dynamo-keys.ts';
import { clocks } from '../../../shared/contracts/clocks.ts';
import type { LectureKey } from '../../../shared/lectures/lecture.ts';
import type { Run } from './run.ts';
import {
  isProvisional,
  type PreparationRow,
  readStoredRows,
  type StoredRows,
} from './stored-rows.ts';
import { nameOf, type World } from './world.ts';

interface Known {
  row: PreparationRow;
  dueAt: number;
  reopenedAt: number;
}

/** Watches the preparation of own topics: the promises of lectures, and those of a deletion. */
export class TopicLedger {
  readonly #world: World;
  readonly #known = new Map<string, Known>();
  readonly #contentAtStart = new WeakMap<Run, ReadonlySet<string>>();
  readonly #broken: string[] = [];
  #rows: readonly PreparationRow[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  get hasOpen(): boolean {
    return this.#rows.some(({ status }) => status === 'IN_PROGRESS');
  }

  get provisional(): readonly PreparationRow[] {
    return this.#rows.filter(isProvisional);
  }

  get rows(): readonly PreparationRow[] {
    return this.#rows;
  }

  /** What a run that begins now can know to be stored. */
  note(run: Run): void {
    const stored = this.#rows.filter(({ packed }) => packed).map(nameOf);
    this.#contentAtStart.set(run, new Set(stored));
  }

  /** A worker is about to pay a provider for a preparation. */
  async paying(run: Run, messageId: string, key: LectureKey): Promise<void> {
    const rows = await readStoredRows(this.#world.table, key.userId);
    const row = rows.preparations.find(({ lectureId }) => lectureId === key.lectureId);
    // Deleted a moment ago: only the row itself can tell.
    if (!rows.isAlive(key.userId) || !row) return;
    const about = `a preparation of topic ${key.lectureId} was paid for`;
    const pk = topicQuotaKey(key.userId, 0).pk;
    const isCharged = rows.topicQuotas.some(
      (quota) => quota.pk === pk && quota.lectureIds.has(key.lectureId),
    );
    if (!isCharged) this.#broken.push(`${about}, which no allowance was charged for`);
    if (row.status === 'SUCCESS') this.#broken.push(`${about}, which was ready`);
    if (this.#contentAtStart.get(run)?.has(nameOf(key))) {
      this.#broken.push(`${about}, whose content was stored`);
    }
    const isOthers =
      row.status === 'IN_PROGRESS' &&
      row.leaseMessageId !== messageId &&
      (row.leaseUntil ?? 0) > this.#world.now;
    const wasReopened =
      (this.#known.get(nameOf(key))?.reopenedAt ?? 0) >
      run.endsAt - clocks.workerTimeoutSeconds * 1000;
    if (isOthers && !wasReopened && row.attempt > 0) {
      this.#broken.push(`${about} while ${row.leaseMessageId} held it`);
    }
  }

  /** @returns what is broken now */
  check(rows: StoredRows, isRedriving: (name: string) => boolean): string[] {
    const { now, limits } = this.#world;
    this.#rows = rows.preparations.filter(({ userId }) => rows.isAlive(userId));
    for (const { pk, lectureIds } of rows.topicQuotas) {
      if (lectureIds.size > limits.topicsPerUser) {
        this.#broken.push(`${pk} had ${lectureIds.size} topics of ${limits.topicsPerUser} a day`);
      }
    }
    const there = new Set(this.#rows.map(nameOf));
    // Deleted: whatever is asked for under its id from now on is another one, be it at the same moment.
    for (const name of this.#known.keys()) if (!there.has(name)) this.#known.delete(name);
    for (const row of this.#rows) {
      const name = nameOf(row);
      const known = this.#known.get(name) ?? {
        row,
        dueAt: row.createdAt + clocks.deadlineSeconds * 1000,
        reopenedAt: 0,
      };
      const before = known.row;
      if ((row.status === 'IN_PROGRESS') !== (row.openShard !== undefined)) {
        this.#broken.push(`topic ${row.lectureId} is ${row.status}, wrong in the open index`);
      }
      if (row.status === 'SUCCESS' && !row.packed) {
        this.#broken.push(`topic ${row.lectureId} is ready without its content`);
      }
      // The same row: a topic that was deleted and asked for again begins again.
      const isSame = before.createdAt === row.createdAt && before.attempt <= row.attempt;
      if (isSame && before.packed && digestOf(before) !== digestOf(row)) {
        this.#broken.push(`the content of topic ${row.lectureId} was written over`);
      }
      if (isSame && before.status !== row.status && before.status !== 'IN_PROGRESS') {
        const isReopened = isProvisional(before) && isRedriving(name);
        if (!isReopened) {
          this.#broken.push(`topic ${row.lectureId} became ${row.status} from ${before.status}`);
        }
        if (row.status === 'IN_PROGRESS') {
          known.reopenedAt = now;
          known.dueAt = now + clocks.deadlineSeconds * 1000;
        }
      }
      if (!isSame) known.dueAt = row.createdAt + clocks.deadlineSeconds * 1000;
      this.#known.set(name, { ...known, row });
    }
    return this.#broken.splice(0);
  }

  /** Past its deadline, and open after a sweep that began at that moment. */
  openAfterSweep(beganAt: number): PreparationRow | undefined {
    return this.#rows.find((row) => {
      const { dueAt = Number.POSITIVE_INFINITY, reopenedAt = 0 } =
        this.#known.get(nameOf(row)) ?? {};
      return row.status === 'IN_PROGRESS' && dueAt <= beganAt && reopenedAt < beganAt;
    });
  }
}

const digestOf = ({ packed }: PreparationRow) => Buffer.from(packed ?? []).toString('base64');
