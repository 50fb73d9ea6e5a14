import type { questReasons } from '../contracts/habits.ts';
import { isOwnTopicId } from '../contracts/own-topic-limits.ts';
import { type Card, cardsOf } from './cards.ts';
import type { NamedTopic, PractisedDay } from './practice.ts';
import { type Streak, streakOf } from './streak.ts';

/** A taught topic that comes back for review, with everything that the first screen shows of it. */
export interface DueTopic extends Card, NamedTopic {}

/** Today's task for a learner: half a minute to a minute of talk. */
export interface Quest extends NamedTopic {
  /** Days since 1970-01-01 in Asia/Seoul. */
  readonly day: number;
  /** One or two key points, by their numbers in the topic. */
  readonly keyPoints: readonly number[];
  readonly reason: (typeof questReasons)[number];
  /** A learner may swap once a day. */
  readonly isSwapped: boolean;
}

/** Everything that derives from a learner's months. The first screen is built from it. */
export interface HabitSummary {
  /** Undefined before the first practice. */
  readonly streak: Streak | undefined;
  /** Ids of the topics that were taught on the last day of practice. */
  readonly taughtLast: readonly number[];
  /** Every topic that was taught and still exists; the one due soonest comes first. */
  readonly topics: readonly DueTopic[];
  /** Topics not taught yet, from the subject that was taught last. */
  readonly near: readonly NamedTopic[];
  /** The catalog version that the topics' names come from. Rows older than this field have none. */
  readonly catalogVersion?: string | undefined;
  /** The first day of practice ever. Rows older than this field have none. */
  readonly firstDay?: number | undefined;
  /**
   * The quest as it stood when this summary was made, valid for the rest of that day. Rows older than
   * this field have none.
   */
  readonly quest?: Quest | undefined;
}

/** A month of practice, as it is stored. */
export interface PracticeMonth {
  /** `2026-11` */
  readonly month: string;
  /** Ascending. Days without practice are left out. */
  readonly days: readonly PractisedDay[];
  /**
   * The own topics of this month, with the names they had then. The catalog knows the names of all
   * others.
   */
  readonly ownTopics: readonly NamedTopic[];
}

/** The summary keeps this many near topics: one for today's quest, and one to swap it for. */
const mostNear = 2;

/**
 * Puts a day into its month, replacing what the month had of that day. A day without practice is left
 * out.
 */
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

/** Every topic that was practised in these months. */
export function topicIdsIn(months: readonly PracticeMonth[]): ReadonlySet<number> {
  const practised = months.flatMap(({ days }) => days.flatMap((each) => each.practised));
  return new Set(practised.map(({ topicId }) => topicId));
}

/**
 * Summarizes the months, and names the subject in which to look for near topics.
 * @param months ascending
 * @param names of the topics that still exist; the others do not come back
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

/** The next topics of a subject that the learner has not taught yet. */
export function nearOf(
  topics: readonly DueTopic[],
  ofSubject: readonly NamedTopic[],
): readonly NamedTopic[] {
  const taught = new Set(topics.map(({ topicId }) => topicId));
  return ofSubject.filter(({ topicId }) => !taught.has(topicId)).slice(0, mostNear);
}
