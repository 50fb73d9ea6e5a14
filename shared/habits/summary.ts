import type { questReasons } from '../contracts/habits.ts';
import { isOwnTopicId } from '../contracts/own-topic-limits.ts';
import { type Card, cardsOf } from './cards.ts';
import type { NamedTopic, PractisedDay } from './practice.ts';
import { type Streak, streakOf } from './streak.ts';

/** A topic that comes back, with all that the first screen shows of it. */
export interface DueTopic extends Card, NamedTopic {}

/** What a learner may do today in half a minute to a minute. */
export interface Quest extends NamedTopic {
  /** Days since 1970-01-01 in Asia/Seoul. */
  readonly day: number;
  /** One or two, by their numbers in the topic. */
  readonly keyPoints: readonly number[];
  readonly reason: (typeof questReasons)[number];
  /** There is one swap a day. */
  readonly isSwapped: boolean;
}

/** All that is made of a learner's months: what the first screen is made of. */
export interface HabitSummary {
  /** None before the first practice. */
  readonly streak: Streak | undefined;
  /** What was taught on the last day of practice. */
  readonly taughtLast: readonly number[];
  /** Every topic that was taught and is still there, the soonest due first. */
  readonly topics: readonly DueTopic[];
  /** Not taught yet, of the subject that was taught last. */
  readonly near: readonly NamedTopic[];
  /** The catalog that its topics are named by; none in rows of before that was kept. */
  readonly catalogVersion?: string | undefined;
  /** The first day of practice ever; none in rows of before that was kept. */
  readonly firstDay?: number | undefined;
  /** As it stood when this was made, for the rest of that day; none in rows of before that was kept. */
  readonly quest?: Quest | undefined;
}

/** A month of practice, as it is kept. */
export interface PracticeMonth {
  /** `2026-11` */
  readonly month: string;
  /** Ascending, none of them without practice. */
  readonly days: readonly PractisedDay[];
  /** The own topics in it, as they were named then; the catalog knows the others. */
  readonly ownTopics: readonly NamedTopic[];
}

/** So many topics are kept that are near: today's quest, and what it may be swapped for. */
const mostNear = 2;

/** The month with this day as it is now; days without practice are left out. */
export function withDay(
  month: PracticeMonth,
  practised: PractisedDay,
  ownTopics: readonly NamedTopic[],
): PracticeMonth {
  const others = month.days.filter(({ day }) => day !== practised.day);
  const added = practised.practised.length > 0 ? [practised] : [];
  const days = [...others, ...added].sort((a, b) => a.day - b.day);
  const names = new Map([...month.ownTopics, ...ownTopics].map((topic) => [topic.topicId, topic]));
  const taught = new Set(days.flatMap((each) => each.practised.map(({ topicId }) => topicId)));
  return {
    month: month.month,
    days,
    ownTopics: [...names.values()]
      .filter(({ topicId }) => taught.has(topicId))
      .sort((a, b) => a.topicId - b.topicId),
  };
}

/** Every topic that the months come by. */
export function topicIdsIn(months: readonly PracticeMonth[]): ReadonlySet<number> {
  const practised = months.flatMap(({ days }) => days.flatMap((each) => each.practised));
  return new Set(practised.map(({ topicId }) => topicId));
}

/**
 * What the months make, and of which subject to look for what is near.
 * @param months ascending
 * @param names of the topics that are still there: the others come back no more
 */
export function summaryOf(
  months: readonly PracticeMonth[],
  names: ReadonlyMap<number, NamedTopic>,
): Omit<HabitSummary, 'near' | 'catalogVersion' | 'quest'> & {
  readonly subjectId: number | undefined;
} {
  const days = months.flatMap((month) => month.days);
  const lastOfCatalog = days
    .flatMap(({ practised }) => practised)
    .findLast(({ topicId }) => !isOwnTopicId(topicId));
  return {
    streak: streakOf(days.map(({ day }) => day)),
    taughtLast: [...new Set(days.at(-1)?.practised.map(({ topicId }) => topicId))],
    topics: cardsOf(days)
      .flatMap((card) => {
        const name = names.get(card.topicId);
        return name ? [{ ...card, ...name }] : [];
      })
      .sort((a, b) => a.dueDay - b.dueDay || a.stability - b.stability || a.topicId - b.topicId),
    subjectId: lastOfCatalog && names.get(lastOfCatalog.topicId)?.subjectId,
  };
}

/** Of a subject's topics those that come next. */
export function nearOf(
  topics: readonly DueTopic[],
  ofSubject: readonly NamedTopic[],
): readonly NamedTopic[] {
  const taught = new Set(topics.map(({ topicId }) => topicId));
  return ofSubject.filter(({ topicId }) => !taught.has(topicId)).slice(0, mostNear);
}
