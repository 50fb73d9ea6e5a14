import { leagueLists } from '../../../shared/contracts/table.ts';
import { measured } from './assumptions.ts';
import { dollarsOf } from './charges.ts';
import { dollars, table } from './table-text.ts';

const thousand = 1_000;

/** What streak, quest and due cards cost beside the lectures that they are made of. */
export function comingBack(): string {
  const {
    writeUnitsPerPracticeDay: writes,
    readUnitsPerPracticeDay: reads,
    unitsOfLeague,
  } = measured;
  const { seated, looked } = unitsOfLeague;
  const of = (meter: 'writeUnits' | 'readUnits', units: number) =>
    dollars(dollarsOf(meter, thousand * units));
  return `## Coming back

An active day is two judged lectures on the day’s quest and three looks at home, of a learner who has practised
thirty topics by turns for a year (test/integration/adapters/habit-cost.test.ts). It comes on top of the lectures’ own units; 10 WRU and 15 RRU
are the limit. A look at home is 2 RRU here, and 3 at most, whatever was taught; it writes nothing.

${table(
  ['1,000 active days', 'units a day', 'dollars'],
  [
    ['month and summary', `${writes} WRU`, of('writeUnits', writes)],
    ['home, the day’s lectures, all months', `${reads} RRU`, of('readUnits', reads)],
  ],
)}

Each further year of daily practice adds some 1.5 RRU to a lecture. A second lecture on another topic writes the
summary again: 1 WRU for some twenty topics, 2 for thirty. Idle learners cost nothing.

In the weekly league, which is asked for, each lecture writes its learner’s points to the group, 1 WRU, and
reads nothing for it: what tells of the group lies beside the months, which are read anyway. Home reads nothing of
the league either.

${table(
  ['of the league', 'units', 'dollars for 1,000'],
  [
    ['the points of an active day', '2 WRU', of('writeUnits', 2)],
    ['a look at the group', `${looked.reads} RRU`, of('readUnits', looked.reads)],
    [
      'a seat for a week, when it begins or at joining',
      `${seated.writes} WRU, ${seated.reads} RRU`,
      dollars(
        dollarsOf('writeUnits', thousand * seated.writes) +
          dollarsOf('readUnits', thousand * seated.reads),
      ),
    ],
    ['a result, when it is closed', '1 WRU', of('writeUnits', 1)],
  ],
)}

So an active day of a learner of the league is ${writes + 2} WRU and ${reads} RRU, each look at the group ${looked.reads} RRU more, and
each week ${seated.writes + 1} WRU and ${seated.reads} RRU. Groups are closed by a function that runs every quarter of an hour; where nothing
is to be closed, that is ${2 * leagueLists} queries. No key is hot: a group is thirty learners, doors are one item for each
activity, and the run that seats a whole week takes them one by one.

${together()}`;
}

/** The same day of learners who asked for more and more of what brings them back. */
function together(): string {
  const { unitsPerReminder: turn, unitsPerToldEnd: end, unitsOfLeague } = measured;
  const own = {
    writes: measured.writeUnitsPerPracticeDay + measured.writeUnitsPerPresenceDay,
    reads: measured.readUnitsPerPracticeDay,
  };
  const reminders = {
    writes: turn.writes + 2 * end.writes,
    reads: turn.reads + 2 * end.reads,
  };
  const league = { writes: 2, reads: unitsOfLeague.looked.reads };
  const sum = (...parts: readonly { writes: number; reads: number }[]) => {
    const writes = parts.reduce((total, part) => total + part.writes, 0);
    const reads = parts.reduce((total, part) => total + part.reads, 0);
    return [`${writes} WRU`, `${reads} RRU`];
  };
  return `### All of it on one day

${table(
  ['an active day of a learner who asked for', 'writes', 'reads'],
  [
    ['nothing: streak, quest, reviews, and that they were there', ...sum(own)],
    ['reminders, with two ends that are told of', ...sum(own, reminders)],
    ['the league, looked at once', ...sum(own, league)],
    ['both', ...sum(own, reminders, league)],
  ],
)}

One of these writes notes the day and was made before there was any of this. **The limit is 10 WRU and 15 RRU.**
Reminders go beyond it by 1 WRU, both together by 3: each turn and each end is claimed by a write (docs/adr/0037), and
a turn moves within the index of who is due.`;
}
