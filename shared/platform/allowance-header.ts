import { seoulDay, seoulDayStart } from '../calendar/seoul-day.ts';
import type { Caller } from '../users/user.ts';

/**
 * The headers of presign and submission: how many lectures are left today, and in how many seconds the
 * next day's allowance begins.
 */
export function allowanceHeaders(
  { lecturesToday, creditsToday }: Caller,
  perUser: number,
  now: number,
) {
  const next = seoulDayStart(seoulDay(now) + 1);
  return {
    'learning-allowance-remaining': String(Math.max(0, perUser + creditsToday - lecturesToday)),
    'learning-allowance-reset': String(Math.ceil((next - now) / 1000)),
  };
}
