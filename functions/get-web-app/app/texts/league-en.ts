import { leaguePoints } from '../../../../shared/contracts/limits.ts';
import type { LeagueTexts } from './league-ko.ts';

const { lecture, answer, review, mostPerDay } = leaguePoints;

export const englishLeagueTexts: LeagueTexts = {
  title: 'Weekly league',
  what: 'A week with others who study about as much as you do. What counts is what you do, not how well.',
  facts: [
    `A lecture is ${lecture} points, an answer to the pupil ${answer}, and a topic that was due ${review} more.`,
    `A day counts up to ${mostPerDay} points, so nobody has to stay up for it.`,
    'Names are made up anew every week. Yours is shown only if you want it.',
    'It changes no score and no ranking, and you can leave at any time.',
  ],
  join: 'Join this week',
  joined: 'You are in this week’s league.',
  under14: 'The weekly league is open from the age of 14.',
  groupTitle: 'Your group this week',
  ends: 'It ends on Sunday at midnight in Korea.',
  alone: 'You are the first. Others who join this week will appear here.',
  place: (place) => `No. ${place}`,
  points: (points) => `${points} points`,
  me: 'you',
  lastTitle: 'Last result',
  last: ({ place, members, points }) =>
    `You were no. ${place} of ${members}, with ${points} points.`,
  choices: 'Your name and taking part',
  showName: 'Show my own name',
  showNameHint: 'It is checked first, and then shown to your group.',
  shownAs: (name) => `Your group sees you as “${name}”.`,
  takenDown: 'Operators looked at a report and hid the name. You can go on with a made-up one.',
  report: (name) => `Report the name “${name}”`,
  reportLabel: 'Report',
  back: 'To my record',
  leave: 'Leave the league',
  left: 'You have left the league.',
  open: 'See the weekly league',
  openHint: 'A week with others, if you want it.',
};
