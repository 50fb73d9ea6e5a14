import * as z from 'zod';
import { userPartition } from '../../../shared/adapters/dynamo-keys.ts';
import type { Run } from './run.ts';
import type { LectureRow, PreparationRow, StoredRows } from './stored-rows.ts';
import type { World } from './world.ts';

/** Read into one order of fields, which engines do not keep. */
const consentRow = z.object({
  sk: z.string(),
  at: z.number(),
  given: z.boolean(),
  by: z.string(),
  purpose: z.string(),
  recordedAt: z.number(),
  version: z.number(),
});
type ConsentRow = z.infer<typeof consentRow>;

/** The rows of one learner's consents in the table, in their order. */
function historyOf({ items }: StoredRows, userId: number): ConsentRow[] {
  const pk = userPartition(userId);
  return items
    .filter((item) => item.pk === pk && item.sk.startsWith('CONSENT#'))
    .map((item) => consentRow.parse(item))
    .toSorted((one, other) => one.at - other.at);
}

/**
 * Watches withdrawals: what a worker begins after one sends nothing to a provider and is charged nothing;
 * nobody is refused who has withdrawn nothing; and what a device was told is kept, for good.
 */
export class ConsentLedger {
  readonly #world: World;
  /** The histories of learners who had withdrawn when a run began. */
  readonly #withdrawnAtStart = new WeakMap<Run, ReadonlyMap<number, string>>();
  readonly #kept = new Map<number, Map<string, string>>();
  readonly #ended = new WeakSet<Run>();
  readonly #judged = new Set<string>();
  /** Whether a row's id was counted when the row was first seen. */
  readonly #chargedBefore = new Map<string, boolean>();
  #rows: StoredRows | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  /** The withdrawals that a run which begins now can know of. */
  note(run: Run, userIds: readonly number[]): void {
    const rows = this.#rows;
    if (!rows) return;
    const histories = userIds.map((userId) => [userId, historyOf(rows, userId)] as const);
    this.#withdrawnAtStart.set(
      run,
      new Map(
        histories
          .filter(([, history]) => history.at(-1)?.given === false)
          .map(([userId, history]) => [userId, JSON.stringify(history)]),
      ),
    );
  }

  /** @returns what is wrong with asking a provider for a learner now */
  paying(run: Run, rows: StoredRows, userId: number): string[] {
    const withdrawn = this.#withdrawnAtStart.get(run)?.get(userId);
    const isAsItWas = withdrawn === JSON.stringify(historyOf(rows, userId));
    return isAsItWas ? [`a provider was asked for ${userId}, who had withdrawn that before`] : [];
  }

  /** @returns what is broken now */
  check(rows: StoredRows, userIds: readonly number[]): string[] {
    this.#rows = rows;
    const refusable = [...rows.lectures, ...rows.preparations];
    this.#forgetDeleted(refusable);
    return userIds
      .filter((userId) => rows.isAlive(userId))
      .flatMap((userId) => {
        const history = historyOf(rows, userId);
        return [...this.#checkKept(userId, history), ...this.#checkAnswered(userId, history)];
      })
      .concat(refusable.flatMap((row) => this.#refused(row, rows)));
  }

  /** A topic may be made anew in the same moment as the deleted one, and is then a row that was not seen before. */
  #forgetDeleted(refusable: readonly (LectureRow | PreparationRow)[]): void {
    const kept = new Set(refusable.map(nameOf));
    for (const name of this.#chargedBefore.keys()) {
      if (kept.has(name)) continue;
      this.#chargedBefore.delete(name);
      this.#judged.delete(name);
    }
  }

  /** A change is never overwritten, and is deleted only with its learner. */
  #checkKept(userId: number, history: readonly ConsentRow[]): string[] {
    const before = this.#kept.get(userId) ?? new Map();
    const now = new Map(history.map((row) => [row.sk, JSON.stringify(row)]));
    this.#kept.set(userId, now);
    return [...before]
      .filter(([sk, row]) => now.get(sk) !== row)
      .map(([sk]) => `the consent ${sk} of ${userId} is not as it was`);
  }

  /** If a device was answered, and no other was active meanwhile, its word is the last. */
  #checkAnswered(userId: number, history: readonly ConsentRow[]): string[] {
    const own = this.#world.consents.filter((asked) => asked.userId === userId);
    const fresh = own.filter(({ run }) => run.state === 'ended' && !this.#ended.has(run));
    for (const { run } of fresh) this.#ended.add(run);
    const isOthers = fresh.length > 1 || own.some(({ run }) => run.isUnderWay || run.isDisturbed);
    const [asked] = fresh;
    if (!asked || isOthers) return [];
    const stands = history.at(-1)?.given ?? false;
    return stands === asked.given ? [] : [`${asked.run.title} was answered, and is not kept`];
  }

  #refused(row: LectureRow | PreparationRow, rows: StoredRows): string[] {
    const { userId, lectureId, attempt } = row;
    const name = nameOf(row);
    const isNew = !this.#chargedBefore.has(name);
    if (isNew) this.#chargedBefore.set(name, isCharged(row, rows));
    if (row.failureReason !== 'CONSENT_WITHDRAWN' || this.#judged.has(name)) return [];
    this.#judged.add(name);
    if (!rows.isAlive(userId)) return [];
    const about = `${lectureId} of ${userId} was refused for a withdrawn consent`;
    const hasWithdrawn = historyOf(rows, userId).some(({ given }) => !given);
    return [
      ...(hasWithdrawn ? [] : [`${about} that was never withdrawn`]),
      // What an attempt before the withdrawal was charged for stays charged, and what was charged before
      // its row was made: a topic that is deleted and made anew on the same day bears the same id.
      ...(attempt === 1 && isCharged(row, rows) && (isNew || !this.#chargedBefore.get(name))
        ? [`${about} and charged`]
        : []),
    ];
  }
}

const nameOf = ({ userId, lectureId, createdAt }: LectureRow | PreparationRow): string =>
  `${userId}/${lectureId}/${createdAt}`;

const isCharged = ({ userId, lectureId }: LectureRow | PreparationRow, rows: StoredRows): boolean =>
  [...rows.quotas, ...rows.topicQuotas].some(
    ({ pk, lectureIds, quarterIds }) =>
      pk === userPartition(userId) && (lectureIds.has(lectureId) || quarterIds.has(lectureId)),
  );
