import { uploadUrlSeconds } from '../contracts/recordings.ts';
import type { Lecture, LectureParts } from './answers.ts';
import type { ApiCalls, Focus, LectureAnswer, Question } from './calls.ts';
import type { Clock } from './clock.ts';
import { leastPollSeconds, polled, type Watching, withRetries } from './polling.ts';
import { isProblem, troubleOf } from './trouble.ts';
import type { Upload } from './upload.ts';

export interface JourneyPorts<Recording> {
  readonly api: ApiCalls;
  readonly upload: Upload<Recording>;
  readonly clock: Clock;
}

/** How far a recording has come. A client that keeps it can go on from there after a restart. */
export interface OnItsWay {
  readonly uploadUrl: string;
  /** When the URL was signed, in milliseconds since the epoch by this device's clock. */
  readonly signedAt: number;
  readonly isUploaded: boolean;
}

/** What the learner speaks about: a topic, a part of it, or a pupil's question. */
interface Purpose {
  readonly topicId: number;
  /** @default the whole topic */
  readonly focus?: Focus | undefined;
  /** The question that this answers. An answer is no lecture of its own. */
  readonly answerTo?: Question | undefined;
  /** Whether the learner's devices are notified when the lecture ends. */
  readonly notify?: boolean | undefined;
}

export interface RecordingToSend<Recording> extends Purpose {
  readonly recording: Recording;
  /** The recording's length, where it is known. */
  readonly seconds?: number | undefined;
  /** Where to go on. @default from the start */
  readonly from?: OnItsWay | undefined;
  /** Is called at every step, before the next one begins. */
  readonly reached?: ((way: OnItsWay) => Promise<void> | void) | undefined;
  readonly sent: (sentBytes: number, totalBytes: number) => void;
  readonly signal: AbortSignal;
}

export interface TextToSend extends Purpose {
  readonly text: string;
  /** Each typed lecture or answer has its own key. All submissions with the same key are one. */
  readonly key: string;
  readonly signal: AbortSignal;
}

export interface Following extends Watching<Lecture> {
  /** Is called with what came later and is waited for, such as an answer to a pupil. */
  readonly answering?: ((answer: Lecture) => void) | undefined;
}

/**
 * Whether a lecture may still change. One that ended without its upload goes on if the upload still comes.
 */
export const mayGoOn = ({ status, uploadUntil }: Lecture, now: number): boolean =>
  status === 'IN_PROGRESS' || (status === 'FAILURE' && now < Date.parse(uploadUntil ?? ''));

/** Whether a lecture that was read with hints may be shown whole, because nothing is left to be recalled. */
const isOpen = ({ status, hints = [], answersSeenAt }: Lecture): boolean =>
  status === 'SUCCESS' && (answersSeenAt !== undefined || hints.length === 0);

/**
 * Keeps the parts that were read before, because an eventually consistent read may see less than an earlier
 * one.
 */
const withEarlier = (
  earlier: LectureParts | undefined,
  now: LectureParts | undefined,
): LectureParts | undefined => {
  if (!earlier || !now) return now ?? earlier;
  const known = new Set(earlier.keyPoints.map(({ number }) => number));
  const newer = now.keyPoints.filter(({ number }) => !known.has(number));
  return {
    transcribed: now.transcribed ?? earlier.transcribed,
    keyPoints: [...earlier.keyPoints, ...newer].toSorted(
      (one, other) => (one.number ?? 0) - (other.number ?? 0),
    ),
  };
};

/** What comes before the query, without encoding anything again, as the published app does it. */
const audioUrlOf = ({ uploadUrl }: OnItsWay): string => uploadUrl.replace(/\?.*$/s, '');

/** Whether the upload belongs to another login than the present one. The recording can then be sent anew. */
const isOfAnotherLogin = (error: unknown): boolean => {
  const trouble = troubleOf(error);
  return (
    isProblem(error, 401) || (trouble?.kind === 'problem' && trouble.code === 'AUDIO_URL_NOT_YOURS')
  );
};

/** An older deployment refuses fields that it does not know, so the call is made again without them. */
const unlessOlder = <Answer>(
  hasSaid: boolean,
  submit: (said: boolean) => Promise<Answer>,
): Promise<Answer> =>
  submit(hasSaid).catch((error: unknown) => {
    if (!hasSaid || !isProblem(error, 400)) throw error;
    return submit(false);
  });

/** Carries a recording or a text from the first byte sent to the end of its lecture. */
export const teachJourney = <Recording>({ api, upload, clock }: JourneyPorts<Recording>) => {
  /** Goes on from where the recording is to the submitted lecture. */
  const goOn = async (
    sending: RecordingToSend<Recording>,
    from: OnItsWay | undefined,
  ): Promise<LectureAnswer> => {
    const { topicId, focus, answerTo, recording, seconds, notify, reached, sent, signal } = sending;
    let way = from;
    const reach = async (next: OnItsWay) => {
      signal.throwIfAborted();
      way = next;
      await reached?.(next);
      return next;
    };
    way ??= await reach({
      uploadUrl: await api.presign(),
      signedAt: clock.now(),
      isUploaded: false,
    });
    if (!way.isUploaded) {
      await upload(way.uploadUrl, recording, sent, signal);
      way = await reach({ ...way, isUploaded: true });
    }
    const audioUrl = audioUrlOf(way);
    // Submitting again is safe, because one recording, or one key, is one lecture.
    return withRetries(
      clock,
      () =>
        answerTo
          ? api.answerSpoken(answerTo, audioUrl)
          : unlessOlder(seconds !== undefined || notify === true, (said) =>
              api.submitRecording(
                topicId,
                audioUrl,
                focus,
                said ? { recordingSeconds: seconds, notify } : {},
              ),
            ),
      signal,
    );
  };

  type Look = (id: number) => Promise<LectureAnswer>;

  let tellsParts = true;
  const whole: Look = (id) => readAs(id, {});
  const hinted: Look = (id) => readAs(id, { view: 'hints' });

  /** A lecture, with its parts while it is in progress. An older deployment has no parts. */
  const readAs = async (id: number, as: { view?: 'hints' }): Promise<LectureAnswer> => {
    if (tellsParts) {
      try {
        return await api.lecture(id, { ...as, with: 'parts' });
      } catch (error) {
        if (!isProblem(error, 400)) throw error;
        tellsParts = false;
      }
    }
    return api.lecture(id, as);
  };

  /** A lecture with hints, unless nothing is left to be recalled. */
  const lesson: Look = async (id) => {
    const answer = await hinted(id);
    return isOpen(answer.lecture) ? whole(id) : answer;
  };

  /**
   * Polls until the lecture has ended for good, and gives up after five passing troubles in a row. The
   * lecture itself goes on meanwhile, and can be followed again from its id.
   * @throws ClientTrouble `waited-too-long` or of the last look, or the signal's reason
   */
  const follow = (
    { lecture: value, retryAfterSeconds }: LectureAnswer,
    following: Following,
    look: Look = whole,
  ): Promise<Lecture> => {
    let told = value.parts;
    return polled(
      clock,
      { value, retryAfterSeconds },
      {
        ...following,
        look: async () => {
          const { lecture, retryAfterSeconds: asked } = await look(value.id);
          told = withEarlier(told, lecture.parts);
          const isAtWork = lecture.status === 'IN_PROGRESS';
          return {
            value: isAtWork ? { ...lecture, parts: told } : lecture,
            retryAfterSeconds: asked,
          };
        },
        goesOn: (lecture) => mayGoOn(lecture, clock.now()),
      },
    );
  };

  return {
    /**
     * Uploads a recording and submits it. What was uploaded before a restart is submitted as it is, so that
     * one recording stays one lecture. It starts anew, once, if its URL has run out or belongs to a login
     * that no longer works.
     * @throws ClientTrouble, or the signal's reason
     */
    sendRecording: async (sending: RecordingToSend<Recording>): Promise<LectureAnswer> => {
      const { from, signal } = sending;
      signal.throwIfAborted();
      const hasRunOut = (way: OnItsWay) =>
        !way.isUploaded && clock.now() >= way.signedAt + uploadUrlSeconds * 1000;
      try {
        return await goOn(sending, from && !hasRunOut(from) ? from : undefined);
      } catch (error) {
        const refused = troubleOf(error)?.kind === 'upload-refused' && from !== undefined;
        if (!refused && !isOfAnotherLogin(error)) throw error;
        return goOn(sending, undefined);
      }
    },

    /** @throws ClientTrouble, or the signal's reason */
    sendText: ({
      topicId,
      focus,
      answerTo,
      text,
      key,
      notify,
      signal,
    }: TextToSend): Promise<LectureAnswer> =>
      withRetries(
        clock,
        () =>
          answerTo
            ? api.answerTyped(answerTo, text, key)
            : unlessOlder(notify === true, (said) =>
                api.submitText(topicId, text, key, focus, said ? { notify } : {}),
              ),
        signal,
      ),

    follow,

    /**
     * Follows a lecture, and then whatever came later of it (answers to its pupil, a correction,
     * disagreements), until all of that is judged. It reads hints until the learner has seen the answers.
     * @throws ClientTrouble as `follow` does
     */
    followLesson: async (lectureId: number, following: Following): Promise<Lecture> => {
      for (;;) {
        const first = await withRetries(clock, () => lesson(lectureId), following.signal);
        const lecture = await follow(first, following, lesson);
        const { answers, disagreements, correction } = lecture;
        const pending = [...answers, ...disagreements, ...(correction ? [correction] : [])].find(
          ({ status }) => status === 'IN_PROGRESS',
        );
        if (pending === undefined) return lecture;
        const { answering: seen = () => {} } = following;
        const later = await withRetries(clock, () => hinted(pending.id), following.signal);
        await follow(later, { ...following, seen }, hinted);
        // An eventually consistent read may show the lecture waiting for a moment longer.
        await clock.sleep(leastPollSeconds * 1000, following.signal);
      }
    },
  };
};

export type TeachJourney<Recording> = ReturnType<typeof teachJourney<Recording>>;
