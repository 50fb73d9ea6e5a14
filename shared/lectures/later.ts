import { DomainError } from '../domain-error.ts';
import type { EpochMilliseconds, Later, Lecture, LectureKey } from './lecture.ts';
import type { Clock, LectureStore } from './ports.ts';
import { hasGivenUp } from './same-bytes.ts';

/** Which later judgement of a lecture: each is made once. */
export type LaterName = `ANSWER#${number}` | 'TRANSCRIPT' | `DISAGREEMENT#${number}`;

export interface HeldLater {
  readonly lectureId: number;
  readonly heldAt: EpochMilliseconds;
  /** Of its holder when it was held: 0 at its submission. */
  readonly attempt: number;
}

/** Which later judgements of a lecture there are. They are lectures of their own kind. */
export interface LaterStore {
  /**
   * Holds the place of a later judgement, where it was free, the holder's own, or `insteadOf`'s as it
   * was seen: a holder of another attempt has gone on since.
   * @returns who holds it
   */
  hold(of: LectureKey, name: LaterName, held: HeldLater, insteadOf?: HeldLater): Promise<HeldLater>;
  /** The rows of those that hold a place. */
  list(of: LectureKey): Promise<Lecture[]>;
}

export interface LaterPorts {
  readonly lectures: Pick<LectureStore, 'find' | 'noteLater'>;
  readonly laters: LaterStore;
  readonly clock: Clock;
}

function placeNameOf({ by, round }: Later, focus: Lecture['focus']): LaterName {
  switch (by) {
    case 'answer':
      return `ANSWER#${round ?? 0}`;
    case 'transcript':
      return 'TRANSCRIPT';
    case 'disagreement':
      return `DISAGREEMENT#${focus?.[0] ?? 0}`;
  }
}

/**
 * Whether a claimed later judgement has its place still, or may take it: by failing it gives it up, and
 * whoever has taken it since is the one that is judged. It is noted there by which attempt it is held,
 * so that whoever has seen it failed, and would take it over, finds that it is no longer.
 */
export async function keepsPlace(
  { laters, clock }: { laters: Pick<LaterStore, 'hold'>; clock: Clock },
  { userId, lectureId, later, focus, attempt }: Lecture,
): Promise<boolean> {
  const name = later && placeNameOf(later, focus);
  if (!name) return true;
  const of = { userId, lectureId: later.lectureId };
  const held = await laters.hold(of, name, { lectureId, heldAt: clock(), attempt });
  return held.lectureId === lectureId;
}

/** A POST that was cut off has put its row by then, or never will. */
const postMilliseconds = 30_000;

/**
 * Takes the one place that a later judgement has. Whoever failed there, or died before putting a row,
 * gives it up; whoever is at work or judged keeps it.
 *
 * @returns the lecture that has it already, where that is another one
 * @throws DomainError BUSY while another submission may be between its two steps
 */
async function takePlace(
  ports: LaterPorts,
  of: LectureKey,
  name: LaterName,
  lectureId: number,
): Promise<Lecture | undefined> {
  // A lecture that says so is asked for its later ones; saying so in vain costs a read.
  await ports.lectures.noteLater(of);
  let insteadOf: HeldLater | undefined;
  for (;;) {
    const now = ports.clock();
    const held = await ports.laters.hold(
      of,
      name,
      { lectureId, heldAt: now, attempt: 0 },
      insteadOf,
    );
    if (held.lectureId === lectureId) return undefined;
    const other = await ports.lectures.find(
      { userId: of.userId, lectureId: held.lectureId },
      'consistent',
    );
    if (other && !hasGivenUp(other, now)) return other;
    if (!other && now - held.heldAt < postMilliseconds) {
      throw new DomainError('BUSY', 'The same is being submitted just now. Try again shortly.');
    }
    insteadOf = held;
  }
}

/**
 * The same as a step of its entry. A repeat finds its own row, whatever became of the place by then.
 *
 * @throws DomainError BUSY; its refusals where the place is not open, or another one's
 */
export function placeOf(
  ports: LaterPorts,
  of: LectureKey,
  name: LaterName,
  { whyNot, taken }: PlaceRefusals,
): (own: LectureKey) => Promise<void> {
  return async (own) => {
    if (await ports.lectures.find(own, 'consistent')) return;
    if (whyNot) throw whyNot;
    if (await takePlace(ports, of, name, own.lectureId)) throw taken();
  };
}

interface PlaceRefusals {
  /** Where nobody may take it now. */
  readonly whyNot?: DomainError | undefined;
  readonly taken: () => DomainError;
}
