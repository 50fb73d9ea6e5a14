import type { ExamplesOf } from './exchange.ts';
import type { KeptLeagueBody, LeagueBody } from './league.ts';
import type { leagueRoutes } from './routes/league.ts';

const league: LeagueBody = {
  isIn: true,
  mayJoin: true,
  shownName: null,
  week: '2026-11-23',
  endsAt: '2026-11-29T15:00:00.000Z',
  members: [
    { place: 1, name: '느긋한 수달', points: 85, isMe: false, code: null },
    { place: 2, name: '재빠른 부엉이', points: 60, isMe: true, code: null },
    { place: 2, name: '가르치는 라면', points: 60, isMe: false, code: '7QF3-9M0K-V2TA-XE5D' },
    { place: 4, name: '수줍은 고래', points: 0, isMe: false, code: null },
  ],
  last: { week: '2026-11-16', place: 3, members: 24, points: 140 },
};

const outside: LeagueBody = { ...league, isIn: false, members: [], last: null };

export const keptLeagueExample: KeptLeagueBody = {
  isIn: true,
  shownName: null,
  seat: { week: '2026-11-23', name: '재빠른 부엉이', points: 60 },
  last: league.last,
};

export const leagueExamples: ExamplesOf<typeof leagueRoutes> = {
  'get-league': {
    inIt: { summary: 'In the middle of a week', response: league },
    outside: { summary: 'Before joining', response: outside },
  },
  'change-league': {
    joined: {
      summary: 'Join, by a made-up name',
      body: { isIn: true },
      response: {
        ...league,
        members: [{ place: 1, name: '재빠른 부엉이', points: 0, isMe: true, code: null }],
        last: null,
      },
    },
    named: {
      summary: 'Be seen by my own name',
      body: { isIn: true, showsName: true },
      response: { ...league, shownName: '가르치는 라면' },
    },
    left: { summary: 'Leave', body: { isIn: false }, response: outside },
  },
};
