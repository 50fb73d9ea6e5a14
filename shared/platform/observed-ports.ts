import type { TopicAssessor } from '../assessment/assess-transcript.ts';
import type { Ending, Lecture } from '../lectures/lecture.ts';
import type { LectureStore } from '../lectures/ports.ts';
import { ProviderError } from '../speech/provider-error.ts';
import type { SpeechToText } from '../speech/speech-to-text.ts';
import { log, noteInLog } from './log.ts';
import { type MetricName, measure } from './metrics.ts';

/** What provider calls cost, in dollars; list prices are settings of a stage. */
export interface ProviderPrices {
  readonly speechPerMinute: number;
  readonly chatPerMillionInputTokens: number;
  readonly chatPerMillionOutputTokens: number;
}

/**
 * Lecture rows as they are, with the journey told beside: what starts, whose claim it is (so that
 * every later line names the lecture and the request that began it), and how it ends.
 */
export function observedLectures<Store extends Partial<LectureStore>>(store: Store): Store {
  const { create, claim, finish, expire } = store;
  return {
    ...store,
    ...(create && {
      create: async (lecture: Lecture) => {
        noteInLog({ lectureId: lecture.lectureId });
        const isNew = await create(lecture);
        if (isNew) measure({ values: { LecturesStarted: 1 }, dimensions: { Kind: lecture.kind } });
        return isNew;
      },
    }),
    ...(claim && {
      claim: async (...args: Parameters<LectureStore['claim']>) => {
        const claimed = await claim(...args);
        const { lectureId, correlationId } = args[0];
        noteInLog({ lectureId, correlationId });
        if (claimed) log('info', 'claimed', { attempt: claimed.attempt });
        return claimed;
      },
    }),
    ...(finish && {
      finish: async (lecture: Lecture, ending: Ending, now: number) => {
        const isEnded = await finish(lecture, ending, now);
        if (isEnded) {
          const reason = ending.status === 'FAILURE' ? ending.reason : ending.status;
          ended(lecture, ending.status, reason, now);
        }
        return isEnded;
      },
    }),
    ...(expire && {
      expire: async (lecture: Lecture, now: number) => {
        const isEnded = await expire(lecture, now);
        if (isEnded) ended(lecture, 'FAILURE', 'DEADLINE_EXCEEDED', now);
        return isEnded;
      },
    }),
  };
}

function ended(lecture: Lecture, status: Lecture['status'], reason: string, now: number): void {
  const seconds = (now - lecture.createdAt) / 1000;
  noteInLog({ lectureId: lecture.lectureId, correlationId: lecture.correlationId });
  log('info', 'ended', { status, reason, seconds, attempt: lecture.attempt });
  measure({ values: { LecturesEnded: 1 }, dimensions: { Status: status, Reason: reason } });
  if (status === 'SUCCESS') measure({ values: { SecondsToFeedback: seconds } });
}

/** A speech model, with its seconds, errors and cost told beside. */
export function observedSpeech(
  speech: SpeechToText,
  prices: ProviderPrices,
  clock: () => number,
): SpeechToText {
  return {
    transcribe: (recording, limits) =>
      timed('TranscriptionSeconds', clock, async () => {
        const heard = await speech.transcribe(recording, limits);
        const minutes = (heard.durationSeconds ?? 0) / 60;
        return { result: heard, dollars: minutes * prices.speechPerMinute };
      }),
  };
}

/** A chat model, likewise. */
export function observedAssessor(
  assessor: TopicAssessor,
  prices: ProviderPrices,
  clock: () => number,
): TopicAssessor {
  return {
    assess: (request, limits) =>
      timed('AssessmentSeconds', clock, async () => {
        const assessed = await assessor.assess(request, limits);
        const { inputTokens = 0, outputTokens = 0 } = assessed.usage ?? {};
        return {
          result: assessed,
          dollars:
            (inputTokens * prices.chatPerMillionInputTokens +
              outputTokens * prices.chatPerMillionOutputTokens) /
            1_000_000,
        };
      }),
  };
}

async function timed<Result>(
  metric: MetricName,
  clock: () => number,
  call: () => Promise<{ result: Result; dollars: number }>,
): Promise<Result> {
  const startedAt = clock();
  try {
    const { result, dollars } = await call();
    measure({
      values: { [metric]: (clock() - startedAt) / 1000, CostEstimateDollars: dollars },
    });
    return result;
  } catch (error) {
    if (error instanceof ProviderError) {
      const { step, kind, detail } = error;
      log('warn', 'provider error', { step, kind, detail });
      measure({ values: { ProviderErrors: 1 }, dimensions: { Step: step, Kind: kind } });
    }
    throw error;
  }
}
