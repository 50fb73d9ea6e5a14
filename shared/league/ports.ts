import type { PracticeMonth } from '../habits/summary.ts';
import type { EpochMilliseconds } from '../lectures/lecture.ts';
import type { SeatPoints } from './places.ts';

/** A place in a group of a week. */
export interface Seat {
  /** The week's Monday, in days since 1970-01-01 in Asia/Seoul. */
  readonly week: number;
  readonly group: string;
  /** Counted from 0, in the order in which the seats were taken. */
  readonly seat: number;
}

/** A learner's own name after moderation. Reports name it by its code. */
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

/** Whether and how a learner takes part. */
export interface Participation {
  readonly isIn: boolean;
  readonly name?: ShownName | undefined;
  /** When operators took a name of theirs down. They cannot show one any more. */
  readonly nameTakenDownAt?: EpochMilliseconds | undefined;
  /**
   * The seats of the last two weeks, the older one first: one week may be closing while the next has
   * begun. They stay when the learner leaves, so that a return in the same week leads to the same seat.
   */
  readonly seats?: readonly Seat[] | undefined;
  /** The week in which they have a seat, and whose earlier points their group already knows. */
  readonly seatedWeek?: number | undefined;
  readonly last?: WeekResult | undefined;
}

/** The points from one month's part of a week. A week may lie in two months. */
export interface PartOfPoints {
  /** 0 is the month of the week's Monday, 1 the other month. */
  readonly part: number;
  readonly points: number;
  /** The revision of the month. */
  readonly version: number;
}

export const seatOf = ({ seats }: Pick<Participation, 'seats'>, week: number): Seat | undefined =>
  seats?.find((seat) => seat.week === week);

export interface Member extends SeatPoints {
  readonly userId: number;
  readonly name?: ShownName | undefined;
}

/** Stores who takes part, in a row in each learner's partition. */
export interface ParticipationStore {
  find(userId: number, read: 'consistent' | 'eventual'): Promise<Participation | undefined>;
  /** Also reads all that the learner has practised, in the same request. */
  findWithMonths(
    userId: number,
    read: 'consistent' | 'eventual',
  ): Promise<{
    readonly found: Participation | undefined;
    readonly months: readonly PracticeMonth[];
  }>;
  join(userId: number): Promise<void>;
  /** From then on the learner is in no group and shows no name. */
  leave(userId: number): Promise<void>;
  /**
   * Stores the name that the others see. It returns false where the learner has left meanwhile, or a
   * name was taken down.
   */
  setName(userId: number, name: ShownName | undefined): Promise<boolean>;
  /** Returns false where the learner has left, or now shows another name than the given one. */
  setSeats(userId: number, seats: readonly Seat[], name: ShownName | undefined): Promise<boolean>;
  /** Notes that this week's seat is complete. It does nothing for a learner who has left. */
  noteSeated(userId: number, week: number): Promise<void>;
  /** Keeps the first result given for a week. It does nothing for a learner who is gone. */
  settle(userId: number, result: WeekResult): Promise<void>;
  /** Returns false where the learner is gone. */
  markNameTakenDown(userId: number, now: EpochMilliseconds): Promise<boolean>;
}

/**
 * Stores the groups of a week. Before a learner is written to a group, it is noted in their own
 * partition.
 */
export interface GroupStore {
  /**
   * Takes a seat in the group that is filling up for this activity. It returns undefined where there is
   * none.
   */
  enter(week: number, activity: number): Promise<Seat | undefined>;
  /**
   * Opens another group for this activity and takes its first seat. It returns undefined where another
   * caller just did.
   */
  open(week: number, activity: number, group: string): Promise<Seat | undefined>;
  /** The seat that was noted for that week before, if any. */
  claimed(userId: number, week: number): Promise<Seat | undefined>;
  /** Notes the seat, or returns the one that was noted first. */
  claim(userId: number, seat: Seat): Promise<Seat>;
  /**
   * Shows the learner in the group under this name. It returns false where they have left, or are being
   * deleted.
   */
  sit(userId: number, seat: Seat, name: ShownName | undefined, now: number): Promise<boolean>;
  /** Takes the learner out of every group. */
  standUp(userId: number): Promise<void>;
  /** Stores a part of the points, unless a later version of that part is there. */
  keepPoints(
    userId: number,
    group: Pick<Seat, 'week' | 'group'>,
    points: PartOfPoints,
  ): Promise<void>;
  /** Renames the learner in every group that is noted for them. */
  rename(userId: number, name: ShownName | undefined): Promise<void>;
  members(
    group: Pick<Seat, 'week' | 'group'>,
    read: 'consistent' | 'eventual',
  ): Promise<readonly Member[]>;
  member(userId: number, seat: Seat): Promise<Member | undefined>;
}

/** The groups that are not closed yet. */
export interface OpenGroups {
  /** The number of lists that the groups are spread over. */
  readonly lists: number;
  list(week: number, which: number): AsyncIterable<string>;
  /**
   * Keeps a group's points at the end of the week, the first time it is called. @returns the points
   * that are kept
   */
  freeze(
    week: number,
    group: string,
    ended: readonly SeatPoints[],
  ): Promise<readonly SeatPoints[] | undefined>;
  close(week: number, group: string): Promise<void>;
}

/**
 * Stores the names that learners show, outside their partitions, so that a report finds them by the
 * code.
 */
export interface ShownNames {
  find(code: string): Promise<{ readonly userId: number; readonly text: string } | undefined>;
  /**
   * Stores a name under the code that the learner's name already has, or else under the given one. It
   * returns undefined for a learner who is gone.
   */
  show(userId: number, name: ShownName, now: number): Promise<ShownName | undefined>;
  hide(userId: number): Promise<void>;
}
