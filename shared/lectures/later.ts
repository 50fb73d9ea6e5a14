import { DomainError } from '../domain-error.ts';
import type { EpochMilliseconds, Later, Lecture, LectureKey } from './lecture.ts';
import type { Clock, LectureStore } from './ports.ts';
import { hasGivenUp } from './same-bytes.ts';

/** The place of a later judgement of a lecture. Each judgement is made once. */
export type LaterName = `ANSWER#${number}` | 'TRANSCRIPT' | `DISAGREEMENT#${number}`;

export interface HeldLater {
  readonly lectureId: number;
  readonly heldAt: EpochMilliseconds;
  /** The holder's attempt when it took the place: 0 at its submission. */
  readonly attempt: number;
}

/** The later judgements of lectures. They are lectures of their own kind. */
export interface LaterStore {
  /**
   * Takes the place of a later judgement if it is free, the holder's own, or still held by `insteadOf`. A
   * holder with another attempt has gone on since, and keeps it.
   * @returns who holds the place
   */
  hold(of: LectureKey, name: LaterName, held: HeldLater, insteadOf?: HeldLater): Promise<HeldLater>;
  /** The rows of the lectures that hold a place. */
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
 * Whether a claimed later judgement still has its place, or may take it again. It gives the place up when it
 * fails, and the one that has taken it since is judged instead. The place notes the attempt that holds it, so
 * that a submission which saw the judgement fail, and wants to replace it, notices that it goes on.
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

/** A POST that was cut off has put its row within this time, or never will. */
const postMilliseconds = 30_000;

/**
 * Takes the one place of a later judgement. A lecture that failed there, or died before putting a row, gives
 * it up; one that is at work or judged keeps it.
 *
 * @returns the lecture that already has the place, if that is another one
 * @throws DomainError BUSY while another submission may be between its two steps
 */
async function takePlace(
  ports: LaterPorts,
  of: LectureKey,
  name: LaterName,
  lectureId: number,
): Promise<Lecture | undefined> {
  // The lecture notes that it may have later judgements. A note without any costs only a read.
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
 * Takes the place as a step of a submission. A repeat finds its own row, whatever has happened to the place.
 *
 * @throws DomainError BUSY; the given refusals where the place is not open, or another one has it
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
  /** The refusal where nobody may take the place now. */
  readonly whyNot?: DomainError | undefined;
  readonly taken: () => DomainError;
}
