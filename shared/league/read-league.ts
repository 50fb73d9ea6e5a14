import { dateOfDay } from '../calendar/seoul-day.ts';
import type { KeptLeagueBody, LeagueBody } from '../contracts/league.ts';
import { shownCode } from '../contracts/shared-topics.ts';
import { type ConsentStore, mayShare } from '../users/consents.ts';
import { nameOfSeat } from './made-up-names.ts';
import { placesOf } from './places.ts';
import { sumOfWeek } from './points.ts';
import {
  type GroupStore,
  type Member,
  type Participation,
  type ParticipationStore,
  seatOf,
  type WeekResult,
} from './ports.ts';
import { weekAt, weekEnd } from './week.ts';

export type ReaderLanguage = 'ko' | 'en';

export interface ReadLeaguePorts {
  readonly participations: Pick<ParticipationStore, 'findWithMonths'>;
  readonly groups: Pick<GroupStore, 'members'>;
  readonly consents: Pick<ConsentStore, 'list'>;
  readonly clock: () => number;
}

/**
 * Reads the learner's group as it stands. It takes two reads; for a learner who takes no part, the
 * second one finds out whether they may.
 */
export async function readLeague(
  ports: ReadLeaguePorts,
  userId: number,
  language: ReaderLanguage,
  read: 'consistent' | 'eventual' = 'eventual',
): Promise<LeagueBody> {
  const week = weekAt(ports.clock());
  const { found, months } = await ports.participations.findWithMonths(userId, read);
  const isIn = found?.isIn === true;
  const seat = isIn ? seatOf(found, week) : undefined;
  const [inGroup, mayJoin] = await Promise.all([
    seat ? ports.groups.members(seat, read) : [],
    isIn || ports.consents.list(userId, 'eventual').then(mayShare),
  ]);
  // The group hears of later practice on the same day only with the next first practice of a day.
  const members = inGroup.map((member) =>
    member.userId === userId ? { ...member, points: sumOfWeek(months, week) } : member,
  );
  return {
    isIn,
    mayJoin,
    shownName: shownNameOf(found),
    week: dateOfDay(week),
    endsAt: new Date(weekEnd(week)).toISOString(),
    members: placesOf(members).map(({ place, member }) => ({
      place,
      name: nameIn(seat?.group ?? '', member, language),
      points: member.points,
      isMe: member.userId === userId,
      code: member.name ? shownCode(member.name.code) : null,
    })),
    last: lastBody(found?.last),
  };
}

const nameIn = (group: string, { name, seat }: Omit<Member, 'userId'>, language: ReaderLanguage) =>
  name?.text ?? nameOfSeat(group, seat, language);

const shownNameOf = (found: Participation | undefined): string | null =>
  (found?.isIn ? found.name?.text : undefined) ?? null;

const lastBody = (last: WeekResult | undefined): LeagueBody['last'] =>
  last ? { ...last, week: dateOfDay(last.week) } : null;

export interface ExportLeaguePorts {
  readonly participations: Pick<ParticipationStore, 'find'>;
  readonly groups: Pick<GroupStore, 'member'>;
}

/** Everything that the league keeps about a learner, also in the group, for the learner's export. */
export async function exportLeague(
  { participations, groups }: ExportLeaguePorts,
  userId: number,
  language: ReaderLanguage,
): Promise<KeptLeagueBody | null> {
  const found = await participations.find(userId, 'eventual');
  if (!found) return null;
  const { isIn, seats, last } = found;
  const seat = seats?.at(-1);
  const member = seat && (await groups.member(userId, seat));
  return {
    isIn,
    shownName: shownNameOf(found),
    seat: member
      ? {
          week: dateOfDay(seat.week),
          name: nameIn(seat.group, member, language),
          points: member.points,
        }
      : null,
    last: lastBody(last),
  };
}
