import { dateOfDay, seoulDay, seoulDayStart } from '../calendar/seoul-day.ts';
import type { HomeBody, QuestBody, ReviewBody } from '../contracts/habits.ts';
import { type RankingViewPorts, viewRanking } from '../ranking/ranking-view.ts';
import { questBody, type ReaderLanguage, reviewBody } from './home-body.ts';
import type { HabitStore } from './ports.ts';
import { drawQuest, isQuestDone, questOf } from './quest.ts';
import { streakToday } from './streak.ts';

export interface QuestPorts {
  readonly habits: Pick<HabitStore, 'findToday' | 'replaceQuest'>;
  readonly clock: () => number;
}

export interface ReadHomePorts extends QuestPorts {
  readonly ranking: RankingViewPorts;
  readonly lecturesPerDay: number;
}

export interface HomeReader {
  readonly userId: number;
  readonly language: ReaderLanguage;
  readonly lecturesToday: number;
  readonly creditsToday: number;
}

/** The first screen shows at most this many due topics. */
const mostDue = 10;

/** Reads the whole first screen with three reads and no write. */
export async function readHome(
  ports: ReadHomePorts,
  { userId, language, lecturesToday, creditsToday }: HomeReader,
): Promise<HomeBody> {
  const today = seoulDay(ports.clock());
  const [{ summary, quest: swapped }, ranking] = await Promise.all([
    ports.habits.findToday(userId),
    viewRanking(ports.ranking, userId, language),
  ]);
  const due = (summary?.topics ?? []).filter(({ dueDay }) => dueDay <= today);
  return {
    day: dateOfDay(today),
    quest: questBody(questOf(summary, swapped, today), summary, language),
    streak: streakToday(summary?.streak, today),
    due: due.slice(0, mostDue).map((topic) => reviewBody(topic, today, language)),
    dueCount: due.length,
    allowance: {
      lecturesLeft: Math.max(0, ports.lecturesPerDay + creditsToday - lecturesToday),
      earned: creditsToday,
      nextAt: new Date(seoulDayStart(today + 1)).toISOString(),
    },
    rankingMessage: ranking.message,
  };
}

/** Lists every taught topic with the day on which it is due again. */
export async function readReviews(
  { habits, clock }: QuestPorts,
  userId: number,
  language: ReaderLanguage,
): Promise<ReviewBody[]> {
  const { summary } = await habits.findToday(userId);
  const today = seoulDay(clock());
  return (summary?.topics ?? []).map((topic) => reviewBody(topic, today, language));
}

/**
 * Swaps today's quest for another one. A second call, or a call after the quest is done, returns the
 * quest that stands.
 */
export async function swapQuest(
  { habits, clock }: QuestPorts,
  userId: number,
  language: ReaderLanguage,
): Promise<QuestBody> {
  const today = seoulDay(clock());
  const { summary, quest: kept } = await habits.findToday(userId);
  const quest = questOf(summary, kept, today);
  if (quest.isSwapped || isQuestDone(quest, summary)) return questBody(quest, summary, language);
  // Where two swaps arrive at once, the first is kept. The second has drawn the same quest, or sees
  // it at the next read.
  const other = drawQuest(summary, today, quest);
  await habits.replaceQuest(userId, other, kept);
  return questBody(other, summary, language);
}
