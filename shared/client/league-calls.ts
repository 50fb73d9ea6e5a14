import type { ChangedLeague, LeagueBody } from '../contracts/league.ts';
import type { Callers } from './callers.ts';
import { flag, list, maybe, needed, number, object, type Read, text } from './reading.ts';

const memberOf = object<LeagueBody['members'][number]>()({
  place: needed(number),
  name: needed(text),
  points: needed(number),
  isMe: flag,
  code: text,
});

const lastOf = object<NonNullable<LeagueBody['last']>>()({
  week: text,
  place: needed(number),
  members: needed(number),
  points: needed(number),
});

export const leagueOf = object<LeagueBody>()({
  isIn: needed(flag),
  mayJoin: flag,
  shownName: text,
  week: text,
  endsAt: text,
  members: list(memberOf),
  last: maybe(lastOf),
});

export type League = Read<typeof leagueOf>;
export type LeagueMember = Read<typeof memberOf>;

/** The calls of the weekly league. Only the code that shows the league makes them. */
export const leagueCalls = ({ asMe }: Pick<Callers, 'asMe'>) => ({
  league: async () => (await asMe('GET /api/v1/users/league', {}, leagueOf)).value,
  /** A repeated call changes nothing, but gives a group to a learner who takes part and has none. */
  changeLeague: async (body: ChangedLeague) =>
    (await asMe('PUT /api/v1/users/league', { body }, leagueOf)).value,
});
