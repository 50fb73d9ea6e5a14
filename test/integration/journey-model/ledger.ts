import { feedbackKey, transcriptKey } from '../../../shared/adapters/dynamo-keys.ts';
import { readRecordingObjectKey } from '../../../shared/adapters/recording-keys.ts';
import { clocks } from '../../../shared/contracts/clocks.ts';
import { submissionSeconds } from '../../../shared/contracts/recordings.ts';
import { idMilliseconds } from '../../../shared/identifiers/json-safe-id.ts';
import type { OpenKey } from '../../../shared/lectures/ports.ts';
import { brokenAllowances } from './allowance-checks.ts';
import { AnsweredSubmissions, isSameRecording } from './answered-submissions.ts';
import { ConsentLedger } from './consent-ledger.ts';
import { LaterLedger } from './later-ledger.ts';
import { brokenRuns, type Run } from './run.ts';
import { SharingLedger } from './sharing-ledger.ts';
import { isShownAsEnded } from './shown.ts';
import {
  about,
  awaitsUpload,
  isCharged,
  isFinal,
  isProvisional,
  type LectureRow,
  placeOf,
  readStoredRows,
  type StoredRows,
  sameState,
} from './stored-rows.ts';
import { userIds } from './surroundings.ts';
import { TopicLedger } from './topic-ledger.ts';
import { Violation } from './violation.ts';
import { nameOf, type Witness, type World } from './world.ts';

interface Known {
  row: LectureRow;
  /** Ended by then at the latest: 15 minutes after its submission or its last redrive. */
  dueAt: number;
  reopenedAt: number | undefined;
  hasEverFailed: boolean;
}

/** Watches a world and checks the invariants of docs/reliability.md against what it has seen. */
export class Ledger implements Witness {
  readonly #world: World;
  readonly #known = new Map<string, Known>();
  #details = new Map<string, string>();
  readonly #gone = new Set<number>();
  readonly #callsSeen = new WeakMap<Run, number>();
  readonly #detailsAtStart = new WeakMap<Run, ReadonlySet<string>>();
  readonly #submissions = new AnsweredSubmissions();
  readonly #broken: string[] = [];
  /** Lectures whose upload was deleted because they had no row. */
  readonly #deletedUnclaimed = new Set<string>();
  #rows: StoredRows | undefined;
  readonly topics: TopicLedger;
  readonly sharing: SharingLedger;
  readonly #laters = new LaterLedger();
  readonly #consents: ConsentLedger;

  constructor(world: World) {
    this.#world = world;
    this.topics = new TopicLedger(world);
    this.sharing = new SharingLedger(world);
    this.#consents = new ConsentLedger(world);
    world.witness = this;
    world.bucket.beforeDelete = (key) => this.#deleting(key);
  }

  get lectures(): readonly LectureRow[] {
    return [...this.#known.values()].map(({ row }) => row);
  }

  /** Graded lectures that more may follow, as their learner's list has them. */
  get graded(): readonly LectureRow[] {
    return this.lectures.filter(
      ({ status, later, userId }) => status === 'SUCCESS' && !later && !this.isGone(userId),
    );
  }

  /** Whether it gave its place up, and another has it now. */
  hasLostPlace(row: LectureRow): boolean {
    const place = placeOf(row);
    return place !== undefined && this.#rows?.places.get(place) !== row.lectureId;
  }

  /** What an operator finds to redrive, including lectures left behind by a deletion. */
  get provisional(): readonly LectureRow[] {
    return this.#rows?.lectures.filter(isProvisional) ?? [];
  }

  get hasOpen(): boolean {
    const isOpen = (row: LectureRow) => row.status === 'IN_PROGRESS' || awaitsUpload(row);
    return this.topics.hasOpen || (this.#rows?.lectures.some(isOpen) ?? false);
  }

  isGone(userId: number): boolean {
    return this.#gone.has(userId);
  }

  /** A worker is about to pay a provider for a lecture. */
  async paying(
    run: Run,
    messageId: string,
    key: OpenKey,
    step: 'speech' | 'assessment',
  ): Promise<void> {
    const rows = await readStoredRows(this.#world.table, key.userId);
    this.#broken.push(...this.#consents.paying(run, rows, key.userId));
    if (key.of === 'topic') return this.topics.paying(run, messageId, key);
    const row = rows.lectures.find(({ lectureId }) => lectureId === key.lectureId);
    if (!rows.isAlive(key.userId)) return;
    const paid = `${step} was paid for lecture ${key.lectureId}`;
    if (!row) return this.#break(`${paid}, which has no row`);
    if (!isCharged(rows, key.userId, key.lectureId)) {
      this.#break(`${paid}, which no allowance was charged for`);
    }
    if (isFinal(row)) this.#break(`${paid}, which had ended as ${row.status}`);
    const other = rows.lectures.find((each) => isSameRecording(each, row, this.#world.now));
    if (other) this.#break(`${paid}, whose bytes were graded as ${other.lectureId}`);
    const { pk, sk } = step === 'speech' ? transcriptKey(key) : feedbackKey(key);
    if (this.#detailsAtStart.get(run)?.has(`${pk} ${sk}`)) {
      this.#break(`${paid}, whose ${step === 'speech' ? 'transcript' : 'feedback'} was stored`);
    }
    const reopenedAt = this.#known.get(nameOf(key))?.reopenedAt ?? 0;
    const isOthers =
      row.status === 'IN_PROGRESS' &&
      row.leaseMessageId !== messageId &&
      (row.leaseUntil ?? 0) > this.#world.now;
    // An operator may reopen what the deadline ended while a worker was at it.
    const wasReopenedMeanwhile = reopenedAt > run.endsAt - clocks.workerTimeoutSeconds * 1000;
    if (isOthers && !wasReopenedMeanwhile && row.attempt > 0 && !this.#isRedriving(nameOf(key))) {
      this.#break(`${paid} while ${row.leaseMessageId} held it`);
    }
  }

  async moderating(run: Run, userId: number): Promise<void> {
    const rows = await readStoredRows(this.#world.table, userId);
    this.#broken.push(...this.#consents.paying(run, rows, userId));
  }

  /** A submission was answered with a lecture. `sameness`: of the bytes as its POST first saw them. */
  async answered(
    userId: number,
    topicId: number,
    sameness: string,
    lectureId: number,
  ): Promise<void> {
    const rows = await readStoredRows(this.#world.table, userId);
    if (!rows.isAlive(userId)) return;
    // Either may have failed: the first yields to a new try, and a late repeat is answered with it.
    const hasFailed = (id: number) => {
      const known = this.#known.get(nameOf({ userId, lectureId: id }));
      const row = rows.lectures.find((candidate) => candidate.lectureId === id);
      const isDue = known !== undefined && this.#world.now >= known.dueAt;
      // Or it turned out to have other bytes, which were put under its URL before it was claimed.
      const isOfOthers =
        row?.kind === 'recording' && row.etag !== undefined && row.etag !== sameness;
      return row?.status === 'FAILURE' || known?.hasEverFailed || isDue || isOfOthers;
    };
    const submission = `${userId}/${topicId}/${sameness}`;
    this.#broken.push(
      ...this.#submissions.answered(submission, lectureId, this.#world.now, hasFailed),
    );
  }

  /** After every step of a schedule. @throws Violation */
  async check(): Promise<void> {
    const rows = await this.#currentRows();
    const known = [...this.#known.values()].map(({ row }) => row);
    for (const { userId } of [...rows.lectures, ...rows.preparations, ...known])
      if (!rows.isAlive(userId)) this.#gone.add(userId);
    this.#broken.push(...brokenAllowances(rows, this.#world.limits), ...this.#laters.check(rows));
    this.#checkDetails(rows);
    for (const row of rows.lectures) {
      if (!this.#gone.has(row.userId)) await this.#checkLecture(row);
    }
    this.#checkNothingVanished(rows);
    this.#broken.push(...brokenRuns(this.#world.runs));
    this.#broken.push(...this.topics.check(rows, (name) => this.#isRedriving(name)));
    this.#broken.push(...this.sharing.check(rows), ...this.#consents.check(rows, userIds));
    this.#details = new Map(rows.details);
    for (const run of this.#world.runs) this.#callsSeen.set(run, run.calls.length);
    if (this.#broken.length > 0) throw new Violation(this.#broken.join('; '));
  }

  /** Read again only if a run has called anything since. */
  async #currentRows(): Promise<StoredRows> {
    const isStale = this.#world.runs.some(
      (run) => run.calls.length !== (this.#callsSeen.get(run) ?? 0),
    );
    if (isStale || !this.#rows) this.#rows = await readStoredRows(this.#world.table);
    const items = new Map(this.#rows.items.map((item) => [`${item.pk} ${item.sk}`, item]));
    this.#world.snapshots.push({ at: this.#world.now, items });
    return this.#rows;
  }

  /** What a run that begins now can know to be stored. */
  note(run: Run): void {
    this.#detailsAtStart.set(run, new Set(this.#details.keys()));
    this.topics.note(run);
    this.sharing.note(run);
    this.#consents.note(run, userIds);
  }

  /** After an undisturbed sweep that began at that moment. @throws Violation */
  checkSwept(beganAt: number): void {
    const open = this.topics.openAfterSweep(beganAt)?.lectureId;
    if (open) throw new Violation(`topic ${open} is open after its deadline and a sweep`);
    for (const { row, dueAt, reopenedAt } of this.#known.values()) {
      const wasDue = dueAt <= beganAt && (reopenedAt ?? 0) < beganAt;
      if (wasDue && row.status === 'IN_PROGRESS' && !this.#gone.has(row.userId)) {
        throw new Violation(`lecture ${row.lectureId} is open after its deadline and a sweep`);
      }
    }
  }

  async #checkLecture(row: LectureRow): Promise<void> {
    const { now } = this.#world;
    const name = nameOf(row);
    const before = this.#known.get(name);
    const isIndexed = row.openShard !== undefined;
    if ((row.status === 'IN_PROGRESS' || awaitsUpload(row)) !== isIndexed) {
      this.#break(`lecture ${row.lectureId} is ${row.status} and stands wrong in the open index`);
    }
    if (!before && row.status === 'IN_PROGRESS' && this.#deletedUnclaimed.has(name)) {
      this.#break(`lecture ${row.lectureId} was submitted after its upload was deleted`);
    }
    const known: Known = before ?? {
      row,
      dueAt: row.createdAt + clocks.deadlineSeconds * 1000,
      reopenedAt: undefined,
      hasEverFailed: false,
    };
    if (before && !sameState(before.row, row)) {
      if (isFinal(before.row)) this.#break(`${about(before.row)} became ${about(row)}`);
      if (isProvisional(before.row)) {
        if (!this.#isRedriving(name)) {
          this.#break(`${about(before.row)} became ${about(row)} without a redrive`);
        }
      }
      const isReopened = isProvisional(before.row) || awaitsUpload(before.row);
      if (isReopened && row.status === 'IN_PROGRESS') {
        known.reopenedAt = now;
        known.dueAt = now + clocks.deadlineSeconds * 1000;
      }
    }
    known.row = row;
    const isDue = now >= known.dueAt;
    known.hasEverFailed ||= row.status === 'FAILURE' || (isDue && row.status === 'IN_PROGRESS');
    this.#known.set(name, known);
    if (isDue && row.status === 'IN_PROGRESS' && !(await isShownAsEnded(this.#world, row))) {
      this.#break(`lecture ${row.lectureId} is shown as in progress after its deadline`);
    }
  }

  /** Written once. */
  #checkDetails(rows: StoredRows): void {
    for (const [name, digest] of rows.details) {
      const before = this.#details.get(name);
      const userId = Number(/^USER#(\d+)/.exec(name)?.[1]);
      if (before !== undefined && before !== digest && !this.#gone.has(userId)) {
        this.#break(`${name} was written over`);
      }
    }
  }

  #checkNothingVanished(rows: StoredRows): void {
    const there = new Set(rows.lectures.map(nameOf));
    for (const [name, { row }] of this.#known) {
      if (!there.has(name) && !this.#gone.has(row.userId)) this.#break(`the row ${name} vanished`);
    }
  }

  /** A worker's own deletion: only a lecture that has ended may lose its recording. */
  async #deleting(objectKey: string): Promise<void> {
    const key = readRecordingObjectKey(objectKey);
    if (!key) return this.#break(`${objectKey} was deleted`);
    const rows = await readStoredRows(this.#world.table, key.userId);
    const row = rows.lectures.find(({ lectureId }) => lectureId === key.lectureId);
    if (rows.isAlive(key.userId) && row && (row.status === 'IN_PROGRESS' || awaitsUpload(row))) {
      this.#break(`the recording of the open lecture ${key.lectureId} was deleted`);
    }
    if (row || !rows.isAlive(key.userId)) return;
    this.#deletedUnclaimed.add(nameOf(key));
    if (this.#world.now < idMilliseconds(key.lectureId) + submissionSeconds * 1000) {
      this.#break(`${objectKey} was deleted while it could be submitted`);
    }
  }

  #isRedriving(name: string): boolean {
    return this.#world.runs.some(
      (run) => run.redrives === name && run.calls.length > (this.#callsSeen.get(run) ?? 0),
    );
  }

  #break(what: string): void {
    this.#broken.push(what);
  }
}
