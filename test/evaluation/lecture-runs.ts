import { usefulChat } from '../../shared/assessment/ask-until-useful.ts';
import { assessTranscript } from '../../shared/assessment/assess-transcript.ts';
import type { ChatModel } from '../../shared/assessment/chat-model.ts';
import type { Topic } from '../../shared/catalog/topic.ts';
import { ProviderError, type ProviderErrorKind } from '../../shared/speech/provider-error.ts';
import { heardNothing } from '../../shared/speech/silence.ts';
import { type EvaluatedLecture, type JudgedRun, withLifts } from './figures.ts';
import { type LabelledLecture, labelsInOrder } from './labelled-lectures.ts';

/** One lecture, once. */
export interface Attempt {
  readonly lecture: LabelledLecture;
  readonly topic: Topic;
  /** From 1. */
  readonly run: number;
}

/** Answers an attempt: a provider, or a recording of one. */
export type ChatOf = (attempt: Attempt) => ChatModel;

export interface LectureRunOptions {
  readonly topics: ReadonlyMap<number, Topic>;
  readonly chatOf: ChatOf;
  /** How often each lecture is assessed. */
  readonly runs: number;
  /** Assessments under way at once. @default 4 */
  readonly concurrency?: number;
  /** Called after each attempt. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface FailedRun {
  readonly lectureId: string;
  readonly run: number;
  readonly reason: string;
}

export interface LectureRuns {
  /** In the order given; a lecture all of whose runs failed is left out. */
  readonly evaluated: readonly EvaluatedLecture[];
  readonly failures: readonly FailedRun[];
  /** Talks for which the answers were of no use, twice: their lectures end without a score. */
  readonly ofNoUse: readonly FailedRun[];
  /** Every model that answered, sorted. */
  readonly models: readonly string[];
}

/** One assessment may take this long, reasoning models included. */
const budgetMilliseconds = 180_000;

/** After these errors every further call would fail alike. */
const hopeless: readonly ProviderErrorKind[] = ['unauthorized', 'quota'];

/**
 * Assesses every lecture by the same code as the worker does. A failed attempt is reported beside the
 * others.
 * @throws ProviderError if no attempt could succeed: the key is refused, or there is no money left
 */
export async function runLectures(
  lectures: readonly LabelledLecture[],
  { topics, chatOf, runs, concurrency = 4, onProgress }: LectureRunOptions,
): Promise<LectureRuns> {
  const attempts = lectures.flatMap((lecture) => {
    const topic = topics.get(lecture.topicId);
    if (!topic) throw new RangeError(`${lecture.id}: there is no topic ${lecture.topicId}`);
    return Array.from({ length: runs }, (_, index) => ({ lecture, topic, run: index + 1 }));
  });
  const judged = new Map<string, JudgedRun[]>();
  const failures: FailedRun[] = [];
  const ofNoUse: FailedRun[] = [];
  const models = new Set<string>();
  const waiting = attempts.values();
  let done = 0;

  const work = async () => {
    for (const attempt of waiting) {
      const { lecture, run } = attempt;
      try {
        const { judgedRun, model } = await runOnce(attempt, chatOf(attempt));
        judged.set(lecture.id, [...(judged.get(lecture.id) ?? []), judgedRun]);
        if (model !== undefined) models.add(model);
      } catch (error) {
        if (error instanceof ProviderError && hopeless.includes(error.kind)) throw error;
        const reason = error instanceof Error ? error.message : String(error);
        const isOfNoUse = error instanceof ProviderError && error.kind === 'invalid';
        (isOfNoUse ? ofNoUse : failures).push({ lectureId: lecture.id, run, reason });
      }
      done += 1;
      onProgress?.(done, attempts.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, attempts.length) }, work));

  const evaluated = lectures.flatMap((lecture): EvaluatedLecture[] => {
    const topic = topics.get(lecture.topicId);
    const own = judged.get(lecture.id)?.toSorted((a, b) => a.run - b.run);
    return topic && own
      ? [{ lecture, expectedLabels: labelsInOrder(lecture, topic), runs: own }]
      : [];
  });
  return {
    evaluated: withLifts(evaluated),
    failures: inOrder(failures),
    ofNoUse: inOrder(ofNoUse),
    models: [...models].toSorted(),
  };
}

const inOrder = (runs: readonly FailedRun[]) =>
  runs.toSorted((a, b) => a.lectureId.localeCompare(b.lectureId, 'en') || a.run - b.run);

async function runOnce(
  { lecture, topic, run }: Attempt,
  chat: ChatModel,
): Promise<{ judgedRun: JudgedRun; model?: string }> {
  const transcript = { text: lecture.transcript, model: 'labelled' };
  // The worker ends such a lecture as STT_EMPTY before any model is asked.
  if (heardNothing(transcript)) {
    const labels = labelsInOrder(lecture, topic).map(() => 'missing' as const);
    return { judgedRun: { run, score: 0, labels } };
  }
  const assessed = await assessTranscript(
    { chat: usefulChat(chat), keep: async () => true, limits: () => ({ budgetMilliseconds }) },
    topic,
    transcript,
  );
  if (assessed === 'claim lost') throw new Error('nobody else works on this lecture');
  const { score, feedback, model } = assessed;
  const labels = feedback.keyPoints.map(({ label }) => label);
  return { judgedRun: { run, score, labels }, model };
}
