import { dateOfDay } from '../calendar/seoul-day.ts';
import type { KeptHabitsBody, QuestBody, ReviewBody } from '../contracts/habits.ts';
import { strengthOn } from './cards.ts';
import type { KeptHabits } from './ports.ts';
import type { NamedTopic } from './practice.ts';
import { isQuestDone } from './quest.ts';
import { streakToday } from './streak.ts';
import type { DueTopic, HabitSummary, Quest } from './summary.ts';

export type ReaderLanguage = 'ko' | 'en';

/** A topic counts as due soon from this many days before its due day. */
const soonDays = 3;

const nameIn = ({ name, english }: NamedTopic, language: ReaderLanguage): string =>
  (language === 'en' ? english : undefined) ?? name;

export function questBody(
  quest: Quest,
  summary: HabitSummary | undefined,
  language: ReaderLanguage,
): QuestBody {
  const isDone = isQuestDone(quest, summary);
  return {
    topicId: quest.topicId,
    topicName: nameIn(quest, language),
    keyPoints: [...quest.keyPoints],
    reason: quest.reason,
    isDone,
    canSwap: !isDone && !quest.isSwapped,
  };
}

export function reviewBody(topic: DueTopic, today: number, language: ReaderLanguage): ReviewBody {
  const inDays = topic.dueDay - today;
  return {
    topicId: topic.topicId,
    topicName: nameIn(topic, language),
    state: inDays <= 0 ? 'DUE' : inDays <= soonDays ? 'SOON' : 'LATER',
    dueOn: dateOfDay(topic.dueDay),
    lastTaughtOn: dateOfDay(topic.lastDay),
    strength: strengthOn(topic, today),
    keyPoints: [...topic.weakest],
  };
}

/** All habits that are kept, for the learner's export. It is null where nothing is kept. */
export function keptHabitsBody(
  { summary: { value: summary }, months, quest: swapped }: KeptHabits,
  today: number,
): KeptHabitsBody | null {
  if (!summary && !swapped && months.length === 0) return null;
  const quest = lastOf(swapped, summary?.quest);
  return {
    days: months
      .flatMap(({ value }) => value.days)
      .map(({ day, practised }) => ({
        day: dateOfDay(day),
        practised: practised.map(({ topicId, way, score }) => ({ topicId, way, score })),
      })),
    quest: quest
      ? {
          day: dateOfDay(quest.day),
          topicId: quest.topicId,
          topicName: quest.name,
          keyPoints: [...quest.keyPoints],
        }
      : null,
    streak: summary?.streak ? streakToday(summary.streak, today) : null,
    reviews: (summary?.topics ?? []).map((topic) => reviewBody(topic, today, 'ko')),
  };
}

/** A swap is always newer than the draw of the same day. */
const lastOf = (swapped: Quest | undefined, drawn: Quest | undefined): Quest | undefined =>
  swapped && swapped.day >= (drawn?.day ?? 0) ? swapped : drawn;
