import { measured } from './assumptions.ts';
import { dollarsOf } from './charges.ts';
import { dollars, table } from './table-text.ts';

const thousand = 1_000;

/** What streak, quest and due cards cost beside the lectures that they are made of. */
export function comingBack(): string {
  const { writeUnitsPerPracticeDay: writes, readUnitsPerPracticeDay: reads } = measured;
  const of = (meter: 'writeUnits' | 'readUnits', units: number) =>
    dollars(dollarsOf(meter, thousand * units));
  return `## Coming back

An active day is two judged lectures and three looks at home, of a learner who has practised every day for a
year (test/integration/adapters/habit-cost.test.ts). It comes on top of the lectures’ own units; 10 WRU and 15 RRU
are the limit. A look at home is 3 RRU at most, whatever was taught.

${table(
  ['1,000 active days', 'units a day', 'dollars'],
  [
    ['month, summary and the day’s quest', `${writes} WRU`, of('writeUnits', writes)],
    ['home, the day’s lectures, all months', `${reads} RRU`, of('readUnits', reads)],
  ],
)}

Each further year of daily practice adds some 1.5 RRU to a lecture. Idle learners cost nothing.`;
}
