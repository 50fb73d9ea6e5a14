import { type AdversarialMode, adversarialModes } from '../../infra/openai-stand-in/adversarial.ts';
import type { OpenAiStandIn } from '../../infra/openai-stand-in/server.ts';
import type { TopicAssessor } from '../../shared/assessment/assess-transcript.ts';
import { keyPointsOf } from '../../shared/assessment/rubric.ts';
import type { Topic } from '../../shared/catalog/topics.ts';
import type { LabelledLecture } from './labelled-lectures.ts';
import { type FailedRun, runLectures } from './lecture-runs.ts';

/** The most that talk about something else may get, whatever the model says. */
export const offTopicMaximum = 10;

export interface BrokenPromise {
  readonly lectureId: string;
  readonly score: number;
  readonly allowed: number;
}

/** What one dishonest mode could sell. */
export interface AdversarialResult {
  readonly mode: AdversarialMode;
  readonly lectures: number;
  readonly highest: number;
  /** Highest over talks that are worth nothing: off topic or empty, with an injection or without. */
  readonly highestWorthless: number;
  readonly broken: readonly BrokenPromise[];
  readonly failures: readonly FailedRun[];
}

/**
 * Lets the stand-in label everything as covered, with quotes of each dishonest kind, and holds the
 * scores against what the design promises: invented quotes earn nothing, one passage at most the
 * heaviest key point, and talk about something else at most {@link offTopicMaximum}.
 */
export async function runAdversarial(
  lectures: readonly LabelledLecture[],
  topics: ReadonlyMap<number, Topic>,
  { assessor, standIn }: { readonly assessor: TopicAssessor; readonly standIn: OpenAiStandIn },
): Promise<AdversarialResult[]> {
  const results: AdversarialResult[] = [];
  for (const mode of adversarialModes) {
    standIn.behave();
    standIn.misbehave(
      { kind: 'adversarial', mode },
      { endpoint: 'chat', times: Number.POSITIVE_INFINITY },
    );
    const { evaluated, failures } = await runLectures(lectures, {
      topics,
      assessorOf: () => assessor,
      runs: 1,
    });
    const scored = evaluated.flatMap(({ lecture, runs }) =>
      runs.map(({ score }) => ({
        lecture,
        lectureId: lecture.id,
        score,
        allowed: allowedScore(mode, lecture, topics.get(lecture.topicId)),
      })),
    );
    const highestOf = (some: typeof scored) => Math.max(0, ...some.map(({ score }) => score));
    results.push({
      mode,
      lectures: evaluated.length,
      highest: highestOf(scored),
      highestWorthless: highestOf(scored.filter(({ lecture }) => isWorthless(lecture))),
      broken: scored
        .filter(({ score, allowed }) => score > allowed)
        .map(({ lectureId, score, allowed }) => ({ lectureId, score, allowed })),
      failures,
    });
  }
  standIn.behave();
  return results;
}

function allowedScore(
  mode: AdversarialMode,
  lecture: LabelledLecture,
  topic: Topic | undefined,
): number {
  if (mode === 'invented-quotes' || !topic) return 0;
  return isWorthless(lecture) ? offTopicMaximum : heaviestShare(topic);
}

const isWorthless = ({ labels }: LabelledLecture): boolean =>
  Object.values(labels).every((label) => label === 'missing');

/** Points that the heaviest key point is worth alone. */
export function heaviestShare(topic: Topic): number {
  const weights = keyPointsOf(topic).map(({ weight }) => weight);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Math.round((100 * Math.max(...weights)) / total);
}

/** A table at 80 columns, and a line for each promise that was not kept. */
export function adversarialText(results: readonly AdversarialResult[]): string {
  const row = (mode: string, ...cells: string[]) =>
    mode.padEnd(24) + cells.map((cell) => cell.padStart(14)).join('');
  return [
    'A dishonest model labels everything as covered (points)',
    row('Quotes', 'lectures', 'highest', 'of worthless', 'too high'),
    ...results.map(({ mode, lectures, highest, highestWorthless, broken }) =>
      row(mode, ...[lectures, highest, highestWorthless, broken.length].map(String)),
    ),
    ...results.flatMap(({ mode, broken, failures }) => [
      ...broken.map(
        ({ lectureId, score, allowed }) =>
          `  ${mode}: ${lectureId} got ${score}, allowed are ${allowed}`,
      ),
      ...failures.map(({ lectureId, reason }) => `  ${mode}: ${lectureId} failed: ${reason}`),
    ]),
  ].join('\n');
}
