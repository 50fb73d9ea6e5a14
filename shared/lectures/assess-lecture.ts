import { assessTranscript, type TopicAssessor } from '../assessment/assess-transcript.ts';
import type { Topic } from '../catalog/topics.ts';
import { callBudget, type Delivery } from './delivery.ts';
import type { Ending, Lecture } from './lecture.ts';
import type { Clock, LectureDetails, LectureStore, StoredTranscript } from './ports.ts';

export interface AssessPorts {
  readonly lectures: Pick<LectureStore, 'markAssessing'>;
  readonly details: Pick<LectureDetails, 'findFeedback' | 'keepFeedback'>;
  readonly assessor: TopicAssessor;
  readonly clock: Clock;
}

/** Judges what was said, once: stored feedback is used again. */
export async function assessLecture(
  ports: AssessPorts,
  claimed: Lecture,
  topic: Topic,
  transcript: StoredTranscript,
  delivery: Delivery,
): Promise<Ending | 'claim lost'> {
  const resumed = claimed.attempt > 1 ? await ports.details.findFeedback(claimed) : undefined;
  if (resumed) return { status: 'SUCCESS', score: resumed.score };
  if (!(await ports.lectures.markAssessing(claimed))) return 'claim lost';
  const feedback = await assessTranscript(ports.assessor, topic, transcript, {
    budgetMilliseconds: callBudget(ports.clock(), claimed, delivery),
  });
  const kept = await ports.details.keepFeedback(claimed, feedback);
  return { status: 'SUCCESS', score: kept.score };
}
