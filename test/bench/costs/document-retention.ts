import { clocks } from '../../../shared/contracts/clocks.ts';
import { assumed, measured, secondsPerMonth } from './assumptions.ts';
import { dollarsOf } from './charges.ts';
import { dollars, number, table } from './table-text.ts';

const readUnitBytes = 4_096;
const daysPerMonth = secondsPerMonth / (24 * 3_600);
const runsPerMonth = secondsPerMonth / clocks.rankingPeriodSeconds;
const sizes = [1_000, 100_000, 10_000_000];

/** Eventually consistent: half a unit for each 4 KB. */
const readUnits = (counted: number) =>
  (counted * measured.presenceBytes) / readUnitBytes / 2 + measured.readUnitsPerCount;

/** What it costs to know who comes back. */
export function knowingWhoComesBack(megabytes: number): string {
  const row = (counted: number) => {
    const units = readUnits(counted);
    const seconds = counted * assumed.countSecondsPerLearner;
    const gbSeconds = daysPerMonth * seconds * (megabytes / 1_024);
    const month =
      dollarsOf('readUnits', daysPerMonth * units + runsPerMonth) +
      dollarsOf('writeUnits', daysPerMonth * measured.writeUnitsPerCount) +
      dollarsOf('lambdaGbSeconds', gbSeconds);
    return [counted.toLocaleString('en-US'), number(units), number(seconds), dollars(month)];
  };
  const noted = dollarsOf('writeUnits', 1_000 * measured.writeUnitsPerPresenceDay);
  return `## Knowing who comes back

Noting an active day takes the one write that was made before, and one for the index: ${measured.writeUnitsPerPresenceDay} WRU, or ${dollars(noted)} for 1,000
active days. After the first month, the first day of each week takes three (test/integration/adapters/retention-cost.test.ts).
Each day is counted once. Counting reads ${measured.presenceBytes} bytes of the index for each learner who installed in the last month, or
was there in the last week. Idle learners are not read.

${table(['learners who are counted', 'RRU a day', 'seconds a day', 'dollars a month'], sizes.map(row))}

${number(sizes[2] ?? 0)} learners are read in eight parts, some by one run and the rest by the next. No partition of the index is read by
more than one query at a time. The metrics cost some $3 a month, and each experiment $2 more.`;
}
