import { type AssessmentTask, assessTranscript } from '../assessment/assess-transcript.ts';
import type { ChatModel } from '../assessment/chat-model.ts';
import { quoteSeparator } from '../assessment/passages.ts';
import type { Topic } from '../catalog/topic.ts';
import { roundsMaximum } from '../contracts/limits.ts';
import { sampleMark } from '../contracts/sample.ts';
import { callLimits, type Delivery } from './delivery.ts';
import type { Said } from './hear-recording.ts';
import type { Ending, EpochMilliseconds, Lecture } from './lecture.ts';
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
  readonly details: Pick<LectureDetails, 'findFeedback' | 'keepTranscript' | 'keepFeedback'>;
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
  said: Said,
  delivery: Delivery,
): Promise<Ending | 'claim lost'> {
  const isRetry = claimed.attempt > 1;
  // Where speech had to be heard, there can be no feedback yet.
  const stored =
    isRetry && 'transcript' in said ? await ports.details.findFeedback(claimed) : undefined;
  const isSample = (text: string) => claimed.kind === 'recording' && sampleMark.test(text);
  if (stored && 'transcript' in said) return successOf(stored, isSample(said.transcript.text));
  const startedAt = ports.clock();
  const transcript = await beginAssessing(ports, claimed, said, startedAt);
  if (!transcript) return 'claim lost';
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
  return successOf(kept, isSample(transcript.text));
}

/**
 * Stores what was heard and notes that it is judged now, beside each other. It waits for both, so that what was paid
 * for is stored whatever becomes of the note.
 * @returns the transcript that stands; undefined if the claim is lost
 */
async function beginAssessing(
  { details, lectures, pace }: AssessPorts,
  claimed: Lecture,
  said: Said,
  now: EpochMilliseconds,
): Promise<StoredTranscript | undefined> {
  const expected = pace && expectedOfTranscript(pace.current(), now);
  const [stored, noted] = await Promise.allSettled([
    'heard' in said ? details.keepTranscript(claimed, said.heard) : said.transcript,
    lectures.markAssessing({ ...claimed, expected }),
  ]);
  if (stored.status === 'rejected') throw stored.reason;
  if (noted.status === 'rejected') throw noted.reason;
  return noted.value ? stored.value : undefined;
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
