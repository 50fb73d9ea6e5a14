import { leagueLists } from '../../../shared/contracts/table.ts';
import { measured } from './assumptions.ts';
import { dollarsOf } from './charges.ts';
import { dollars, table } from './table-text.ts';
import { type Units, wholeDays } from './whole-day.ts';

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

In the weekly league, which is asked for, the first lecture of a day writes its learner’s points to the group, 1 WRU, and
reads nothing for it: what tells of the group lies beside the months, which are read anyway. Home reads nothing of
the league either.

${table(
  ['of the league', 'units', 'dollars for 1,000'],
  [
    ['the points of an active day', '1 WRU', of('writeUnits', 1)],
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

So an active day of a learner of the league is ${writes + 1} WRU and ${reads} RRU, each look at the group ${looked.reads} RRU more, and
each week ${seated.writes + 1} WRU and ${seated.reads} RRU. Groups are closed by a function that runs every quarter of an hour; where nothing
is to be closed, that is ${2 * leagueLists} queries. No key is hot: a group is thirty learners, doors are one item for each
activity, and the run that seats a whole week takes them one by one.

${together()}`;
}

/** The same day of learners who asked for more and more of what brings them back. */
function together(): string {
  const days = wholeDays();
  const row = (what: string, { writes, reads }: Units) => [what, `${writes} WRU`, `${reads} RRU`];
  return `### All of it on one day

${table(
  ['an active day of a learner who asked for', 'writes', 'reads'],
  [
    row('nothing: streak, quest, reviews, and that they were there', days.nothing),
    row('reminders, with two ends that are told of', days.reminders),
    row('the league, looked at once', days.league),
    row('both', days.both),
    row('both, and was credited an ad', days.withReward),
  ],
)}

One of these writes notes the day and was made before there was any of this. **The limit of 10 WRU and 15 RRU holds
for whoever asked for both** (test/unit/costs/whole-day.test.ts), and not with an ad beside: its three writes note the
transaction for good, the day's credit, and that both are done (docs/adr/0038). A turn moves within the index of who is
due, which is two of its three writes. A second lecture on another topic comes on top, as above.`;
}
