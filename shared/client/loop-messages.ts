import type { FailureReason, LectureStatus } from '../contracts/lecture.ts';
import type { ListedTopicBody } from '../contracts/own-topics.ts';

/**
 * The texts of the learning loop in one language. They are apart from the other texts, because no first
 * screen needs them.
 */
export interface LoopMessages {
  readonly hints: string;
  readonly hintsLead: string;
  readonly met: string;
  readonly pupilAsks: string;
  readonly roundText: (round: number, of: number) => string;
  readonly pupilListens: string;
  readonly answered: string;
  readonly answerStatuses: Record<Exclude<LectureStatus, 'SUCCESS'>, string>;
  readonly understood: string;
  readonly askedOut: string;
  readonly explanation: string;
  readonly understanding: string;
  readonly understandingText: (score: number, understanding: number) => string;

  readonly disputeFailed: string;
  readonly correctFailed: string;

  readonly ownTopics: string;
  readonly openingQuestion: string;
  readonly words: string;
  readonly thinkFirst: string;
  readonly misconceptions: string;
  readonly notes: string;
  readonly weightText: (weight: number) => string;
  readonly topicStatuses: Record<ListedTopicBody['status'], string>;
  /** The reasons whose text for lectures does not fit a topic. */
  readonly topicFailures: Partial<Record<FailureReason, string>>;

  readonly share: string;
  /** What others see of a topic under its code, and what they do not see. */
  readonly shareWhy: string;
  readonly shareUntil: (moment: string) => string;
  readonly shareStopped: string;
  readonly copiedFrom: (code: string) => string;
  readonly codeLabel: string;
  readonly codeWrong: string;
  readonly report: string;
  readonly reported: string;

  readonly progress: string;
  readonly progressEmpty: string;
  readonly pointText: (keyPoint: number) => string;
  /** The heading of the answers to a lecture's pupil. */
  readonly answersGiven: string;
  readonly timesTaught: (count: number) => string;
  readonly chain: string;
  readonly chainFirst: string;
  readonly againText: (keyPoints: readonly number[]) => string;
}
