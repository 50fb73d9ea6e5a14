import type { HabitStore, KeptHabits } from '../habits/ports.ts';
import { OwnError } from '../own-error.ts';
import { type ConsentStore, mayShare } from '../users/consents.ts';
import { type LeaveLeaguePorts, leaveLeague } from './leave-league.ts';
import { monthsOfWeek } from './points.ts';
import {
  type GroupStore,
  type Participation,
  type ParticipationStore,
  type Seat,
  seatOf,
} from './ports.ts';
import { activityOf, type TakeSeatPorts, takeSeat } from './take-seat.ts';
import { tellPoints } from './tell-points.ts';

export interface GiveSeatPorts extends TakeSeatPorts, LeaveLeaguePorts {
  readonly participations: Pick<ParticipationStore, 'find' | 'leave' | 'setSeats' | 'noteSeated'>;
  readonly groups: GroupStore;
  readonly habits: Pick<HabitStore, 'findAll' | 'replaceMonth'>;
  readonly consents: Pick<ConsentStore, 'list'>;
  readonly clock: () => number;
}

type Months = KeptHabits['months'];

const tries = 10;
const seatsKept = 2;

/**
 * Gives a learner who takes part a seat in a group of a week; asked again, or going on after it broke
 * off, it is the same one. The note in the learner's partition is the claim: there is one a week.
 *
 * @returns undefined where they take no part, or are gone
 */
export async function giveSeat(
  ports: GiveSeatPorts,
  userId: number,
  week: number,
): Promise<Seat | undefined> {
  const { participations, groups } = ports;
  const before = await participations.find(userId, 'consistent');
  if (!before?.isIn) {
    // They may have left while a seat was given that broke off.
    await groups.standUp(userId);
    return undefined;
  }
  const sitting = seatOf(before, week);
  if (sitting && before.seatedWeek === week) return sitting;
  if (!mayShare(await ports.consents.list(userId))) {
    await leaveLeague(ports, userId);
    return undefined;
  }
  const known = sitting ?? (await groups.claimed(userId, week));
  const { months } = known ? {} : await ports.habits.findAll(userId);
  const seat = await groups.claim(userId, known ?? (await newSeat(ports, week, months ?? [])));
  if (!(await groups.sit(userId, seat, before.name, ports.clock()))) return undefined;
  if (!(await settleDown(ports, userId, seat, before))) return undefined;
  await tellPointsSoFar(ports, userId, seat, months);
  await participations.noteSeated(userId, week);
  return seat;
}

const newSeat = (ports: GiveSeatPorts, week: number, months: Months): Promise<Seat> => {
  const values = months.map(({ value }) => value);
  return takeSeat(ports, week, activityOf(values, week));
};

/**
 * The seat lies beside the months, and whoever counts practice reads both. Who had read them before there
 * was a seat finds the months of another revision now, and begins again; what was counted before that is
 * told here.
 * @param given as they were read before @default they are read
 */
async function tellPointsSoFar(
  { habits, groups }: GiveSeatPorts,
  userId: number,
  seat: Seat,
  given: Months | undefined,
): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const months = (attempt === 0 && given) || (await habits.findAll(userId)).months;
    const touched = await touchMonths(habits, userId, months, monthsOfWeek(seat.week));
    if (touched) return tellPoints(groups, userId, seat, touched);
  }
  throw new OwnError('The habits kept changing');
}

/** @returns the months as they then are; undefined where somebody else was quicker */
async function touchMonths(
  habits: Pick<HabitStore, 'replaceMonth'>,
  userId: number,
  months: Months,
  names: readonly string[],
): Promise<Months | undefined> {
  let touched = months;
  for (const month of names) {
    const none = { value: { month, days: [], ownTopics: [] }, revision: 0 };
    const { value, revision } = months.find((each) => each.value.month === month) ?? none;
    if (!(await habits.replaceMonth(userId, value, revision))) return undefined;
    const others = touched.filter((each) => each.value.month !== month);
    touched = [...others, { value, revision: revision + 1 }];
  }
  return touched.toSorted((a, b) => (a.value.month < b.value.month ? -1 : 1));
}

/** Whoever left or changed their name meanwhile has seen no seat of theirs: that is made up for here. */
async function settleDown(
  ports: GiveSeatPorts,
  userId: number,
  seat: Seat,
  before: Participation,
): Promise<boolean> {
  const { participations, groups } = ports;
  let { name, seats = [] } = before;
  for (let attempt = 0; attempt < tries; attempt++) {
    const kept = [...seats.filter(({ week }) => week !== seat.week), seat]
      .sort((a, b) => a.week - b.week)
      .slice(-seatsKept);
    if (await participations.setSeats(userId, kept, name)) return true;
    const now = await participations.find(userId, 'consistent');
    if (!now?.isIn) {
      await groups.standUp(userId);
      return false;
    }
    ({ name, seats = [] } = now);
    await groups.rename(userId, name);
  }
  throw new OwnError('The name kept changing');
}
