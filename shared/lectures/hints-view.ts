import { languageOf } from '../assessment/answer-language.ts';
import { plainQuestion } from '../assessment/pupil-questions.ts';
import { worthOf } from '../assessment/scoring.ts';
import type { LectureBody } from '../contracts/lecture-body.ts';
import type { Lecture } from './lecture.ts';
import { lectureBody } from './lecture-body.ts';
import type { StoredFeedback } from './ports.ts';
import { withDetail } from './read-lectures.ts';
import { inReaderLanguage, type VersionedTopics } from './reader-language.ts';

/** Whether a point is a gap. A right statement that was misheard is none. */
const isMet = ({ label }: { label: Parameters<typeof worthOf>[0] }) => worthOf(label) > 0.5;

/** A lecture that was just submitted, as hintsView shows it, in its reader's language. */
export async function hintedBody(
  ports: VersionedTopics & Parameters<typeof withDetail>[0],
  submitted: Lecture,
  language: 'ko' | 'en',
): Promise<LectureBody> {
  const read = await withDetail(ports, submitted);
  const { lecture, detail } = await inReaderLanguage(ports, language)(read);
  return hintsView(lectureBody(lecture, detail), detail.feedback);
}

/**
 * The lecture for a learner who wants to find what is missing. A hint stands in place of each statement,
 * correction and weakness. Points that were explained are shown unchanged.
 */
export function hintsView(body: LectureBody, stored: StoredFeedback | undefined): LectureBody {
  const { feedback, parts } = body;
  if (!feedback) {
    const met = parts && { ...parts, keyPoints: parts.keyPoints.filter(isMet) };
    return { ...body, hints: [], ...(met && { parts: met }) };
  }
  const questions = stored?.questions ?? [];
  const plain = plainQuestion(body.topicName, languageOf(body.transcribed ?? ''));
  // The revised labels count: a point that was revised for the better is no longer a gap.
  const missed = (body.revised?.keyPoints ?? feedback.keyPoints).flatMap((keyPoint, index) => {
    const { number = index + 1, label, quote } = keyPoint;
    return isMet(keyPoint)
      ? []
      : [{ keyPoint: number, label, quote, hint: questions[index] ?? plain }];
  });
  const shown = <Point extends { number?: number | undefined }>(keyPoints: readonly Point[]) =>
    keyPoints.filter(({ number }, index) =>
      missed.every(({ keyPoint }) => keyPoint !== (number ?? index + 1)),
    );
  return {
    ...body,
    weakness: null,
    hints: missed,
    feedback: {
      ...feedback,
      keyPoints: shown(feedback.keyPoints).filter(isMet),
      corrections: [],
      // These texts name what is missing.
      nextSteps: [],
    },
    revised: body.revised && { ...body.revised, keyPoints: shown(body.revised.keyPoints) },
  };
}
