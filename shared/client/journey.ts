import { uploadUrlSeconds } from '../contracts/recordings.ts';
import type { Lecture } from './answers.ts';
import type { ApiCalls, Focus, LectureAnswer } from './calls.ts';
import type { Clock } from './clock.ts';
import { askedPauseSeconds, ClientTrouble, isPassing, isProblem, troubleOf } from './trouble.ts';
import type { Upload } from './upload.ts';

const defaultPollSeconds = 3;
const leastPollSeconds = 0.2;
const passingTroublesInARow = 5;
/** The published app tries as often. */
const submitTries = 4;

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

export interface RecordingToSend<Recording> {
  readonly topicId: number;
  /** @default the whole topic */
  readonly focus?: Focus | undefined;
  readonly recording: Recording;
  /** From where to go on. @default from the start */
  readonly from?: OnItsWay | undefined;
  /** Is told every step, before the next one begins. */
  readonly reached?: ((way: OnItsWay) => Promise<void> | void) | undefined;
  readonly sent: (sentBytes: number, totalBytes: number) => void;
  readonly signal: AbortSignal;
}

export interface TextToSend {
  readonly topicId: number;
  /** @default the whole topic */
  readonly focus?: Focus | undefined;
  readonly text: string;
  /** One for each typed lecture: all submissions with it are that one. */
  readonly key: string;
  readonly signal: AbortSignal;
}

export interface Following {
  /** Is given every answer's lecture, the first one included. */
  readonly seen: (lecture: Lecture) => void;
  readonly signal: AbortSignal;
  /** Takes the place of what the API asks for. */
  readonly pollSeconds?: number | undefined;
  /** @default for as long as it takes */
  readonly waitSeconds?: number | undefined;
}

/** How long to wait before looking again. */
export const pauseSeconds = (asked: number | undefined, own?: number): number =>
  Math.max(leastPollSeconds, own ?? asked ?? defaultPollSeconds);

/** A lecture that ended for want of its upload goes on if that still comes. */
export const mayGoOn = ({ status, uploadUntil }: Lecture, now: number): boolean =>
  status === 'IN_PROGRESS' || (status === 'FAILURE' && now < Date.parse(uploadUntil ?? ''));

/** As the published app does it: what comes before the query, and nothing re-encoded. */
const audioUrlOf = ({ uploadUrl }: OnItsWay): string => uploadUrl.replace(/\?.*$/s, '');

/** Whether what was uploaded cannot be submitted by the login of now; the recording itself still can. */
const isOfAnotherLogin = (error: unknown): boolean => {
  const trouble = troubleOf(error);
  return (
    isProblem(error, 401) || (trouble?.kind === 'problem' && trouble.code === 'AUDIO_URL_NOT_YOURS')
  );
};

/** What becomes of a recording or a text, from the first byte sent to the end of its lecture. */
export const teachJourney = <Recording>({ api, upload, clock }: JourneyPorts<Recording>) => {
  /** Submitting again is safe: one recording, or one key, is one lecture. */
  const submitPatiently = async (
    submit: () => Promise<LectureAnswer>,
    signal: AbortSignal,
  ): Promise<LectureAnswer> => {
    for (let tries = 1; ; tries += 1) {
      signal.throwIfAborted();
      try {
        return await submit();
      } catch (error) {
        const trouble = troubleOf(error);
        if (!trouble || !isPassing(trouble) || tries === submitTries) throw error;
        const seconds = Math.max(leastPollSeconds, askedPauseSeconds(trouble) ?? tries);
        await clock.sleep(seconds * 1000, signal);
      }
    }
  };

  /** Goes from where it is to the submitted lecture. */
  const goOn = async (
    { topicId, focus, recording, reached, sent, signal }: RecordingToSend<Recording>,
    from: OnItsWay | undefined,
  ): Promise<LectureAnswer> => {
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
    return submitPatiently(() => api.submitRecording(topicId, audioUrl, focus), signal);
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
    sendText: ({ topicId, focus, text, key, signal }: TextToSend): Promise<LectureAnswer> =>
      submitPatiently(() => api.submitText(topicId, text, key, focus), signal),

    /**
     * Looks again and again until the lecture has ended for good. A passing trouble is borne five
     * times in a row: the lecture itself goes on meanwhile, and can be followed again from its id.
     * @throws ClientTrouble `waited-too-long` or of the last look, or the signal's reason
     */
    follow: async (
      first: LectureAnswer,
      { seen, signal, pollSeconds, waitSeconds = Number.POSITIVE_INFINITY }: Following,
    ): Promise<Lecture> => {
      const endsAt = clock.now() + waitSeconds * 1000;
      let { lecture, retryAfterSeconds } = first;
      let troubles = 0;
      seen(lecture);
      while (mayGoOn(lecture, clock.now())) {
        const leftMilliseconds = endsAt - clock.now();
        if (leftMilliseconds <= 0) {
          throw new ClientTrouble({ kind: 'waited-too-long', waitSeconds });
        }
        const pause = pauseSeconds(retryAfterSeconds, pollSeconds) * 1000;
        await clock.sleep(Math.min(pause, leftMilliseconds), signal);
        try {
          ({ lecture, retryAfterSeconds } = await api.lecture(lecture.id));
        } catch (error) {
          signal.throwIfAborted();
          troubles += 1;
          const trouble = troubleOf(error);
          if (!trouble || !isPassing(trouble) || troubles === passingTroublesInARow) throw error;
          retryAfterSeconds = askedPauseSeconds(trouble);
          continue;
        }
        signal.throwIfAborted();
        troubles = 0;
        seen(lecture);
      }
      return lecture;
    },
  };
};

export type TeachJourney<Recording> = ReturnType<typeof teachJourney<Recording>>;
