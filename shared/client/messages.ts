import type { ConsentPurpose } from '../contracts/consents.ts';
import type { Reviser } from '../contracts/later-judgements.ts';
import type {
  FailureReason,
  KeyPointLabel,
  LectureStage,
  LectureStatus,
} from '../contracts/lecture.ts';
import type { ProblemCode } from '../contracts/problem.ts';
import type { ReportReason } from '../contracts/shared-topics.ts';
import type { Line } from './lines.ts';
import type { Trouble } from './trouble.ts';

export type Language = 'ko' | 'en';
export type { ConsentPurpose, ReportReason };

/**
 * The texts that both clients share, in one language. A value that the contract adds does not compile
 * without a text here. Texts that only one client has are in that client.
 */
export interface Messages {
  /** The names of the steps in a list of them. */
  readonly stages: Record<LectureStage, string>;
  /** The name of a stage that this version does not know. */
  readonly stageUnknown: string;
  /** What a lecture without a score shows in place of one. */
  readonly statuses: Record<Exclude<LectureStatus, 'SUCCESS'>, string>;
  readonly keyPointLabels: Record<KeyPointLabel, string>;
  /** Why a lecture failed, and what helps, in a sentence or two. */
  readonly failureReasons: Record<FailureReason, string>;
  /** Why a call was refused, and what helps. */
  readonly problems: Record<ProblemCode, string>;
  /** The texts of calls that mean something else by the same code. */
  readonly problemsOf: Partial<Record<Line, Partial<Record<ProblemCode, string>>>>;
  /** The reasons for which a learner may report a shared topic. */
  readonly reportReasons: Record<ReportReason, string>;
  readonly troubles: Record<Exclude<Trouble['kind'], 'problem'>, string>;
  /** A refusal whose code this version does not know. */
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
  /** What may be corrected, and what happens then. */
  readonly correctWhy: string;
  readonly correctSend: string;
  readonly disputeTitle: string;
  readonly disputeWhy: string;
  readonly disputeComment: string;
  readonly disputeSend: string;
  readonly disputeOpen: string;
  /** What learners agree to, for each purpose. */
  readonly consentPurposes: Record<ConsentPurpose, string>;
  /** Tells learners under 14 to read and decide together with their guardian. */
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
