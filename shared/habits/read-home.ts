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

/** Of what is due the first screen shows so much. */
const mostDue = 10;

/** All of the first screen: three reads, and no write. */
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

/** When each topic comes back. */
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
 * Another quest in the place of today's. Asked again, or for one that is done, it is answered the one
 * that stands.
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
  // Of two at once the first one's is kept. The other one has drawn the same, or sees it with the next look.
  const other = drawQuest(summary, today, quest);
  await habits.replaceQuest(userId, other, kept);
  return questBody(other, summary, language);
}
