import { type AssessmentTask, assessTranscript } from '../assessment/assess-transcript.ts';
import type { ChatModel } from '../assessment/chat-model.ts';
import { quoteSeparator } from '../assessment/passages.ts';
import type { Topic } from '../catalog/topics.ts';
import { roundsMaximum } from '../contracts/limits.ts';
import { sampleMark } from '../contracts/sample.ts';
import { callLimits, type Delivery } from './delivery.ts';
import type { Ending, Lecture } from './lecture.ts';
import { expectedOfTranscript, type PaceMemory } from './pace.ts';
import type {
  AssessmentStore,
  Clock,
  LectureDetails,
  LectureStore,
  StoredFeedback,
  StoredTranscript,
} from './ports.ts';

export interface AssessPorts {
  readonly lectures: Pick<LectureStore, 'markAssessing'>;
  readonly details: Pick<LectureDetails, 'findFeedback' | 'keepFeedback'>;
  readonly assessments: AssessmentStore;
  readonly chat: ChatModel;
  readonly pace?: PaceMemory | undefined;
  readonly clock: Clock;
}

/** Judges what was said, once. It uses again what earlier attempts have paid for or stored. */
export async function assessLecture(
  ports: AssessPorts,
  claimed: Lecture,
  topic: Topic,
  transcript: StoredTranscript,
  delivery: Delivery,
): Promise<Ending | 'claim lost'> {
  const isRetry = claimed.attempt > 1;
  const stored = isRetry ? await ports.details.findFeedback(claimed) : undefined;
  const isSample = claimed.kind === 'recording' && sampleMark.test(transcript.text);
  if (stored) return successOf(stored, isSample);
  const startedAt = ports.clock();
  const expected = ports.pace && expectedOfTranscript(ports.pace.current(), startedAt);
  if (!(await ports.lectures.markAssessing({ ...claimed, expected }))) return 'claim lost';
  let firstJudgedSeconds: number | undefined;
  const secondsSoFar = () => (ports.clock() - startedAt) / 1_000;
  const feedback = await assessTranscript(
    {
      chat: ports.chat,
      bought: isRetry ? await ports.assessments.takeOver(claimed) : undefined,
      keep: (progress) => {
        if (Object.keys(progress.judgements).length > 0) firstJudgedSeconds ??= secondsSoFar();
        return ports.assessments.keep(claimed, progress);
      },
      limits: () => callLimits(ports.clock(), claimed, delivery),
    },
    topic,
    transcript,
    await taskOf(ports, claimed),
  );
  if (feedback === 'claim lost') return feedback;
  const kept = await ports.details.keepFeedback(claimed, feedback);
  // What an earlier attempt has paid for took no time of this one.
  if (!isRetry) ports.pace?.note({ firstJudgedSeconds, assessingSeconds: secondsSoFar() });
  return successOf(kept, isSample);
}

/** A pupil asks about a lecture, and about an answer as long as there are rounds left. */
async function taskOf(ports: AssessPorts, claimed: Lecture): Promise<AssessmentTask> {
  const { focus, later } = claimed;
  switch (later?.by) {
    case undefined:
      return { focus, pupil: { asked: [] } };
    case 'answer': {
      const { question: answering = '', round = roundsMaximum } = later;
      const hasNext = round < roundsMaximum;
      return { focus, answering, pupil: hasNext ? { asked: [answering] } : undefined };
    }
    case 'transcript':
      return { focus };
    case 'disagreement':
      return { focus, quoted: await quotesOf(ports, claimed) };
  }
}

/**
 * The passages that a disputed label rests on, so that the second judge reads what the first one read. A
 * point that was missing has none and is looked for once more.
 */
async function quotesOf(
  { details }: AssessPorts,
  { userId, focus, later }: Lecture,
): Promise<readonly string[] | undefined> {
  const lectureId = later?.disputed?.lectureId ?? 0;
  const found = await details.findFeedback({ userId, lectureId });
  const point = found?.feedback.keyPoints.find(
    ({ number }, index) => (number ?? index + 1) === focus?.[0],
  );
  return point?.quote ? point.quote.split(quoteSeparator) : undefined;
}

/** The end of a lecture that has this feedback. */
export function successOf(
  { score, feedback, promptVersion, model }: StoredFeedback,
  isSample: boolean,
): Ending {
  const labels = feedback.keyPoints.map(({ number, label }, index) => ({
    keyPoint: number ?? index + 1,
    label,
  }));
  const judgedBy = { promptVersion, model };
  return { status: 'SUCCESS', score, labels, judgedBy, ...(isSample && { isSample }) };
}
