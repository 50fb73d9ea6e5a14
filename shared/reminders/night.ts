import { type LocalTime, localTime, momentOf } from '../calendar/local-time.ts';

/** Nobody is reminded from 21 to 8 by the clocks of their device's zone. */
const morningMinute = 8 * 60;
const nightMinute = 21 * 60;

/**
 * Whoever teaches at night is reminded in the last hour before it or in the first after it: at a minute
 * of their own, or all of them would be at once.
 */
const eveningMinute = 20 * 60;
const eveningMinutes = 45;
const morningMinutes = 30;

export const isNight = ({ minute }: LocalTime): boolean =>
  minute < morningMinute || minute >= nightMinute;

export const eveningOf = (day: number, userId: number): LocalTime => ({
  day,
  minute: eveningMinute + (userId % eveningMinutes),
});

export const morningOf = (day: number, userId: number): LocalTime => ({
  day,
  minute: morningMinute + (userId % morningMinutes),
});

/** The first morning from then on, where that is at night. */
export const morningAfter = ({ day, minute }: LocalTime, userId: number): LocalTime =>
  morningOf(minute < morningMinute ? day : day + 1, userId);

/** How long it may still be shown before the night begins. */
export function secondsToNight(at: number, zone: string): number {
  const { day } = localTime(at, zone);
  return Math.max(0, Math.floor((momentOf({ day, minute: nightMinute }, zone) - at) / 1000));
}
