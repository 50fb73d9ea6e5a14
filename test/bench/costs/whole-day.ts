import { measured } from './assumptions.ts';

export interface Units {
  readonly writes: number;
  readonly reads: number;
}

const sumOf = (...parts: readonly Units[]): Units => ({
  writes: parts.reduce((sum, { writes }) => sum + writes, 0),
  reads: parts.reduce((sum, { reads }) => sum + reads, 0),
});

/** The same active day for learners who use more and more of these features. */
export function wholeDays(): Readonly<
  Record<'nothing' | 'reminders' | 'league' | 'both' | 'withReward', Units>
> {
  const { unitsPerReminder, unitsPerToldEnd: end, unitsOfLeague } = measured;
  const practice = {
    writes: measured.writeUnitsPerPracticeDay,
    reads: measured.readUnitsPerPracticeDay,
  };
  const nothing = sumOf(practice, { writes: measured.writeUnitsPerPresenceDay, reads: 0 });
  const told = sumOf(unitsPerReminder, end, end);
  // The points of its two lectures beyond the practice, and one look at the group.
  const points = {
    writes: unitsOfLeague.points.writes - practice.writes,
    reads: 0,
  };
  const group = sumOf(points, unitsOfLeague.looked);
  const both = sumOf(nothing, told, group);
  return {
    nothing,
    reminders: sumOf(nothing, told),
    league: sumOf(nothing, group),
    both,
    withReward: sumOf(both, measured.unitsPerReward),
  };
}
