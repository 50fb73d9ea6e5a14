import type { FailureReason, LectureStatus } from '../contracts/lecture.ts';
import type { ListedTopicBody } from '../contracts/own-topics.ts';

/**
 * What both clients say of the learning loop, in one language: apart from the other texts, since no
 * first screen needs them.
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
  /** Where what is said of a lecture does not fit a topic. */
  readonly topicFailures: Partial<Record<FailureReason, string>>;

  readonly share: string;
  /** What others see of a topic by its code, and what not. */
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
  /** Of a lecture: what its pupil was answered. */
  readonly answersGiven: string;
  readonly timesTaught: (count: number) => string;
  readonly chain: string;
  readonly chainFirst: string;
  readonly againText: (keyPoints: readonly number[]) => string;
}
