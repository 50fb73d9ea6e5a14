import { signal } from '@preact/signals';
import type { League } from '../../../../shared/client/league-calls.ts';
import type { ChangedLeague } from '../../../../shared/contracts/league.ts';
import { api } from '../state/client.ts';
import { keepStored, readStored } from '../state/stored.ts';

/** Whether this learner takes part, as far as this browser knows: the first screen asks nobody. */
export const isInLeague = signal(readStored('league') === 'in');

const outside: League = {
  ...{ isIn: false, mayJoin: true, members: [], last: undefined },
  ...{ shownName: undefined, week: undefined, endsAt: undefined },
};

const noted = (league: League): League => {
  isInLeague.value = league.isIn;
  keepStored('league', league.isIn ? 'in' : undefined);
  return league;
};

/**
 * The group as it stands. Who takes part and has none, as after a week without practice, gets one. A visitor
 * who has sent nothing yet is no learner, and is not made one by looking.
 * @throws ClientTrouble
 */
export async function readLeague(): Promise<League> {
  if (readStored('token') === undefined) return outside;
  const league = await api.league();
  const hasNoGroup = league.isIn && league.members?.length === 0;
  return noted(hasNoGroup ? await api.changeLeague({ isIn: true }) : league);
}

/** @throws ClientTrouble */
export const changeLeague = async (change: ChangedLeague): Promise<League> =>
  noted(await api.changeLeague(change));
