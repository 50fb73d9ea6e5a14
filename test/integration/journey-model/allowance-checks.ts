import type { DailyLimits } from '../../../shared/quota/daily-allowance.ts';
import type { StoredRows } from './stored-rows.ts';

/** Every allowance of which more was taken than a day has. */
export function brokenAllowances(
  { quotas, refusals, globalCounts }: StoredRows,
  { perUser, global, refusedPerUser, providerMicroDollars }: DailyLimits,
): string[] {
  const broken: string[] = [];
  for (const { pk, lectureIds, quarterIds } of quotas) {
    if (lectureIds.size > perUser) {
      broken.push(`${pk} was charged ${lectureIds.size} lectures of ${perUser} a day`);
    }
    const wholes = [...lectureIds].filter((id) => id < 0).length;
    if (wholes !== Math.ceil(quarterIds.size / 4)) {
      broken.push(`${pk} was charged ${wholes} lectures for ${quarterIds.size} quarters`);
    }
  }
  for (const { pk, lectureIds } of refusals) {
    if (lectureIds.size > refusedPerUser) {
      broken.push(`${pk} was refused ${lectureIds.size} uploads of ${refusedPerUser} a day`);
    }
  }
  for (const { charged, microDollars } of globalCounts) {
    if (charged > global) broken.push(`${charged} lectures were charged of ${global} a day`);
    if (microDollars < 0 || microDollars > providerMicroDollars) {
      broken.push(`${microDollars} of ${providerMicroDollars} µ$ are spent on a day`);
    }
  }
  return broken;
}
