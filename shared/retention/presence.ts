import { seoulDay } from '../calendar/seoul-day.ts';
import { highestLegacyId, idMilliseconds } from '../identifiers/json-safe-id.ts';

/**
 * The days on which a learner was there. These four numbers are all that the retention figures need.
 */
export interface Presence {
  /**
   * The day (Asia/Seoul) on which the app was first opened. It is undefined where it was not noted, or
   * where the learner began with the first backend.
   */
  readonly installedOn: number | undefined;
  /** The days from `installedOn` on, as bits from the lowest. */
  readonly firstDays: number;
  readonly lastDay: number;
  /** The last day and the days before it, as bits from the lowest. */
  readonly lastDays: number;
}

/** The last day of a cohort that is counted. */
export const lastCohortDay = 30;
/** A week of active days, and the two weeks by which a count may be late. */
const lastDaysKept = 21;
const lastDaysMask = 2 ** lastDaysKept - 1;
/** A learner is active in the week of a day who was there on it or on one of the six days before it. */
export const activeWeekDays = 7;

/** The presence of a learner who opens the app for the first time. */
export function firstPresence(userId: number): Presence | undefined {
  if (userId <= highestLegacyId) return undefined;
  const day = seoulDay(idMilliseconds(userId));
  return { installedOn: day, firstDays: 1, lastDay: day, lastDays: 1 };
}

/**
 * Adds a day. Adding it twice changes nothing, so a duplicate does not count.
 * @param before undefined for a learner whose first open was not noted, who belongs to no cohort
 */
export function withDay(before: Presence | undefined, day: number): Presence {
  if (!before) return { installedOn: undefined, firstDays: 0, lastDay: day, lastDays: 1 };
  const { installedOn, lastDay } = before;
  const since = installedOn === undefined ? -1 : day - installedOn;
  const isOfCohort = since >= 0 && since <= lastCohortDay;
  const moved = day - lastDay;
  return {
    installedOn,
    firstDays: isOfCohort ? before.firstDays | (1 << since) : before.firstDays,
    lastDay: Math.max(day, lastDay),
    lastDays: moved > 0 ? laterDays(before.lastDays, moved) : before.lastDays | bit(-moved),
  };
}

const bit = (back: number) => (back < lastDaysKept ? 1 << back : 0);
const laterDays = (days: number, moved: number) =>
  moved < lastDaysKept ? ((days << moved) & lastDaysMask) | 1 : 1;

/** Whether the learner was there on that day. It returns false where that is not known any more. */
export function wasThere({ installedOn, firstDays, lastDay, lastDays }: Presence, day: number) {
  const back = lastDay - day;
  if (back >= 0 && back < lastDaysKept) return (lastDays & (1 << back)) !== 0;
  const since = installedOn === undefined ? -1 : day - installedOn;
  return since >= 0 && since <= lastCohortDay && (firstDays & (1 << since)) !== 0;
}

/** Every day on which the learner is known to have been there, in order. */
export function daysThere(presence: Presence): readonly number[] {
  const { installedOn, lastDay } = presence;
  const first = Math.min(installedOn ?? lastDay, lastDay - lastDaysKept + 1);
  return Array.from({ length: lastDay - first + 1 }, (_, since) => first + since).filter((day) =>
    wasThere(presence, day),
  );
}

/** The last day whose figures may count this learner, if they do not come again. */
export function countedUntil({ installedOn, lastDay }: Presence): number {
  const ofWeek = lastDay + activeWeekDays - 1;
  return installedOn === undefined ? ofWeek : Math.max(ofWeek, installedOn + lastCohortDay);
}

/** The number of a day's week, counted from the week of 1970-01-01. Weeks begin on Monday. */
export const weekOfDay = (day: number): number => Math.floor((day + 3) / 7);
/** The Monday with which a week begins. */
export const firstDayOfWeek = (week: number): number => week * 7 - 3;
