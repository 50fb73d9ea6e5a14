import { type LocalTime, localTime, momentOf } from '../calendar/local-time.ts';
import { eveningOf, isNight, morningAfter, morningOf } from './night.ts';

const hourMilliseconds = 3_600_000;
const dayMilliseconds = 24 * hourMilliseconds;

/** A little earlier by the clock than the last time: habits keep the hour of a day. */
const afterTeachingMilliseconds = 23.5 * hourMilliseconds;

/**
 * Days until the next reminder, by how many have gone unanswered: fewer and fewer. After the seventh
 * there is none; it has said so.
 */
const daysToNext = [1, 1, 2, 2, 4, 7] as const;
export const mostUnanswered = daysToNext.length + 1;

/** What a reminder is planned by. */
export interface Plan {
  readonly userId: number;
  /** Of the learner's device, by its IANA name. */
  readonly zone: string;
  /** When the last lecture was submitted, of those that are known; before any, when reminders were asked for. */
  readonly taughtAt: number;
  /** When the last reminder was due that was sent. */
  readonly sentAt?: number | undefined;
  /** Reminders since the last lecture. */
  readonly unanswered: number;
}

/** When the next one is due; undefined where there is none any more. */
export function nextReminderAt(plan: Plan): number | undefined {
  const { taughtAt, sentAt, unanswered, zone, userId } = plan;
  if (unanswered === 0 || sentAt === undefined) {
    return byDay(plan, taughtAt + afterTeachingMilliseconds, taughtAt);
  }
  const days = daysToNext[unanswered - 1];
  if (days === undefined) return undefined;
  const { day, minute } = localTime(sentAt, zone);
  // By the zone's clock: a change to summer time moves nobody's hour.
  const at = momentOf({ day: day + days, minute }, zone);
  return byDay({ ...plan, userId }, at, sentAt);
}

/**
 * By day, and on a later day of the zone than whatever was last: what would come at night moves to the
 * evening before; where the learner has taught (or was reminded) on that evening's own day already, to
 * the morning after.
 */
function byDay({ zone, userId, sentAt }: Plan, at: number, last: number): number {
  const local = localTime(at, zone);
  const lastDay = localTime(Math.max(last, sentAt ?? last), zone).day;
  const wanted = isNight(local) ? outOfNight(local, lastDay, userId) : local;
  if (wanted.day <= lastDay) return momentOf(morningOf(lastDay + 1, userId), zone);
  return wanted === local ? at : momentOf(wanted, zone);
}

function outOfNight(local: LocalTime, lastDay: number, userId: number): LocalTime {
  const morning = morningAfter(local, userId);
  const evening = eveningOf(morning.day - 1, userId);
  return evening.day > lastDay ? evening : morning;
}

/** What is to be done when a reminder's time has come. */
export type Turn =
  | { readonly kind: 'later'; readonly plan: Plan; readonly nextAt: number | undefined }
  | {
      readonly kind: 'send';
      readonly plan: Plan;
      readonly nextAt: number | undefined;
      /** After it there is none. */
      readonly isLast: boolean;
    };

/** Clocks of two machines may differ by so much. */
const slackMilliseconds = 5_000;

/**
 * Decides when its time has come, by what is known then: a lecture since moves it, and so does a night
 * into which a late run has come.
 *
 * @param dueAt for when it was planned
 * @param taughtLast when the newest lecture was submitted; undefined without any
 */
export function turnOf(
  planned: Plan,
  dueAt: number,
  taughtLast: number | undefined,
  now: number,
): Turn {
  const hasTaught = taughtLast !== undefined && taughtLast > planned.taughtAt;
  const plan = hasTaught ? { ...planned, taughtAt: taughtLast, unanswered: 0 } : planned;
  const dueNow = hasTaught ? nextReminderAt(plan) : dueAt;
  if (dueNow === undefined || dueNow > now + slackMilliseconds) {
    return { kind: 'later', plan, nextAt: dueNow };
  }
  const local = localTime(now, plan.zone);
  const sentOn = plan.sentAt === undefined ? undefined : localTime(plan.sentAt, plan.zone).day;
  if (isNight(local)) {
    const morning = morningAfter(local, plan.userId);
    return { kind: 'later', plan, nextAt: momentOf(morning, plan.zone) };
  }
  if (sentOn !== undefined && local.day <= sentOn) {
    const morning = morningOf(sentOn + 1, plan.userId);
    return { kind: 'later', plan, nextAt: momentOf(morning, plan.zone) };
  }
  // A run that comes a day late or more begins anew from now; else the hour stays what it was.
  const sentAt =
    now - dueNow < dayMilliseconds && localTime(dueNow, plan.zone).day === local.day ? dueNow : now;
  const sent = { ...plan, sentAt, unanswered: plan.unanswered + 1 };
  const nextAt = nextReminderAt(sent);
  return { kind: 'send', plan: sent, nextAt, isLast: nextAt === undefined };
}
