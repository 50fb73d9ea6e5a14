import { type League, leagueCalls } from '../../../../shared/client/league-calls.ts';
import type { ChangedLeague } from '../../../../shared/contracts/league.ts';
import { api } from '../state/client.ts';
import { noteLeague } from '../state/in-league.ts';
import { readStored } from '../state/stored.ts';

/** These calls are made here and not with all others, because the first screen needs none of them. */
const calls = leagueCalls(api);

const outside: League = {
  ...{ isIn: false, mayJoin: true, members: [], last: undefined },
  ...{ shownName: undefined, week: undefined, endsAt: undefined },
};

const noted = (league: League): League => {
  noteLeague(league.isIn);
  return league;
};

/**
 * The group as it stands. A learner who takes part and has no group, as after a week without practice, gets
 * one. A visitor who has sent nothing yet is not a learner, and looking does not make them one.
 * @throws ClientTrouble
 */
export async function readLeague(): Promise<League> {
  if (readStored('token') === undefined) return outside;
  const league = await calls.league();
  const hasNoGroup = league.isIn && league.members?.length === 0;
  return noted(hasNoGroup ? await calls.changeLeague({ isIn: true }) : league);
}

/** @throws ClientTrouble */
export const changeLeague = async (change: ChangedLeague): Promise<League> =>
  noted(await calls.changeLeague(change));
