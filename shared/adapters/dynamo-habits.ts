import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { questReasons } from '../contracts/habits.ts';
import type { HabitStore, KeptHabits } from '../habits/ports.ts';
import type { NamedTopic, Practised, PractisedDay } from '../habits/practice.ts';
import type { Streak } from '../habits/streak.ts';
import type { HabitSummary, PracticeMonth, Quest } from '../habits/summary.ts';
import { isNew, isOfRevision, putItem } from './dynamo-change.ts';
import {
  habitsKey,
  participationKey,
  practiceMonthKey,
  practiceMonthPrefix,
  questKey,
  userPartition,
} from './dynamo-keys.ts';
import { labelsOf, labelsText } from './dynamo-lecture-row.ts';
import { inPartition, queryAll } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';
import { dynamoUsers } from './dynamo-users.ts';
import { packed, unpacked } from './packed-json.ts';

const number = z.number();
const text = z.string();
const numbers = z.array(number);

/** These are tuples without field names, because each lecture reads and writes a whole month of them. */
const topicTuple = z.tuple([number, text, text, number]);
const practisedTuple = z.tuple([number, z.enum(['r', 't', 'a']), number, text]);
const monthBody = z.object({
  ownTopics: z.array(topicTuple),
  days: z.array(z.tuple([number, z.array(practisedTuple)])),
});
const streakTuple = z.tuple([number, number, number, number]);
const questTuple = z.tuple([topicTuple, number, numbers, z.enum(questReasons), z.boolean()]);
const summaryBody = z.object({
  streak: z.optional(streakTuple),
  taughtLast: numbers,
  topics: z.array(z.tuple([topicTuple, number, number, number, numbers])),
  near: z.array(topicTuple),
  catalogVersion: z.optional(text),
  firstDay: z.optional(number),
  quest: z.optional(questTuple),
});
const questItem = z.object({
  topicId: number,
  name: text,
  english: z.optional(text),
  subjectId: number,
  day: number,
  keyPoints: numbers,
  reason: z.enum(questReasons),
  isSwapped: z.boolean(),
});
const leagueItem = z.object({
  isIn: z.boolean(),
  seats: z._default(z.array(z.object({ week: number, group: text })), []),
});
const keptItem = z.object({ sk: text, revision: z._default(number, 0) });

/** Habits: `USER#id` / `HABITS`, `HABITS#DAY` with a quest that was swapped, and `HABITS#MONTH#2026-11`. */
export function dynamoHabits(table: Table): HabitStore {
  return {
    async findToday(userId) {
      const { Items = [] } = await table.client.send(
        new QueryCommand({ TableName: table.name, ...upTo(userId, questKey(userId).sk) }),
      );
      const { summary, quest } = habitsOf(Items);
      return { summary: summary.value, quest };
    },

    async findAll(userId) {
      const query = upTo(userId, `${practiceMonthPrefix}~`);
      // The summary sorts before the months, so its revision is read before what it is made of.
      return habitsOf(await queryAll(table, { ...query, ConsistentRead: true }));
    },

    replaceMonth: (userId, month, after) =>
      putItem(
        table,
        {
          ...practiceMonthKey(userId, month.month),
          revision: after + 1,
          ...packed(monthRow(month)),
        },
        isOfRevision(after),
      ),

    replaceSummary: (userId, summary, after) =>
      putItem(
        table,
        { ...habitsKey(userId), revision: after + 1, ...packed(summaryRow(summary)) },
        isOfRevision(after),
      ),

    noteFirstDay: (userId, day) => dynamoUsers(table).noteFirstFeedback(userId, day),

    replaceQuest: (userId, quest, read) =>
      putItem(
        table,
        { ...questKey(userId), ...quest },
        read === undefined
          ? isNew
          : {
              onlyIf: '#day = :day AND #topicId = :topicId AND #isSwapped = :isSwapped',
              values: { day: read.day, topicId: read.topicId, isSwapped: read.isSwapped },
            },
      ),
  };
}

const upTo = (userId: number, last: string) =>
  inPartition(userPartition(userId), { first: habitsKey(userId).sk, last });

function habitsOf(items: readonly unknown[]): KeptHabits {
  let kept: KeptHabits = {
    summary: { value: undefined, revision: 0 },
    months: [],
    quest: undefined,
    groups: [],
  };
  for (const item of items) {
    const { sk, revision } = keptItem.parse(item);
    if (sk === habitsKey(0).sk) {
      kept = { ...kept, summary: { value: summaryOfRow(unpacked(item, summaryBody)), revision } };
    } else if (sk === questKey(0).sk) {
      kept = { ...kept, quest: questItem.parse(item) };
    } else if (sk === participationKey(0).sk) {
      const { isIn, seats } = leagueItem.parse(item);
      kept = { ...kept, groups: isIn ? seats : [] };
    } else if (sk.startsWith(practiceMonthPrefix)) {
      const month = sk.slice(practiceMonthPrefix.length);
      const value = monthOfRow(month, unpacked(item, monthBody));
      kept = { ...kept, months: [...kept.months, { value, revision }] };
    }
  }
  return kept;
}

/** Of rows that lie there, the months of practice, as ascending as they came. */
export const monthsOfRows = (items: readonly unknown[]): PracticeMonth[] =>
  habitsOf(items).months.map(({ value }) => value);

type TopicTuple = z.infer<typeof topicTuple>;

const tupleOfTopic = ({ topicId, name, english, subjectId }: NamedTopic): TopicTuple => [
  topicId,
  name,
  english ?? '',
  subjectId,
];
const topicOfTuple = ([topicId, name, english, subjectId]: TopicTuple): NamedTopic => ({
  topicId,
  name,
  ...(english !== '' && { english }),
  subjectId,
});

const letters = { recording: 'r', text: 't', answer: 'a' } as const;
const ways = { r: 'recording', t: 'text', a: 'answer' } as const;

const monthRow = ({ ownTopics, days }: PracticeMonth): z.infer<typeof monthBody> => ({
  ownTopics: ownTopics.map(tupleOfTopic),
  days: days.map(({ day, practised }) => [
    day,
    practised.map(({ topicId, way, score, labels }) => [
      topicId,
      letters[way],
      score,
      labelsText(labels),
    ]),
  ]),
});

function monthOfRow(month: string, { ownTopics, days }: z.infer<typeof monthBody>): PracticeMonth {
  return {
    month,
    days: days.map(
      ([day, practised]): PractisedDay => ({
        day,
        practised: practised.map(
          ([topicId, letter, score, labels]): Practised => ({
            topicId,
            way: ways[letter],
            score,
            labels: labelsOf(labels),
          }),
        ),
      }),
    ),
    ownTopics: ownTopics.map(topicOfTuple),
  };
}

const summaryRow = ({
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
  topics: topics.map((topic) => [
    tupleOfTopic(topic),
    topic.lastDay,
    topic.dueDay,
    topic.stability,
    [...topic.weakest],
  ]),
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

function summaryOfRow(row: z.output<typeof summaryBody>): HabitSummary {
  return {
    streak: row.streak && streakOfTuple(row.streak),
    taughtLast: row.taughtLast,
    topics: row.topics.map(([topic, lastTaught, dueDay, stability, weakest]) => ({
      ...{ topicId: topic[0], lastDay: lastTaught, dueDay, stability, weakest },
      ...topicOfTuple(topic),
    })),
    near: row.near.map(topicOfTuple),
    ...(row.catalogVersion !== undefined && { catalogVersion: row.catalogVersion }),
    ...(row.firstDay !== undefined && { firstDay: row.firstDay }),
    ...(row.quest && { quest: questOfTuple(row.quest) }),
  };
}
