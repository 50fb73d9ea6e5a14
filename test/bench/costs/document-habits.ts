import { leagueLists } from '../../../shared/contracts/table.ts';
import { measured } from './assumptions.ts';
import { dollarsOf } from './charges.ts';
import { dollars, table } from './table-text.ts';
import { type Units, wholeDays } from './whole-day.ts';

const thousand = 1_000;

/** What streak, quest and due cards cost in addition to the lectures that they are made from. */
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

On an active day a learner who has practised thirty topics in turn for a year has two lectures judged on the day’s
quest and looks at home three times (test/integration/adapters/habit-cost.test.ts). This comes on top of the lectures’
own units; the limit is 10 WRU and 15 RRU. A look at home takes 2 RRU here, and 3 at most, whatever was taught. It
writes nothing.

${table(
  ['1,000 active days', 'units a day', 'dollars'],
  [
    ['month and summary', `${writes} WRU`, of('writeUnits', writes)],
    ['home and all months', `${reads} RRU`, of('readUnits', reads)],
  ],
)}

The day’s lectures are read together with those that a standing is made from, which counts with the lecture; a typed
lecture is in no standing and takes 1 RRU more. Each further year of daily practice adds some 1.5 RRU to a lecture. A second lecture on another topic writes the
summary again, which takes 1 WRU for up to forty topics and 2 for up to a hundred. A topic that is taught for the first time
has the names of topics written again, which takes as much. Idle learners cost nothing.

For learners who joined the weekly league, the first lecture of a day writes the learner’s points to the group, which
takes 1 WRU. It reads nothing for that: the row that names the group lies beside the months, which are read anyway. Home
reads nothing of the league either.

${table(
  ['in the league', 'units', 'dollars for 1,000'],
  [
    ['the points of an active day', '1 WRU', of('writeUnits', 1)],
    ['a look at the group', `${looked.reads} RRU`, of('readUnits', looked.reads)],
    [
      'a seat for a week, when the week begins or when the learner joins',
      `${seated.writes} WRU, ${seated.reads} RRU`,
      dollars(
        dollarsOf('writeUnits', thousand * seated.writes) +
          dollarsOf('readUnits', thousand * seated.reads),
      ),
    ],
    ['a result, when the week is closed', '1 WRU', of('writeUnits', 1)],
  ],
)}

So an active day of a learner in the league takes ${writes + 1} WRU and ${reads} RRU, each look at the group ${looked.reads} RRU more, and
each week ${seated.writes + 1} WRU and ${seated.reads} RRU. A function that runs every quarter of an hour closes groups; if there is nothing to
close, it makes ${2 * leagueLists} queries. No key is hot: a group has thirty learners, there is one door for each activity, and the
run that seats learners for a whole week takes them one by one.

${together()}`;
}

/** The same day for learners who use more and more of these features. */
function together(): string {
  const { unitsPerReward } = measured;
  const days = wholeDays();
  const row = (what: string, { writes, reads }: Units) => [what, `${writes} WRU`, `${reads} RRU`];
  return `### All of it on one day

${table(
  ['an active day of a learner who asked for', 'writes', 'reads'],
  [
    row('nothing (streak, quest, reviews, and the note that they were there)', days.nothing),
    row('reminders, and devices told of the end of two lectures', days.reminders),
    row('the league, with one look at the group', days.league),
    row('both', days.both),
    row('both, and got one reward for an ad', days.withReward),
  ],
)}

One of these writes notes the day, and was made before any of these features existed. **A learner who asked for
everything and got a reward for an ad stays within the limit of 10 WRU and 15 RRU** (test/unit/costs/whole-day.test.ts).
Each reminder moves its learner within the index of due learners, which takes two of its three writes. What comes on top
is a second lecture on another topic, as above, and each further ad, ${unitsPerReward.writes} WRU and ${unitsPerReward.reads} RRU.`;
}
