import { dynamoHabits } from '../../../shared/adapters/dynamo-habits.ts';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoOwnTopics } from '../../../shared/adapters/dynamo-own-topics.ts';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { isOwnTopicId } from '../../../shared/contracts/own-topic-limits.ts';
import { type Card, cardsOf } from '../../../shared/habits/cards.ts';
import { practiceOfDay } from '../../../shared/habits/practice.ts';
import { streakOf } from '../../../shared/habits/streak.ts';
import { Violation } from './violation.ts';
import type { World } from './world.ts';

/**
 * Streak and cards are what all lectures make, computed without the months. If the deletion of an own
 * topic broke off, its card may be left until the learner's next practice or deletion.
 *
 * @throws Violation
 */
export async function checkHabits({ table }: World, userId: number): Promise<void> {
  const { summary } = await dynamoHabits(table).findToday(userId);
  const rows = await dynamoLectures(table).list(userId, { limit: 1_000, withLater: true });
  const days = [...new Set(rows.map(({ createdAt }) => seoulDay(createdAt)))]
    .sort((a, b) => a - b)
    .map((day) => practiceOfDay(day, rows))
    .filter(({ practised }) => practised.length > 0);
  const there = await dynamoOwnTopics(table).heldSlots(userId);
  const told = (cards: readonly Card[]) =>
    cards
      .filter(({ topicId }) => !isOwnTopicId(topicId) || there.has(topicId))
      .map((card) => [card.topicId, card.lastDay, card.dueDay, card.stability, ...card.weakest])
      .sort(([one = 0], [other = 0]) => one - other);
  const streak = streakOf(days.map(({ day }) => day));
  const shown = JSON.stringify([summary?.streak, told(summary?.topics ?? [])]);
  const owed = JSON.stringify([streak, told(cardsOf(days))]);
  if (shown !== owed) throw new Violation(`the habits of ${userId} are ${shown}, owed ${owed}`);
}
