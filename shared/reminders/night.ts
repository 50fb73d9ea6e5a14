import { type LocalTime, localTime, momentOf } from '../calendar/local-time.ts';

/** Nobody is reminded between 21:00 and 8:00, by the clock of the device's time zone. */
const morningMinute = 8 * 60;
const nightMinute = 21 * 60;

/**
 * Learners who teach at night are reminded in the last hour before the night or in the first hour after
 * it. Each has a minute of their own, so that they are not all reminded at once.
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

/** The first morning after a time that lies at night. */
export const morningAfter = ({ day, minute }: LocalTime, userId: number): LocalTime =>
  morningOf(minute < morningMinute ? day : day + 1, userId);

/** How long a notification may still be shown before the night begins. */
export function secondsToNight(at: number, zone: string): number {
  const { day } = localTime(at, zone);
  return Math.max(0, Math.floor((momentOf({ day, minute: nightMinute }, zone) - at) / 1000));
}
