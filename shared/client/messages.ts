import type { ConsentPurpose } from '../contracts/consents.ts';
import type {
  FailureReason,
  KeyPointLabel,
  LectureStage,
  LectureStatus,
} from '../contracts/lecture.ts';
import type { ProblemCode } from '../contracts/problem.ts';
import type { Reviser } from '../contracts/revised.ts';
import type { ReportReason } from '../contracts/shared-topics.ts';
import type { Line } from './lines.ts';
import type { Trouble } from './trouble.ts';

export type Language = 'ko' | 'en';
export type { ConsentPurpose, ReportReason };

/**
 * What both clients say, in one language. A value that the contract adds does not compile without a
 * text here. What only one of them says, and how it looks, is its own.
 */
export interface Messages {
  /** Names of the steps, as a list of them shows them. */
  readonly stages: Record<LectureStage, string>;
  /** A stage of a newer service. */
  readonly stageUnknown: string;
  /** Of lectures that have no score to show. */
  readonly statuses: Record<Exclude<LectureStatus, 'SUCCESS'>, string>;
  readonly keyPointLabels: Record<KeyPointLabel, string>;
  /** Why, and what helps, in a sentence or two. */
  readonly failureReasons: Record<FailureReason, string>;
  /** The same for a call that was refused. */
  readonly problems: Record<ProblemCode, string>;
  /** Where a call means something else by the same code. */
  readonly problemsOf: Partial<Record<Line, Partial<Record<ProblemCode, string>>>>;
  /** What a learner may report of a shared topic. */
  readonly reportReasons: Record<ReportReason, string>;
  readonly troubles: Record<Exclude<Trouble['kind'], 'problem'>, string>;
  /** A refusal of a code that is not known here. */
  readonly problemUnknown: (detail: string) => string;

  readonly silentTitle: string;
  readonly silentText: string;
  readonly failedTitle: string;
  readonly quotaTitle: string;
  readonly nextAllowance: (moment: string) => string;
  readonly reasonCode: (code: string) => string;

  readonly feedbackTitle: string;
  readonly score: string;
  readonly scoreText: (score: number) => string;
  readonly strength: string;
  readonly weakness: string;
  readonly keyPoints: string;
  readonly keyPointsCovered: (covered: number, all: number) => string;
  readonly corrections: string;
  readonly said: string;
  readonly right: string;
  readonly delivery: string;
  readonly nextSteps: string;
  readonly transcript: string;
  readonly transcriptTyped: string;

  readonly correctTitle: string;
  /** What may be corrected, and what becomes of it. */
  readonly correctWhy: string;
  readonly correctSend: string;
  readonly disputeTitle: string;
  readonly disputeWhy: string;
  readonly disputeComment: string;
  readonly disputeSend: string;
  readonly disputeOpen: string;
  /** What learners agree to, in the words of an API's purpose. */
  readonly consentPurposes: Record<ConsentPurpose, string>;
  /** Who answers for a learner under 14 reads and agrees with them. */
  readonly withGuardian: string;
  readonly disputeKinder: string;
  readonly disputeSame: string;
  readonly revisedTitle: string;
  readonly revisedText: (score: number) => string;
  readonly revisedBy: Record<Reviser, string>;

  readonly sampleTitle: string;
  readonly sampleWhy: string;

  readonly duration: string;
  readonly durationText: (seconds: number) => string;
  readonly rate: string;
  readonly rateText: (syllablesPerSecond: number) => string;
  readonly pauses: string;
  readonly longestPause: string;
  readonly pauseText: (seconds: number) => string;
  readonly fillers: string;
  readonly timesText: (count: number) => string;
}
