import { OwnError } from '../own-error.ts';
import { type GiveSeatPorts, giveSeat } from './give-seat.ts';
import { type Placed, placesOf, type SeatPoints } from './places.ts';
import { sumOfWeek } from './points.ts';
import type { Member, OpenGroups, ParticipationStore } from './ports.ts';
import { closableWeeks, weekAt } from './week.ts';

export interface CloseGroupsPorts extends GiveSeatPorts {
  readonly participations: GiveSeatPorts['participations'] &
    Pick<ParticipationStore, 'findWithMonths' | 'settle'>;
  readonly open: OpenGroups;
}

export interface Closed {
  readonly groups: number;
  readonly members: number;
}

/** This many learners of a group are counted or settled at the same time. */
const learnersAtOnce = 10;

export class GroupsNotClosed extends OwnError {
  override readonly name = 'GroupsNotClosed';
  readonly errors: readonly unknown[];

  constructor(errors: readonly unknown[]) {
    super(`${errors.length} groups of the league were not closed`, { cause: errors[0] });
    this.errors = errors;
  }
}

/**
 * Closes the weeks that are over. It freezes each group's points, keeps each member's result with the
 * member, and gives everybody who did anything a seat for the current week. A closed group is in no
 * list any more, so a run continues where the one before broke off, and repeats at most the work on one
 * group.
 *
 * @throws GroupsNotClosed after all other groups had their turn
 */
export async function closeGroups(
  ports: CloseGroupsPorts,
  hasTime: () => boolean,
): Promise<Closed> {
  const { open, clock } = ports;
  const errors: unknown[] = [];
  let closed: Closed = { groups: 0, members: 0 };
  for (const week of closableWeeks(clock())) {
    const lists = Array.from({ length: open.lists }, async (_, which) => {
      for await (const group of open.list(week, which)) {
        if (!hasTime()) return;
        try {
          const members = await closeGroup(ports, week, group);
          closed = { groups: closed.groups + 1, members: closed.members + members };
        } catch (error) {
          errors.push(error);
        }
      }
    });
    await Promise.all(lists);
  }
  if (errors.length > 0) throw new GroupsNotClosed(errors);
  return closed;
}

async function closeGroup(ports: CloseGroupsPorts, week: number, group: string): Promise<number> {
  const { open } = ports;
  const members = await countedMembers(ports, week, group);
  // After this, neither late points nor members who are deleted half-way through change any place.
  const ended = await open.freeze(
    week,
    group,
    members.map(({ seat, points }) => ({ seat, points })),
  );
  const placed = new Map(placesOf(ended ?? []).map((each) => [each.member.seat, each]));
  for (let start = 0; start < members.length; start += learnersAtOnce) {
    const turn = members.slice(start, start + learnersAtOnce);
    const settled = turn.map((member) => settle(ports, week, member, placed));
    await Promise.all(settled);
  }
  await open.close(week, group);
  return members.length;
}

/**
 * Counts each member's points anew. A group hears only of the first practice of a day; the learners'
 * months have all of it.
 */
async function countedMembers(
  { groups, participations }: CloseGroupsPorts,
  week: number,
  group: string,
): Promise<readonly Member[]> {
  const members = await groups.members({ week, group }, 'consistent');
  const counted: Member[] = [];
  for (let start = 0; start < members.length; start += learnersAtOnce) {
    const turn = members.slice(start, start + learnersAtOnce).map(async (member) => {
      const { found, months } = await participations.findWithMonths(member.userId, 'consistent');
      return found ? { ...member, points: sumOfWeek(months, week) } : member;
    });
    counted.push(...(await Promise.all(turn)));
  }
  return counted;
}

/**
 * Keeps a member's result and gives them a seat for the next week. A member who did nothing has no
 * result, and gets no seat until they ask for one.
 */
async function settle(
  ports: CloseGroupsPorts,
  week: number,
  { userId, seat }: Member,
  placed: ReadonlyMap<number, Placed<SeatPoints>>,
): Promise<void> {
  const result = placed.get(seat);
  if (!result || result.member.points === 0) return;
  const { place, member } = result;
  await ports.participations.settle(userId, {
    ...{ week, place, members: placed.size },
    points: member.points,
  });
  await giveSeat(ports, userId, weekAt(ports.clock()));
}
