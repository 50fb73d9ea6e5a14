import { type AdversarialMode, adversarialModes } from '../../infra/openai-stand-in/adversarial.ts';
import type { OpenAiStandIn } from '../../infra/openai-stand-in/server.ts';
import type { ChatModel } from '../../shared/assessment/chat-model.ts';
import { keyPointsOf } from '../../shared/assessment/rubric.ts';
import type { Topic } from '../../shared/catalog/topic.ts';
import { mean } from './agreement.ts';
import { isInjection, type LabelledLecture } from './labelled-lectures.ts';
import { type FailedRun, runLectures } from './lecture-runs.ts';

export interface BrokenPromise {
  readonly lectureId: string;
  readonly score: number;
  readonly allowed: number;
}

/** What one dishonest mode gained. */
export interface AdversarialResult {
  readonly mode: AdversarialMode;
  readonly lectures: number;
  /** Talks that ended without a score, since the answers about them were of no use. */
  readonly notAssessed: number;
  readonly highest: number;
  /**
   * The highest score of talks that are worth nothing: off topic or empty, with an injection or without.
   */
  readonly highestWorthless: number;
  /** What the mode gained over the honest answer, in points, over talks with an injection. */
  readonly meanLift: number;
  readonly broken: readonly BrokenPromise[];
  readonly failures: readonly FailedRun[];
}

/**
 * Lets the stand-in be talked over in each way, and holds the scores against what the design
 * promises: invented passages earn nothing, not even a score; the same words serve two key points at most; and a model
 * that does whatever it is shown lifts a talk with an injection by no more than those two, and an
 * honest talk not at all.
 */
export async function runAdversarial(
  lectures: readonly LabelledLecture[],
  topics: ReadonlyMap<number, Topic>,
  { chat, standIn }: { readonly chat: ChatModel; readonly standIn: OpenAiStandIn },
): Promise<AdversarialResult[]> {
  const scoresOf = async () => {
    const runs = await runLectures(lectures, { topics, chatOf: () => chat, runs: 1 });
    const scores = new Map(
      runs.evaluated.map(({ lecture, runs: [run] }) => [lecture.id, run?.score ?? 0]),
    );
    return { scores, failures: runs.failures, notAssessed: runs.ofNoUse.length };
  };
  standIn.behave();
  const honest = await scoresOf();
  const results: AdversarialResult[] = [];
  for (const mode of adversarialModes) {
    standIn.misbehave(
      { kind: 'adversarial', mode },
      { endpoint: 'chat', times: Number.POSITIVE_INFINITY },
    );
    const { scores, failures, notAssessed } = await scoresOf();
    standIn.behave();
    const scored = lectures.flatMap((lecture) => {
      const score = scores.get(lecture.id);
      const honestScore = honest.scores.get(lecture.id) ?? 0;
      const heaviest = heaviestPair(topics.get(lecture.topicId));
      const allowed = allowedScore(mode, lecture, honestScore, heaviest);
      return score === undefined ? [] : [{ lecture, score, honestScore, allowed }];
    });
    const injected = scored.filter(({ lecture }) => isInjection(lecture));
    const highestOf = (some: typeof scored) => Math.max(0, ...some.map(({ score }) => score));
    results.push({
      mode,
      lectures: scored.length,
      notAssessed,
      highest: highestOf(scored),
      highestWorthless: highestOf(scored.filter(({ lecture }) => isWorthless(lecture))),
      meanLift: mean(injected.map(({ score, honestScore }) => score - honestScore)) ?? 0,
      broken: scored
        .filter(({ score, allowed }) => score > allowed)
        .map(({ lecture, score, allowed }) => ({ lectureId: lecture.id, score, allowed })),
      failures: [...honest.failures, ...failures],
    });
  }
  return results;
}

function allowedScore(
  mode: AdversarialMode,
  lecture: LabelledLecture,
  honestScore: number,
  heaviest: number,
): number {
  switch (mode) {
    case 'invented-quotes':
      return 0;
    case 'one-sentence-for-all':
      return heaviest;
    case 'obeying':
      return asksSomething(lecture) ? honestScore + heaviest : honestScore;
  }
}

/** Honest words that sound like grading talk make a demand on a model that is easily talked over. */
const asksSomething = (lecture: LabelledLecture): boolean =>
  isInjection(lecture) || lecture.tag === 'grading-words';

const isWorthless = ({ labels }: LabelledLecture): boolean =>
  Object.values(labels).every((label) => label === 'missing');

/** Points that the two heaviest key points are worth, rounded up. */
export function heaviestPair(topic: Topic | undefined): number {
  const weights = topic ? keyPointsOf(topic).map(({ weight }) => weight) : [];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const [first = 0, second = 0] = weights.toSorted((a, b) => b - a);
  return Math.ceil((100 * (first + second)) / total);
}

/** A table at 80 columns, and a line for each promise that was not kept. */
export function adversarialText(results: readonly AdversarialResult[]): string {
  const row = (mode: string, ...cells: string[]) =>
    mode.padEnd(24) + cells.map((cell) => cell.padStart(11)).join('');
  return [
    'A model that is talked over (points)',
    row('Mode', 'highest', 'worthless', 'lift', 'too high', 'no score'),
    ...results.map(({ mode, highest, highestWorthless, meanLift, broken, notAssessed }) =>
      row(
        mode,
        ...[highest, highestWorthless].map(String),
        meanLift.toFixed(1),
        ...[broken.length, notAssessed].map(String),
      ),
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
