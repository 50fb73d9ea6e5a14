import { type LocalTime, localTime, momentOf } from '../calendar/local-time.ts';
import { eveningOf, isNight, morningAfter, morningOf } from './night.ts';

const hourMilliseconds = 3_600_000;
const dayMilliseconds = 24 * hourMilliseconds;

/** Half an hour less than a day, since a habit keeps to its hour of the day. */
const afterTeachingMilliseconds = 23.5 * hourMilliseconds;

/**
 * Days until the next reminder, by the number of reminders that went unanswered: they become rarer.
 * After the seventh there are no more, and that one says so.
 */
const daysToNext = [1, 1, 2, 2, 4, 7] as const;
export const mostUnanswered = daysToNext.length + 1;

/** The facts from which a reminder is planned. */
export interface Plan {
  readonly userId: number;
  /** The time zone of the learner's device, by its IANA name. */
  readonly zone: string;
  /**
   * When the last known lecture was submitted. Before any lecture, it is the moment when the learner
   * asked for reminders.
   */
  readonly taughtAt: number;
  /** When the last reminder that was sent had been due. */
  readonly sentAt?: number | undefined;
  /** The number of reminders since the last lecture. */
  readonly unanswered: number;
}

/** When the next reminder is due. It is undefined where there are no more. */
export function nextReminderAt(plan: Plan): number | undefined {
  const { taughtAt, sentAt, unanswered, zone, userId } = plan;
  if (unanswered === 0 || sentAt === undefined) {
    return inDaytime(plan, taughtAt + afterTeachingMilliseconds, taughtAt);
  }
  const days = daysToNext[unanswered - 1];
  if (days === undefined) return undefined;
  const { day, minute } = localTime(sentAt, zone);
  // This counts by the zone's clock, so that a change to summer time moves nobody's hour.
  const at = momentOf({ day: day + days, minute }, zone);
  return inDaytime({ ...plan, userId }, at, sentAt);
}

/**
 * Moves a reminder into the daytime, and to a later day (in the zone) than the last lecture or
 * reminder. A reminder that would come at night moves to the evening before. Where the learner has
 * already taught or been reminded on that day, it moves to the morning after.
 */
function inDaytime({ zone, userId, sentAt }: Plan, at: number, last: number): number {
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

/** What to do when a reminder's time has come. */
export type Turn =
  | { readonly kind: 'later'; readonly plan: Plan; readonly nextAt: number | undefined }
  | {
      readonly kind: 'send';
      readonly plan: Plan;
      readonly nextAt: number | undefined;
      /** No reminder follows this one. */
      readonly isLast: boolean;
    };

/** The clocks of two machines may differ by this much. */
const slackMilliseconds = 5_000;

/**
 * Decides what to do with a reminder whose time has come, by what is known now: a lecture since then
 * moves it, and so does a run so late that it is night.
 *
 * @param dueAt the moment for which the reminder was planned
 * @param taughtLast when the newest lecture was submitted; undefined where there is none
 */
export function decideTurn(
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
  // A run that comes a day late or more counts from now on. Otherwise the reminder keeps its hour.
  const sentAt =
    now - dueNow < dayMilliseconds && localTime(dueNow, plan.zone).day === local.day ? dueNow : now;
  const sent = { ...plan, sentAt, unanswered: plan.unanswered + 1 };
  const nextAt = nextReminderAt(sent);
  return { kind: 'send', plan: sent, nextAt, isLast: nextAt === undefined };
}
