import type { AnswerLanguage } from '../assessment/answer-language.ts';
import { minimumTopics } from './counting-rule.ts';
import type { Place } from './snapshot.ts';
import { windowDays } from './standing.ts';

const messages = {
  ko: {
    none: `최근 ${windowDays}일 동안 평가받은 강의가 아직 없어요. 서로 다른 주제 ${minimumTopics}개를 설명하면 순위를 알 수 있어요!`,
    recounting: '순위를 새 기준으로 다시 세고 있어요. 조금 뒤에 다시 확인해 주세요.',
    tooFew: (score: number, missing: number) =>
      `최근 ${windowDays}일 평균 ${score}점이에요. 다른 주제를 ${missing}개 더 설명하면 순위에 올라요!`,
    counting: (score: number) => `최근 ${windowDays}일 평균 ${score}점이에요. 순위는 곧 집계돼요.`,
    alone: (score: number) =>
      `최근 ${windowDays}일 평균 ${score}점이에요. 지금은 혼자 달리고 있어요!`,
    place: (score: number, rank: number, learners: number) =>
      `최근 ${windowDays}일 평균 ${score}점으로 ${learners}명 가운데 ${rank}등이에요.`,
    topPlace: (score: number, rank: number, percent: number) =>
      `최근 ${windowDays}일 평균 ${score}점으로 ${rank}등, 상위 ${percent}%예요!`,
  },
  en: {
    none: `You have no graded lecture in the last ${windowDays} days. Teach ${minimumTopics} different topics to get a place!`,
    recounting: 'Places are being recounted under a new rule. Check again in a while.',
    tooFew: (score: number, missing: number) =>
      `Your average over the last ${windowDays} days is ${score}. Teach ${missing} more ${missing === 1 ? 'topic' : 'topics'} to get a place!`,
    counting: (score: number) =>
      `Your average over the last ${windowDays} days is ${score}. Your place will appear soon.`,
    alone: (score: number) =>
      `Your average over the last ${windowDays} days is ${score}. You have the field to yourself for now!`,
    place: (score: number, rank: number, learners: number) =>
      `Your average over the last ${windowDays} days is ${score}: place ${rank} of ${learners}.`,
    topPlace: (score: number, rank: number, percent: number) =>
      `Your average over the last ${windowDays} days is ${score}: place ${rank}, in the top ${percent}%!`,
  },
} as const;

/**
 * Makes the sentence about the ranking that the app shows. It names the top percentage where that says
 * anything: neither the last place nor an average of 0 is at the top of anything.
 */
export function rankingMessage(
  place: Place | 'being recounted' | undefined,
  language: AnswerLanguage,
): string {
  const words = messages[language];
  if (!place) return words.none;
  if (place === 'being recounted') return words.recounting;
  const { score, missingTopics, among } = place;
  if (missingTopics > 0) return words.tooFew(score, missingTopics);
  if (!among) return words.counting(score);
  const { rank, learners } = among;
  if (learners === 1) return words.alone(score);
  const percent = Math.ceil((100 * rank) / learners);
  return percent < 100 && score > 0
    ? words.topPlace(score, rank, percent)
    : words.place(score, rank, learners);
}
