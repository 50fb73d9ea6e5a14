import type { PracticeMonth } from '../habits/summary.ts';
import type { EpochMilliseconds } from '../lectures/lecture.ts';
import type { SeatPoints } from './places.ts';

/** A place in a group of a week. */
export interface Seat {
  /** Its Monday. */
  readonly week: number;
  readonly group: string;
  /** From 0, in the order in which they were taken. */
  readonly seat: number;
}

/** A learner's own name as a moderator has seen it, which reports go by its code. */
export interface ShownName {
  readonly text: string;
  readonly code: string;
}

export interface WeekResult {
  readonly week: number;
  readonly place: number;
  readonly members: number;
  readonly points: number;
}

/** How a learner takes part. */
export interface Participation {
  readonly isIn: boolean;
  readonly name?: ShownName | undefined;
  /** Operators took a name of theirs away: they show none any more. */
  readonly nameTakenDownAt?: EpochMilliseconds | undefined;
  /**
   * Of the last two weeks that they sat in, ascending: one may be closed while the other has begun. Kept
   * when its learner leaves, who gets the same one again in that week and no other.
   */
  readonly seats?: readonly Seat[] | undefined;
  /** In which they sit with all that they had done in it before. */
  readonly seatedWeek?: number | undefined;
  readonly last?: WeekResult | undefined;
}

/** What one month of a week counts; a week may be in two. */
export interface PartOfPoints {
  /** 0: of Monday's month, 1: of the other one. */
  readonly part: number;
  readonly points: number;
  /** Revision of the month. */
  readonly version: number;
}

export const seatOf = ({ seats }: Pick<Participation, 'seats'>, week: number): Seat | undefined =>
  seats?.find((seat) => seat.week === week);

export interface Member extends SeatPoints {
  readonly userId: number;
  readonly name?: ShownName | undefined;
}

/** Who takes part, a row with each learner. */
export interface ParticipationStore {
  find(userId: number, read: 'consistent' | 'eventual'): Promise<Participation | undefined>;
  /** With all that its learner has practised, in the same read. */
  findWithMonths(
    userId: number,
    read: 'consistent' | 'eventual',
  ): Promise<{
    readonly found: Participation | undefined;
    readonly months: readonly PracticeMonth[];
  }>;
  join(userId: number): Promise<void>;
  /** They are in no group from then on, and show no name. */
  leave(userId: number): Promise<void>;
  /** Keeps what the others see. False where its learner left meanwhile, or a name was taken down. */
  setName(userId: number, name: ShownName | undefined): Promise<boolean>;
  /** False where its learner left, or shows another name than was put. */
  setSeats(userId: number, seats: readonly Seat[], name: ShownName | undefined): Promise<boolean>;
  /** Notes that nothing is left to be done for that week's seat; not of who left. */
  noteSeated(userId: number, week: number): Promise<void>;
  /** Keeps a week's result, the first one of it; nobody's who is gone. */
  settle(userId: number, result: WeekResult): Promise<void>;
  /** False where its learner is gone. */
  markNameTakenDown(userId: number, now: EpochMilliseconds): Promise<boolean>;
}

/** The groups of a week. What lies there of a learner is noted in their partition first. */
export interface GroupStore {
  /** Takes a seat of the group whose door is open for those of this activity; undefined where there is none. */
  enter(week: number, activity: number): Promise<Seat | undefined>;
  /** Opens another group for them, with the first seat taken; undefined where somebody else just did. */
  open(week: number, activity: number, group: string): Promise<Seat | undefined>;
  /** What was noted of that week before, if it was. */
  claimed(userId: number, week: number): Promise<Seat | undefined>;
  /** Notes the seat, or finds the one that was noted first. */
  claim(userId: number, seat: Seat): Promise<Seat>;
  /** Shows the learner there by this name. False where they have left, or are being deleted. */
  sit(userId: number, seat: Seat, name: ShownName | undefined, now: number): Promise<boolean>;
  /** Takes its learner out of every group. */
  standUp(userId: number): Promise<void>;
  /** A later version of that part stays. */
  keepPoints(
    userId: number,
    group: Pick<Seat, 'week' | 'group'>,
    points: PartOfPoints,
  ): Promise<void>;
  /** In every group that is noted of them. */
  rename(userId: number, name: ShownName | undefined): Promise<void>;
  members(
    group: Pick<Seat, 'week' | 'group'>,
    read: 'consistent' | 'eventual',
  ): Promise<readonly Member[]>;
  member(userId: number, seat: Seat): Promise<Member | undefined>;
}

/** What is left to be closed. */
export interface OpenGroups {
  /** In so many lists. */
  readonly lists: number;
  list(week: number, which: number): AsyncIterable<string>;
  /** Keeps how a week ended for a group, the first time it is asked to. @returns what is kept */
  freeze(
    week: number,
    group: string,
    ended: readonly SeatPoints[],
  ): Promise<readonly SeatPoints[] | undefined>;
  close(week: number, group: string): Promise<void>;
}

/** Names that learners show, outside their partitions, so that a report finds them by the code. */
export interface ShownNames {
  find(code: string): Promise<{ readonly userId: number; readonly text: string } | undefined>;
  /** Under the code that the learner's has, or else under this one; undefined of who is gone. */
  show(userId: number, name: ShownName, now: number): Promise<ShownName | undefined>;
  hide(userId: number): Promise<void>;
}
