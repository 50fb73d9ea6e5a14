import { seoulDay, seoulDayStart } from '../calendar/seoul-day.ts';

/** How many lectures may be assessed on one day (Asia/Seoul). */
export interface DailyLimits {
  readonly perUser: number;
  readonly global: number;
}

export interface AllowanceStore {
  /**
   * Counts a lecture against its user's day, and then against the service's. Counting the same
   * lecture again is free for its user. False where either allowance is used up.
   */
  charge(
    lecture: { readonly userId: number; readonly lectureId: number },
    day: number,
    limits: DailyLimits,
  ): Promise<boolean>;
}

export interface AllowancePorts {
  readonly allowances: AllowanceStore;
  readonly limits: DailyLimits;
  readonly clock: () => number;
}

/**
 * Charges a lecture once, before anything of it is paid for.
 *
 * @returns when the next allowance begins (milliseconds since the epoch), if this one is used up
 */
export async function chargeLecture(
  { allowances, limits, clock }: AllowancePorts,
  lecture: { readonly userId: number; readonly lectureId: number },
): Promise<number | undefined> {
  const day = seoulDay(clock());
  return (await allowances.charge(lecture, day, limits)) ? undefined : seoulDayStart(day + 1);
}
