import { dateOfDay, seoulDay, seoulDayStart } from '../calendar/seoul-day.ts';
import type { HomeBody, QuestBody, ReviewBody } from '../contracts/habits.ts';
import { type RankingViewPorts, viewRanking } from '../ranking/ranking-view.ts';
import { questBody, type ReaderLanguage, reviewBody } from './home-body.ts';
import type { HabitStore, HabitsToday } from './ports.ts';
import { drawQuest, isQuestDone, type Quest, standsOn } from './quest.ts';
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

/** All of the first screen: three reads, and with the first one of a day a small write for its quest. */
export async function readHome(
  ports: ReadHomePorts,
  { userId, language, lecturesToday, creditsToday }: HomeReader,
): Promise<HomeBody> {
  const today = seoulDay(ports.clock());
  const [{ quest, summary }, ranking] = await Promise.all([
    questOfDay(ports, userId, today),
    viewRanking(ports.ranking, userId, language),
  ]);
  const due = (summary?.topics ?? []).filter(({ dueDay }) => dueDay <= today);
  return {
    day: dateOfDay(today),
    quest: questBody(quest, summary, language),
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
  ports: QuestPorts,
  userId: number,
  language: ReaderLanguage,
): Promise<QuestBody> {
  const today = seoulDay(ports.clock());
  const { quest, summary } = await questOfDay(ports, userId, today);
  if (quest.isSwapped || isQuestDone(quest, summary)) return questBody(quest, summary, language);
  const other = drawQuest(summary, today, quest);
  const isOurs = await ports.habits.replaceQuest(userId, other, quest);
  const standing = isOurs ? other : (await questOfDay(ports, userId, today)).quest;
  return questBody(standing, summary, language);
}

/**
 * The day's quest is drawn once and kept, so that a lecture in between does not change it. Of two
 * that draw at once the first one's stands.
 */
async function questOfDay(
  { habits }: QuestPorts,
  userId: number,
  today: number,
): Promise<HabitsToday & { readonly quest: Quest }> {
  for (let isFirst = true; ; isFirst = false) {
    const { summary, quest: kept } = await habits.findToday(userId);
    if (standsOn(kept, summary, today)) return { summary, quest: kept };
    const quest = drawQuest(summary, today);
    const isOurs = await habits.replaceQuest(userId, quest, kept);
    // An eventual read may lag behind the other one's write: what was drawn here is the same.
    if (isOurs || !isFirst) return { summary, quest };
  }
}
