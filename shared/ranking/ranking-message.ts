import type { AnswerLanguage } from '../assessment/prompt.ts';
import type { Place } from './snapshot.ts';
import { windowDays } from './standing.ts';

const messages = {
  ko: {
    none: `최근 ${windowDays}일 동안 평가받은 강의가 아직 없어요. 하나 설명해 보면 순위를 알 수 있어요!`,
    counting: (score: number) => `최근 ${windowDays}일 평균 ${score}점이에요. 순위는 곧 집계돼요.`,
    alone: (score: number) =>
      `최근 ${windowDays}일 평균 ${score}점이에요. 지금은 혼자 달리고 있어요!`,
    place: (score: number, rank: number, percent: number) =>
      `최근 ${windowDays}일 평균 ${score}점으로 ${rank}등, 상위 ${percent}%예요!`,
  },
  en: {
    none: `No lecture of yours was graded in the last ${windowDays} days. Teach one to get your place!`,
    counting: (score: number) =>
      `Your average of the last ${windowDays} days is ${score}. Your place is being worked out.`,
    alone: (score: number) =>
      `Your average of the last ${windowDays} days is ${score}. You have the field to yourself for now!`,
    place: (score: number, rank: number, percent: number) =>
      `Your average of the last ${windowDays} days is ${score}: place ${rank}, in the top ${percent} %!`,
  },
} as const;

/** What the app shows of the ranking: the top-N percent, where there is anybody to compare with. */
export function rankingMessage(place: Place | undefined, language: AnswerLanguage): string {
  const words = messages[language];
  if (!place) return words.none;
  if (!place.among) return words.counting(place.score);
  const { rank, learners } = place.among;
  if (learners === 1) return words.alone(place.score);
  return words.place(place.score, rank, Math.ceil((100 * rank) / learners));
}
