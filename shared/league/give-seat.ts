import type { HabitStore, KeptHabits } from '../habits/ports.ts';
import { OwnError } from '../own-error.ts';
import { type ConsentStore, mayShare } from '../users/consents.ts';
import { type LeaveLeaguePorts, leaveLeague } from './leave-league.ts';
import { monthsOfWeek, tellPoints } from './points.ts';
import {
  type GroupStore,
  type Participation,
  type ParticipationStore,
  type Seat,
  seatOf,
} from './ports.ts';
import { activityOf, type TakeSeatPorts, takeSeat } from './take-seat.ts';

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
 * Gives a learner who takes part a seat in a group of a week. A second call, or one that continues
 * after a crash, gives the same seat. The note in the learner's partition is the claim: there is one a
 * week.
 *
 * @returns undefined where the learner takes no part, or is gone
 */
export async function giveSeat(
  ports: GiveSeatPorts,
  userId: number,
  week: number,
): Promise<Seat | undefined> {
  const { participations, groups } = ports;
  const before = await participations.find(userId, 'consistent');
  if (!before?.isIn) {
    // They may have left while an earlier call gave them a seat and then broke off.
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
 * Tells the group the points that the learner had this week before they got a seat. The seat is stored
 * beside the months, and a rebuild of the habits reads both. Writing the months again gives them a new
 * revision. So a rebuild that read them before there was a seat starts again and finds it, and whatever
 * was counted before that is told here.
 * @param given the months as they were read before @default they are read here
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

/** @returns the months as they now are; undefined where another writer was faster */
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

/**
 * Stores the seat with the participation. A learner who left or changed their name in the meantime had
 * no seat to change, so this makes up for it.
 */
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
