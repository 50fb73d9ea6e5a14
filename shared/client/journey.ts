import { uploadUrlSeconds } from '../contracts/recordings.ts';
import type { Lecture, LectureParts } from './answers.ts';
import type { ApiCalls, Focus, LectureAnswer, Question } from './calls.ts';
import type { Clock } from './clock.ts';
import { leastPollSeconds, patiently, watched } from './patience.ts';
import { isProblem, troubleOf } from './trouble.ts';
import type { Upload } from './upload.ts';

export interface JourneyPorts<Recording> {
  readonly api: ApiCalls;
  readonly upload: Upload<Recording>;
  readonly clock: Clock;
}

/** How far a recording has come: whoever keeps it can go on from there after a restart. */
export interface OnItsWay {
  readonly uploadUrl: string;
  /** When that was signed, in milliseconds since the epoch by this device's clock. */
  readonly signedAt: number;
  readonly isUploaded: boolean;
}

/** What is said for: a topic, a part of it, or a pupil's question. */
interface Purpose {
  readonly topicId: number;
  /** @default the whole topic */
  readonly focus?: Focus | undefined;
  /** Answers this question, and is no lecture of its own. */
  readonly answerTo?: Question | undefined;
  /** The learner's devices are to be told when a lecture ends. */
  readonly notify?: boolean | undefined;
}

export interface RecordingToSend<Recording> extends Purpose {
  readonly recording: Recording;
  /** Its length, where that is known. */
  readonly seconds?: number | undefined;
  /** From where to go on. @default from the start */
  readonly from?: OnItsWay | undefined;
  /** Is told every step, before the next one begins. */
  readonly reached?: ((way: OnItsWay) => Promise<void> | void) | undefined;
  readonly sent: (sentBytes: number, totalBytes: number) => void;
  readonly signal: AbortSignal;
}

export interface TextToSend extends Purpose {
  readonly text: string;
  /** One for each typed lecture or answer: all submissions with it are that one. */
  readonly key: string;
  readonly signal: AbortSignal;
}

export interface Following {
  /** Is given every answer's lecture, the first one included. */
  readonly seen: (lecture: Lecture) => void;
  /** Is given whatever came later and is waited for, such as an answer to a pupil. */
  readonly answering?: ((answer: Lecture) => void) | undefined;
  readonly signal: AbortSignal;
  /** Takes the place of what the API asks for. */
  readonly pollSeconds?: number | undefined;
  /** @default for as long as it takes */
  readonly waitSeconds?: number | undefined;
}

/** A lecture that ended for want of its upload goes on if that still comes. */
export const mayGoOn = ({ status, uploadUntil }: Lecture, now: number): boolean =>
  status === 'IN_PROGRESS' || (status === 'FAILURE' && now < Date.parse(uploadUntil ?? ''));

/** Whether a lecture that was read with hints may be shown whole: nothing is left to be found. */
const isOpen = ({ status, hints = [], answersSeenAt }: Lecture): boolean =>
  status === 'SUCCESS' && (answersSeenAt !== undefined || hints.length === 0);

/** What was told once stays: a cheap read may see less than the one before it. */
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

/** As the published app does it: what comes before the query, and nothing re-encoded. */
const audioUrlOf = ({ uploadUrl }: OnItsWay): string => uploadUrl.replace(/\?.*$/s, '');

/** Whether what was uploaded cannot be submitted by the login of now; the recording itself still can. */
const isOfAnotherLogin = (error: unknown): boolean => {
  const trouble = troubleOf(error);
  return (
    isProblem(error, 401) || (trouble?.kind === 'problem' && trouble.code === 'AUDIO_URL_NOT_YOURS')
  );
};

/** An older deployment refuses what it cannot be told: to it nothing is said. */
const unlessOlder = <Answer>(
  hasSaid: boolean,
  submit: (said: boolean) => Promise<Answer>,
): Promise<Answer> =>
  submit(hasSaid).catch((error: unknown) => {
    if (!hasSaid || !isProblem(error, 400)) throw error;
    return submit(false);
  });

/** What becomes of a recording or a text, from the first byte sent to the end of its lecture. */
export const teachJourney = <Recording>({ api, upload, clock }: JourneyPorts<Recording>) => {
  /** Goes from where it is to the submitted lecture. */
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
    // Submitting again is safe: one recording, or one key, is one lecture.
    return patiently(
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

  /** A lecture with its parts while it is in progress; an older deployment tells none. */
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

  /** With hints, unless there is nothing left to find. */
  const lesson: Look = async (id) => {
    const answer = await hinted(id);
    return isOpen(answer.lecture) ? whole(id) : answer;
  };

  /**
   * Looks again and again until the lecture has ended for good. A passing trouble is borne five
   * times in a row: the lecture itself goes on meanwhile, and can be followed again from its id.
   * @throws ClientTrouble `waited-too-long` or of the last look, or the signal's reason
   */
  const follow = (
    { lecture: value, retryAfterSeconds }: LectureAnswer,
    following: Following,
    look: Look = whole,
  ): Promise<Lecture> => {
    let told = value.parts;
    return watched(
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
     * Uploads a recording and submits it. What was uploaded before a restart is submitted as it is,
     * so that one recording stays one lecture. It starts anew, once, where its URL has run out or
     * belongs to a login that works no longer.
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
      patiently(
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
     * disagreements), until all of that is judged.
     * What was missed is hinted at until its answers were seen.
     * @throws ClientTrouble as `follow` does
     */
    followLesson: async (lectureId: number, following: Following): Promise<Lecture> => {
      for (;;) {
        const first = await patiently(clock, () => lesson(lectureId), following.signal);
        const lecture = await follow(first, following, lesson);
        const { answers, disagreements, correction } = lecture;
        const pending = [...answers, ...disagreements, ...(correction ? [correction] : [])].find(
          ({ status }) => status === 'IN_PROGRESS',
        );
        if (pending === undefined) return lecture;
        const { answering: seen = () => {} } = following;
        const later = await patiently(clock, () => hinted(pending.id), following.signal);
        await follow(later, { ...following, seen }, hinted);
        // Where the one is read as judged, the other may be read as waiting a moment longer.
        await clock.sleep(leastPollSeconds * 1000, following.signal);
      }
    },
  };
};

export type TeachJourney<Recording> = ReturnType<typeof teachJourney<Recording>>;
