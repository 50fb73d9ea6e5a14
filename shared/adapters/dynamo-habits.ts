import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { questReasons } from '../contracts/habits.ts';
import type { HabitStore, KeptHabits } from '../habits/ports.ts';
import type { Practised, PractisedDay } from '../habits/practice.ts';
import type { PracticeMonth } from '../habits/summary.ts';
import { isNew, isOfRevision, putItem } from './dynamo-change.ts';
import {
  namesApart,
  namesOfRow,
  namesRow,
  summaryOfRow,
  summaryRow,
  topicOfTuple,
  topicTuple,
  tupleOfTopic,
} from './dynamo-habit-summary.ts';
import {
  habitsKey,
  participationKey,
  practiceMonthKey,
  practiceMonthPrefix,
  questKey,
  topicNamesKey,
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
const practisedTuple = z.tuple([number, z.enum(['r', 't', 'a']), number, text]);
const monthBody = z.object({
  ownTopics: z.array(topicTuple),
  days: z.array(z.tuple([number, z.array(practisedTuple)])),
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

/**
 * Habits: `USER#id` / `HABITS`, `HABITS#DAY` with a quest that was swapped, `HABITS#KNOWN` with the names of topics, and
 * `HABITS#MONTH#2026-11`.
 */
export function dynamoHabits(table: Table): HabitStore {
  return {
    async findToday(userId) {
      const { Items = [] } = await table.client.send(
        new QueryCommand({ TableName: table.name, ...upTo(userId, topicNamesKey(userId).sk) }),
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

    async replaceSummary(userId, summary, after, names = { value: [], revision: 0 }) {
      const named = namesRow(namesApart(summary));
      // They come first, because the summary leaves out what they tell.
      const areKept =
        JSON.stringify(named) === JSON.stringify(namesRow(names.value)) ||
        (await putItem(
          table,
          { ...topicNamesKey(userId), revision: names.revision + 1, ...packed(named) },
          isOfRevision(names.revision),
        ));
      const row = { ...habitsKey(userId), revision: after + 1, ...packed(summaryRow(summary)) };
      return areKept && putItem(table, row, isOfRevision(after));
    },

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
    names: { value: [], revision: 0 },
    months: [],
    quest: undefined,
    groups: [],
  };
  const namesItem = items.find((item) => keptItem.parse(item).sk === topicNamesKey(0).sk);
  if (namesItem) {
    const { revision } = keptItem.parse(namesItem);
    kept = { ...kept, names: { value: namesOfRow(namesItem), revision } };
  }
  for (const item of items) {
    const { sk, revision } = keptItem.parse(item);
    if (sk === habitsKey(0).sk) {
      kept = { ...kept, summary: { value: summaryOfRow(item, kept.names.value), revision } };
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
