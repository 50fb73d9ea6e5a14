import type { FailureReason } from '../contracts/lecture.ts';
import { recordingMaximumBytes } from '../contracts/recordings.ts';
import { OwnError } from '../own-error.ts';

/** Bytes where they lie, to be looked at in parts and streamed whole. */
export interface RecordingSource {
  readonly sizeBytes: number;
  /**
   * The bytes from `start` up to `end`, not including it; fewer where the recording ends before.
   * @throws RecordingGoneError
   */
  read(start: number, end: number): Promise<Uint8Array>;
  /**
   * All of them, again from the beginning on every call.
   * @throws RecordingGoneError
   */
  open(): Promise<AsyncIterable<Uint8Array>>;
}

/** A recording that the speech model takes, named by what its bytes are. */
export interface AudioRecording {
  /** The speech API goes by the extension, whatever the upload was labelled. */
  readonly fileName: string;
  readonly contentType: string;
  /** The size of what `open` gives, which differs from the upload where that was packed anew. */
  readonly sizeBytes: number;
  /** Undefined where neither the header nor the bytes tell it. An estimate is exact once it was sent. */
  readonly durationSeconds?: number | undefined;
  /** Only where its length is an estimate: what is longer is broken off while it is sent. */
  readonly longestSeconds?: number | undefined;
  /**
   * The same bytes on every call, so that another endpoint or a second try gets them too.
   * @throws RecordingTooLongError, RecordingGoneError
   */
  open(): Promise<AsyncIterable<Uint8Array>>;
}

/** What a look at a recording made of it, before anything is paid. */
export type Recognition =
  | { readonly recording: AudioRecording }
  | { readonly refused: FailureReason }
  /** A recording in which nothing can have been said: its header alone, or a tenth of a second. */
  | { readonly silent: true };

/** The bytes that were pinned are not there any more: other ones are, or none. */
export class RecordingGoneError extends OwnError {
  override readonly name = 'RecordingGoneError';
  readonly kind: 'missing' | 'changed';

  constructor(kind: 'missing' | 'changed') {
    super(`the recording is ${kind}`);
    this.kind = kind;
  }
}

/** Counted while it was sent, it was longer than estimated. Not all of it went out: nothing was bought. */
export class RecordingTooLongError extends OwnError {
  override readonly name = 'RecordingTooLongError';

  constructor() {
    super('the recording is longer than it seemed');
  }
}

/** Refused from the size alone, before a byte is read. */
export function refuseBySize({
  sizeBytes,
}: {
  readonly sizeBytes: number;
}): FailureReason | undefined {
  if (sizeBytes === 0) return 'RECORDING_EMPTY';
  if (sizeBytes > recordingMaximumBytes) return 'RECORDING_TOO_LARGE';
  return undefined;
}
