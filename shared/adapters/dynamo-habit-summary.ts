import * as z from 'zod/mini';
import { questReasons } from '../contracts/habits.ts';
import type { NamedTopic } from '../habits/practice.ts';
import type { Streak } from '../habits/streak.ts';
import type { DueTopic, HabitSummary, Quest } from '../habits/summary.ts';
import { unpacked } from './packed-json.ts';

const number = z.number();
const text = z.string();
const numbers = z.array(number);

/** So many have their names in the summary. */
const namedInSummary = 10;

export const topicTuple = z.tuple([number, text, text, number]);
const namesBody = z.object({ topics: z.array(topicTuple) });
/** Last day, day on which it is due, stability, weakest key points. */
const card = [number, number, number, numbers] as const;
type CardTuple = [number, number, number, number[]];
const streakTuple = z.tuple([number, number, number, number]);
const questTuple = z.tuple([topicTuple, number, numbers, z.enum(questReasons), z.boolean()]);
const summaryBody = z.object({
  streak: z.optional(streakTuple),
  taughtLast: numbers,
  topics: z.array(z.tuple([topicTuple, ...card])),
  others: z._default(z.array(z.tuple([number, ...card])), []),
  near: z.array(topicTuple),
  catalogVersion: z.optional(text),
  firstDay: z.optional(number),
  quest: z.optional(questTuple),
});
type TopicTuple = z.infer<typeof topicTuple>;

export const tupleOfTopic = ({ topicId, name, english, subjectId }: NamedTopic): TopicTuple => [
  topicId,
  name,
  english ?? '',
  subjectId,
];
export const topicOfTuple = ([topicId, name, english, subjectId]: TopicTuple): NamedTopic => ({
  topicId,
  name,
  ...(english !== '' && { english }),
  subjectId,
});

const cardTuple = ({ lastDay, dueDay, stability, weakest }: DueTopic): CardTuple => [
  lastDay,
  dueDay,
  stability,
  [...weakest],
];
const dueTopicOf = (
  topic: NamedTopic,
  [lastDay, dueDay, stability, weakest]: CardTuple,
): DueTopic => ({
  ...{ topicId: topic.topicId, lastDay, dueDay, stability, weakest },
  ...topic,
});

/**
 * The summary has the names of the topics that come back first, which are all that the first screen shows. The numbers of
 * the others are apart from their names, because the first lecture of each day writes them again.
 */
export const summaryRow = ({
  streak,
  taughtLast,
  topics,
  near,
  catalogVersion,
  firstDay,
  quest,
}: HabitSummary): z.input<typeof summaryBody> => ({
  streak: streak && [streak.lastDay, streak.days, streak.longest, streak.freezes],
  taughtLast: [...taughtLast],
  topics: topics
    .slice(0, namedInSummary)
    .map((topic) => [tupleOfTopic(topic), ...cardTuple(topic)]),
  others: topics.slice(namedInSummary).map((topic) => [topic.topicId, ...cardTuple(topic)]),
  near: near.map(tupleOfTopic),
  catalogVersion,
  firstDay,
  quest: quest && [
    tupleOfTopic(quest),
    quest.day,
    [...quest.keyPoints],
    quest.reason,
    quest.isSwapped,
  ],
});

const questOfTuple = ([topic, day, keyPoints, reason, isSwapped]: z.infer<
  typeof questTuple
>): Quest => ({
  ...topicOfTuple(topic),
  ...{ day, keyPoints, reason, isSwapped },
});

const streakOfTuple = ([lastDay, days, longest, freezes]: z.infer<typeof streakTuple>): Streak => ({
  ...{ lastDay, days, longest, freezes },
});

/** @param item as it is stored @param names that are stored apart */
export function summaryOfRow(item: unknown, names: readonly NamedTopic[]): HabitSummary {
  const row = unpacked(item, summaryBody);
  const known = new Map(names.map((topic) => [topic.topicId, topic]));
  return {
    streak: row.streak && streakOfTuple(row.streak),
    taughtLast: row.taughtLast,
    topics: [
      ...row.topics.map(([topic, ...card]) => dueTopicOf(topicOfTuple(topic), card)),
      // Without its name, as between two writers, a topic is left out until the next one.
      ...row.others.flatMap(([topicId, ...card]) => {
        const topic = known.get(topicId);
        return topic ? [dueTopicOf(topic, card)] : [];
      }),
    ],
    near: row.near.map(topicOfTuple),
    ...(row.catalogVersion !== undefined && { catalogVersion: row.catalogVersion }),
    ...(row.firstDay !== undefined && { firstDay: row.firstDay }),
    ...(row.quest && { quest: questOfTuple(row.quest) }),
  };
}

/** The names that lie apart: all of them, by the ids, or none if the summary has them all. */
export const namesApart = ({ topics }: HabitSummary): NamedTopic[] =>
  topics.length > namedInSummary
    ? topics.toSorted((one, other) => one.topicId - other.topicId)
    : [];

export const namesRow = (topics: readonly NamedTopic[]): z.infer<typeof namesBody> => ({
  topics: topics.map(tupleOfTopic),
});

export const namesOfRow = (item: unknown): NamedTopic[] =>
  unpacked(item, namesBody).topics.map(topicOfTuple);
