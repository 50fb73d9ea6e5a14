import { highestCatalogId } from '../contracts/own-topic-limits.ts';
import { topicCodePattern } from '../contracts/typed-codes.ts';
import type { Lecture, OwnTopic } from './answers.ts';
import type { PupilAnswer } from './loop-answers.ts';
import type { LoopMessages } from './loop-messages.ts';
import { englishLoop } from './loop-messages-en.ts';
import { koreanLoop } from './loop-messages-ko.ts';
import type { Language, Messages } from './messages.ts';
import { endedText, known } from './wording.ts';

export const loopMessagesIn = (language: Language): LoopMessages =>
  language === 'ko' ? koreanLoop : englishLoop;

export const topicStatusText = (status: string, { topicStatuses }: LoopMessages): string =>
  known(topicStatuses, status) ?? status;

/** Why a topic could not be prepared, and what helps. */
export const topicFailureText = (
  topic: OwnTopic,
  messages: Messages & LoopMessages,
  language: Language,
): readonly string[] => {
  const { failureReason, nextAllowanceAt } = topic;
  const { lines } = endedText(
    { status: 'FAILURE', failureReason, nextAllowanceAt },
    messages,
    language,
  );
  const own = known(messages.topicFailures, failureReason ?? 'UNKNOWN');
  return own === undefined ? lines : [own, ...lines.slice(1)];
};

/** The code of a shared topic that was typed or pasted; undefined where it is none. */
export const typedTopicCode = (typed: string): string | undefined => {
  const code = typed.trim();
  return topicCodePattern.test(code) ? code : undefined;
};

/** A topic's share, unless its time is over. */
export const liveShare = ({ share }: Pick<OwnTopic, 'share'>, now: number) =>
  share?.expiresAt !== undefined && Date.parse(share.expiresAt) <= now ? undefined : share;

/** What became of an answer that has no label; undefined for one that has. */
export const answerTrouble = (
  { status }: PupilAnswer,
  { answerStatuses }: LoopMessages,
): string | undefined => (status === 'SUCCESS' ? undefined : known(answerStatuses, status));

/** How many of a lecture's key points are explained by now, whether it is shown whole or with hints. */
export const pointsCovered = ({
  feedback,
  hints = [],
  revised,
}: Pick<Lecture, 'feedback' | 'hints' | 'revised'>): {
  readonly covered: number;
  readonly all: number;
} => {
  const shown = revised?.keyPoints ?? feedback?.keyPoints ?? [];
  return {
    covered: shown.filter(({ label }) => label === 'covered').length,
    all: shown.length + hints.length,
  };
};

/**
 * The place of a lecture's topic: in the catalog, or among the learner's own. The API names the latter
 * place twice and in Korean, so the client uses its own words.
 */
export const placeOf = (
  { majorName, subjectName, topicId = 0 }: Pick<Lecture, 'majorName' | 'subjectName' | 'topicId'>,
  { ownTopics }: LoopMessages,
): readonly string[] =>
  topicId > highestCatalogId ? [ownTopics] : [majorName, subjectName].flatMap((name) => name || []);
