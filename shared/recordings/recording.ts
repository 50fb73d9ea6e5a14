import type { FailureReason } from '../contracts/lecture.ts';
import { recordingMaximumBytes } from '../contracts/recordings.ts';
import { OwnError } from '../own-error.ts';

/** A recording where it is stored, to be read in parts and streamed whole. */
export interface RecordingSource {
  readonly sizeBytes: number;
  /**
   * Reads the bytes from `start` up to but not including `end`; fewer where the recording ends before.
   * @throws RecordingGoneError
   */
  read(start: number, end: number): Promise<Uint8Array>;
  /**
   * Streams all of the bytes, from the beginning on every call.
   * @throws RecordingGoneError
   */
  open(): Promise<AsyncIterable<Uint8Array>>;
}

/** A recording in a form that the speech model accepts, named by what its bytes are. */
export interface AudioRecording {
  /** The speech API decides by the extension, whatever the upload was labelled. */
  readonly fileName: string;
  readonly contentType: string;
  /** The size of what `open` gives. It differs from the upload's where the sound was repacked. */
  readonly sizeBytes: number;
  /**
   * Undefined where neither the header nor the bytes tell it. An estimate becomes exact once the
   * recording was sent.
   */
  readonly durationSeconds?: number | undefined;
  /**
   * Set only where the length is an estimate: a recording that proves longer is broken off while it is
   * sent.
   */
  readonly longestSeconds?: number | undefined;
  /**
   * Streams the same bytes on every call, so that another endpoint or a second try gets them too.
   * @throws RecordingTooLongError, RecordingGoneError
   */
  open(): Promise<AsyncIterable<Uint8Array>>;
}

/** The result of looking at a recording, before anything is paid. */
export type Recognition =
  | { readonly recording: AudioRecording }
  | { readonly refused: FailureReason }
  /** Nothing can have been said in it: it is a header alone, or less than a tenth of a second. */
  | { readonly silent: true };

/**
 * The bytes that the lecture was pinned to are no longer there: they are gone, or replaced by others.
 */
export class RecordingGoneError extends OwnError {
  override readonly name = 'RecordingGoneError';
  readonly kind: 'missing' | 'changed';

  constructor(kind: 'missing' | 'changed') {
    super(`the recording is ${kind}`);
    this.kind = kind;
  }
}

/**
 * The recording proved longer than estimated while it was sent. Not all of it went out, so nothing was
 * bought.
 */
export class RecordingTooLongError extends OwnError {
  override readonly name = 'RecordingTooLongError';

  constructor() {
    super('the recording is longer than it seemed');
  }
}

/** Refuses a recording by its size alone, before a byte is read. */
export function refuseBySize({
  sizeBytes,
}: {
  readonly sizeBytes: number;
}): FailureReason | undefined {
  if (sizeBytes === 0) return 'RECORDING_EMPTY';
  if (sizeBytes > recordingMaximumBytes) return 'RECORDING_TOO_LARGE';
  return undefined;
}
