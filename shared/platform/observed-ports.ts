import type { ChatModel } from '../assessment/chat-model.ts';
import { worthOf } from '../assessment/scoring.ts';
import type { ProviderPrices } from '../contracts/endpoints.ts';
import { endpointPlaces } from '../contracts/metrics.ts';
import { chatModelName } from '../contracts/models.ts';
import type { Ending, Lecture } from '../lectures/lecture.ts';
import type { LectureStore } from '../lectures/ports.ts';
import type { LectureNotSwept } from '../lectures/sweep-lectures.ts';
import { chatDollars, speechDollars } from '../quota/provider-costs.ts';
import {
  type CalledStep,
  ProviderError,
  type ProviderErrorKind,
  type ProviderStep,
} from '../speech/provider-error.ts';
import type { SpeechToText } from '../speech/speech-to-text.ts';
import type { UserNotErased } from '../users/erase-deleted-users.ts';
import { errorFields, log, noteInLog } from './log.ts';
import { countBy, measure } from './metrics.ts';

/**
 * A store of lectures that also logs and measures each journey: what starts, what the sweep heals, and how
 * it ends.
 */
export function observedLectures<Store extends Partial<LectureStore>>(
  store: Store,
  { started, ended }: Told = lecturesTold,
): Store {
  const { create, claim, finish, expire, markResent } = store;
  return {
    ...store,
    ...(create && {
      create: async (lecture: Lecture) => {
        const isNew = await create(lecture);
        const { status, failureReason: reason = 'UNKNOWN', createdAt } = lecture;
        if (isNew && status === 'IN_PROGRESS') started(lecture);
        // It was submitted too late for anything to begin.
        if (isNew && status === 'FAILURE') ended(lecture, { status, reason }, createdAt);
        return isNew;
      },
    }),
    ...(claim && {
      claim: async (...args: Parameters<LectureStore['claim']>) => {
        const claimed = await claim(...args);
        if (claimed) log('info', 'claimed', { ...threadOf(claimed), attempt: claimed.attempt });
        return claimed;
      },
    }),
    ...(finish && {
      finish: async (lecture: Lecture, ending: Ending, now: number) => {
        const isEnded = await finish(lecture, ending, now);
        if (isEnded) ended(lecture, ending, now);
        return isEnded;
      },
    }),
    ...(expire && {
      expire: async (lecture: Lecture, now: number) => {
        const isEnded = await expire(lecture, now);
        if (isEnded) ended(lecture, { status: 'FAILURE', reason: 'DEADLINE_EXCEEDED' }, now);
        return isEnded;
      },
    }),
    ...(markResent && {
      markResent: async (lecture: Lecture, now: number) => {
        log('warn', 'sent again', { ...threadOf(lecture) });
        return markResent(lecture, now);
      },
    }),
  };
}

/** The same for preparations of learners' own topics, which are counted apart from lectures. */
export function observedPreparations<Store extends Partial<LectureStore>>(store: Store): Store {
  return observedLectures(store, preparationsTold);
}

/**
 * The store of a function that works on one lecture at a time. Once it is known which, every later line of
 * the invocation names the lecture and the request that began it.
 */
export function followedLectures<
  Store extends Pick<LectureStore, 'create' | 'find'> & Partial<Pick<LectureStore, 'claim'>>,
>(store: Store): Store {
  const { claim } = store;
  return {
    ...store,
    ...(claim && {
      claim: async (...args: Parameters<LectureStore['claim']>) => {
        noteInLog({ lectureId: args[0].lectureId });
        const claimed = await claim(...args);
        if (claimed) noteInLog(threadOf(claimed));
        return claimed;
      },
    }),
    create: (lecture: Lecture) => {
      noteInLog(threadOf(lecture));
      return store.create(lecture);
    },
    find: async (...[key, consistency]: Parameters<LectureStore['find']>) => {
      noteInLog({ lectureId: key.lectureId });
      const lecture = await store.find(key, consistency);
      if (lecture) noteInLog(threadOf(lecture));
      return lecture;
    },
  };
}

/** The fields that tie the lines about one lecture together, whichever function writes them. */
const threadOf = ({ lectureId, correlationId }: Lecture) => ({ lectureId, correlationId });

interface Told {
  started(lecture: Lecture): void;
  ended(lecture: Lecture, ending: Ending, now: number): void;
}

const lecturesTold: Told = {
  started(lecture) {
    const { kind, later, isCanary } = lecture;
    log('info', 'started', { ...threadOf(lecture), kind, of: later?.by, isCanary });
    if (later || isCanary) return;
    countBy('LecturesStarted', { Kind: kind });
    measure({ values: { LecturesSucceeded: 0 } });
  },
  ended(lecture, ending, now) {
    const { status, reason, seconds } = logEnded(lecture, ending, now);
    if (lecture.isCanary) return;
    if (ending.status === 'SUCCESS') countLabels(lecture, ending);
    const { later } = lecture;
    if (later) {
      countBy('LatersEnded', { By: later.by, Status: inShort(status) });
      return;
    }
    countBy('LecturesEnded', { Status: status, Reason: reason });
    if (status === 'SUCCESS') {
      measure({ values: { LecturesSucceeded: 1, SecondsToFeedback: seconds } });
    }
  },
};

/** Counts the labels of a lecture, or what became of one that was disputed. */
function countLabels(
  { later }: Lecture,
  { judgedBy, labels = [] }: Ending & { status: 'SUCCESS' },
): void {
  const dimensionsOf = (by: { promptVersion: string; model: string }) => ({
    Prompts: by.promptVersion,
    Model: chatModelName(by.model),
  });
  if (!later && judgedBy) countBy('LabelsGiven', dimensionsOf(judgedBy), labels.length);
  const { disputed } = later ?? {};
  const [second] = labels;
  if (!disputed || !second) return;
  const isKinder = worthOf(second.label) > worthOf(disputed.label);
  countBy('LabelsDisputed', dimensionsOf(disputed));
  countBy('LabelsChanged', dimensionsOf(disputed), Number(isKinder));
}

/** The status in two values, for metrics that have few combinations. */
const inShort = (status: Ending['status']) => (status === 'SUCCESS' ? status : 'FAILURE');

const preparationsTold: Told = {
  started: (preparation) => log('info', 'topic started', threadOf(preparation)),
  ended(preparation, ending, now) {
    const { status } = logEnded(preparation, ending, now);
    countBy('TopicsEnded', { Status: inShort(status) });
  },
};

function logEnded(lecture: Lecture, ending: Ending, now: number) {
  const { status } = ending;
  const reason = status === 'FAILURE' ? ending.reason : status;
  const seconds = (now - lecture.createdAt) / 1000;
  const { attempt } = lecture;
  log('info', 'ended', { ...threadOf(lecture), status, reason, seconds, attempt });
  return { status, reason, seconds };
}

/** Logs a line for each lecture, because Lambda's own line about the run has none of the errors in it. */
export function logNotSwept({ lectureId, correlationId, cause }: LectureNotSwept): void {
  log('error', 'not swept', { lectureId, correlationId, ...errorFields(cause) });
}

/** Counts and logs each user. The erasure is tried again later, and somebody may have to help. */
export function logNotErased({ userId, cause }: UserNotErased): void {
  measure({ values: { ErasuresFailed: 1 } });
  log('error', 'not erased', { userId, ...errorFields(cause) });
}

/**
 * A speech model whose seconds, errors and cost are measured.
 * @param place the place among the step's endpoints, from 0
 */
export function observedSpeech(
  speech: SpeechToText,
  prices: ProviderPrices,
  clock: () => number,
  place = 0,
): SpeechToText {
  return {
    transcribe: (recording, limits) =>
      timed({ step: 'speech', place, prices }, clock, async () => {
        const heard = await speech.transcribe(recording, limits);
        return { result: heard, dollars: speechDollars(heard, recording, prices) };
      }),
  };
}

/** A chat model whose seconds, errors and cost are measured. An answer of no use counts as an error. */
export function observedChat(
  chat: ChatModel,
  prices: ProviderPrices,
  clock: () => number,
  place = 0,
): ChatModel {
  return {
    ask: (question, limits) =>
      timed({ step: 'assessment', place, prices }, clock, async () => {
        const answer = await chat.ask(question, limits);
        const flaw = question.flawOf?.(answer.answer);
        if (flaw && !flaw.isTolerable)
          tellError('assessment', 'invalid', `${question.step} of no use`);
        return { result: answer, dollars: chatDollars(answer.usage, prices) };
      }),
  };
}

/** A call that nothing else depends on. If it fails, that is only logged. */
export const neverFailing =
  <Args extends readonly unknown[]>(message: string, call: (...args: Args) => Promise<void>) =>
  async (...args: Args): Promise<void> => {
    try {
      await call(...args);
    } catch (error) {
      log('error', message, errorFields(error));
    }
  };

const secondsOf = { speech: 'TranscriptionSeconds', assessment: 'AssessmentSeconds' } as const;

interface ObservedEndpoint {
  readonly step: ProviderStep;
  readonly place: number;
  readonly prices: ProviderPrices;
}

async function timed<Result>(
  { step, place, prices }: ObservedEndpoint,
  clock: () => number,
  call: () => Promise<{ result: Result; dollars: number }>,
): Promise<Result> {
  const startedAt = clock();
  try {
    const { result, dollars } = await call();
    const seconds = (clock() - startedAt) / 1000;
    measure({
      values: { [secondsOf[step]]: seconds, CostEstimateDollars: dollars, ProviderUnavailable: 0 },
    });
    countBy('ProviderAnswers', { Step: step, Place: endpointPlaces[place] ?? 'third' });
    return result;
  } catch (error) {
    if (error instanceof ProviderError) failed(error, chatDollars(error.usage, prices));
    throw error;
  }
}

function tellError(step: CalledStep, kind: ProviderErrorKind, detail: string): void {
  log('warn', 'provider error', { step, kind, detail });
  countBy('ProviderErrors', { Step: step, Kind: kind });
}

function failed({ step, kind, detail }: ProviderError, dollars: number): void {
  tellError(step, kind, detail);
  const isUnavailable = kind === 'unavailable' || kind === 'rate-limited';
  measure({
    values: {
      ...(dollars > 0 && { CostEstimateDollars: dollars }),
      ProviderUnavailable: isUnavailable ? 1 : 0,
    },
  });
}
