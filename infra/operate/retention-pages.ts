import { dateOfDay } from '../../shared/calendar/seoul-day.ts';
import { experimentArms } from '../../shared/contracts/experiments.ts';
import { groupOf } from '../../shared/retention/cohorts.ts';
import {
  byInstallWeek,
  type CountedDay,
  figuresOf,
  type GroupFigures,
  groupsIn,
} from '../../shared/retention/counted-days.ts';
import { differenceOf, type Share, verdictOf } from '../../shared/retention/statistics.ts';
import { textTable } from './text-table.ts';

const percent = (share: number) => (100 * share).toFixed(1);

/** A share with its interval in percent, e.g. `21.4 (17.7–25.6)`. */
function shareText({ share, low = 0, high = 0 }: Share): string {
  if (share === undefined) return '–';
  return `${percent(share).padStart(4)} (${percent(low)}–${percent(high)})`;
}

/** Pages on active learners, every cohort and every experiment, within eighty columns. */
export function retentionPages(days: readonly CountedDay[]): string[] {
  const last = days.at(-1);
  if (!last) return ['Nothing is counted yet: a day is counted once it is over.'];
  return [
    `Counted up to ${dateOfDay(last.day)}. Active on that day: ${last.dailyActives}; in the week up to it: ${last.weeklyActives}.`,
    cohortTable(days, 'Came back (%)', { 'day 1': 'day1', 'day 7': 'day7', 'day 30': 'day30' }),
    cohortTable(days, 'Got so far in their first week (%)', {
      'first feedback': 'feedback',
      'second day': 'secondDay',
    }),
    ...experimentsIn(days).map((name) => experimentPage(days, name)),
  ];
}

type Figure = keyof GroupFigures['shares'];

function cohortTable(
  days: readonly CountedDay[],
  title: string,
  columns: Readonly<Record<string, Figure>>,
): string {
  const row = (name: string, its: readonly CountedDay[]) => {
    const { installed, shares } = figuresOf(its);
    return [name, installed, ...Object.values(columns).map((figure) => shareText(shares[figure]))];
  };
  const weeks = byInstallWeek(days).map((week) => row(dateOfDay(week.firstDay), week.days));
  const heads = ['Week from', 'Installs', ...Object.keys(columns)];
  return `${title}\n\n${textTable(heads, weeks, row('All', days))}`;
}

const experimentsIn = (days: readonly CountedDay[]): string[] => [
  ...new Set(groupsIn(days).map((group) => group.split('/', 1)[0] ?? '')),
];

function experimentPage(days: readonly CountedDay[], name: string): string {
  const [usual, changed] = experimentArms.map((arm) => figuresOf(days, groupOf(name, arm)));
  if (!usual || !changed) return '';
  const row = (arm: string, { shares: { day7, feedback, secondDay } }: GroupFigures) => [
    arm,
    `${day7.count} of ${day7.of}`,
    ...[day7, feedback, secondDay].map(shareText),
  ];
  const table = textTable(
    ['Arm', 'day 7', 'day 7 (%)', 'feedback (%)', 'second day (%)'],
    [row('usual', usual)],
    row('changed', changed),
  );
  return `Did ${name} help?\n\n${table}\n\n${verdictText(usual.shares.day7, changed.shares.day7)}`;
}

function verdictText(usual: Share, changed: Share): string {
  const difference = differenceOf(changed, usual);
  if (!difference) return 'Nobody’s day 7 is over yet.';
  const points = (value: number) => `${value < 0 ? '−' : '+'}${percent(Math.abs(value))}`;
  const from = `Day 7 differs by ${points(difference.difference)} points (${points(difference.low)} to ${points(difference.high)}).`;
  const said = {
    helped: 'It helped.',
    harmed: 'It harmed.',
    unknown: 'It is not known whether it helped.',
  };
  return `${from} ${said[verdictOf(difference)]}`;
}
