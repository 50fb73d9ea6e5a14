import { seoulDay, seoulDayStart } from '../calendar/seoul-day.ts';
import type { ProviderPrices } from '../contracts/endpoints.ts';
import type { EpochMilliseconds, Lecture, LectureKey, Reservation } from '../lectures/lecture.ts';
import { type ServiceLimits, servicePartsFor } from './service-parts.ts';

/** What may be used up on one day (Asia/Seoul). */
export interface DailyLimits extends ServiceLimits {
  /** Lectures of one user. */
  readonly perUser: number;
  /** Own topics of one user that are prepared. */
  readonly topicsPerUser: number;
  /** Uploads of one user that were refused: they cost nobody an allowance, but work. */
  readonly refusedPerUser: number;
}

/** Daily counters. A method that returns false found the day used up and counted nothing. */
export interface AllowanceStore {
  /** Counting the same lecture again is free. */
  chargeUser(lecture: LectureKey, day: number, limit: number): Promise<boolean>;
  /** Counts an own topic that is to be prepared, in the same way. */
  chargeTopic(preparation: LectureKey, day: number, limit: number): Promise<boolean>;
  /** Counts a quarter of a lecture against the same limit. Counting the same one again is free. */
  chargeQuarter(lecture: LectureKey, day: number, limit: number): Promise<boolean>;
  /** Counts against the whole service's day, each time it is called. */
  chargeService(day: number, charge: ServiceCharge, limits: ServiceLimits): Promise<boolean>;
  /** Replaces a reservation by what was really spent. It is called once for each. */
  settle(reservation: Reservation, spentMicroDollars: number): Promise<void>;
  /** Counting the same lecture again is free. */
  countRefusal(lecture: LectureKey, day: number, limit: number): Promise<boolean>;
}

export interface ServiceCharge {
  /** Which of the day's counters is used, with that one's limits. @default 0 */
  readonly part?: number | undefined;
  /** Is missing for a topic, and where it was counted before and only its reservation is new. */
  readonly lectures: 0 | 0.25 | 1;
  readonly microDollars: number;
}

export interface AllowancePorts {
  readonly allowances: AllowanceStore;
  readonly limits: DailyLimits;
  readonly prices: ProviderPrices;
  readonly clock: () => EpochMilliseconds;
}

/** A used-up allowance, and when the next one begins. */
export interface UsedUp {
  readonly usedUpUntil: EpochMilliseconds;
}

/**
 * Charges a lecture, or a quarter of one for a later judgement, before anything of it is paid for, unless its
 * row says that it was charged. The user's own day comes first, because a user who is over it must not use up
 * the service's day.
 *
 * @param microDollars the most that it can cost
 * @param of what it is counted among: lectures, or topics that are prepared
 * @returns the lecture with what its next write must note
 */
export async function chargeLecture(
  { allowances, limits, clock }: AllowancePorts,
  lecture: Lecture,
  microDollars: number,
  of: 'lecture' | 'topic' = 'lecture',
): Promise<Lecture | UsedUp> {
  if (lecture.isCharged && lecture.reservation) return lecture;
  const day = seoulDay(clock());
  const whole = lecture.later ? 0.25 : 1;
  const chargeUser = () => {
    if (of === 'topic') return allowances.chargeTopic(lecture, day, limits.topicsPerUser);
    const charge = lecture.later ? allowances.chargeQuarter : allowances.chargeUser;
    return charge(lecture, day, limits.perUser);
  };
  const lectures = lecture.isCharged || of === 'topic' ? 0 : whole;
  if (lecture.isCharged || (await chargeUser())) {
    for (const { part, limits: ofPart } of servicePartsFor(lecture.lectureId, limits)) {
      if (!(await allowances.chargeService(day, { lectures, microDollars, part }, ofPart)))
        continue;
      const reservation = { day, microDollars, ...(part > 0 && { part }) };
      return { ...lecture, isCharged: true, reservation, spentMicroDollars: 0 };
    }
  }
  return { usedUpUntil: seoulDayStart(day + 1) };
}

/** Settles a reservation. Only the writer of a lecture's end calls it, so it happens at most once. */
export async function settleLecture(
  { allowances }: Pick<AllowancePorts, 'allowances'>,
  { reservation, spentMicroDollars }: Lecture,
): Promise<void> {
  if (!reservation || spentMicroDollars === undefined) return;
  await allowances.settle(reservation, spentMicroDollars);
}

/** Counts an upload that was refused. */
export async function countRefusal(
  { allowances, limits, clock }: AllowancePorts,
  lecture: LectureKey,
): Promise<UsedUp | undefined> {
  const day = seoulDay(clock());
  const isWithin = await allowances.countRefusal(lecture, day, limits.refusedPerUser);
  return isWithin ? undefined : { usedUpUntil: seoulDayStart(day + 1) };
}
