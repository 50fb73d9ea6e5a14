import type { RecordingSource } from '../recording.ts';

/** Counts the length of a stream as it passes. */
export interface StreamCounter {
  add(chunk: Uint8Array): void;
  readonly seconds: number;
}

/** The content types that the speech API accepts, by the extension that it decides by. */
export const contentTypes = {
  flac: 'audio/flac',
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
  mp4: 'audio/mp4',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  webm: 'audio/webm',
} as const;

/**
 * The result of reading a container: the sound in a form that the speech API accepts; or a known
 * container whose content the API does not decode, or which is broken before its sound.
 */
export type ReadableSound =
  | {
      readonly extension: keyof typeof contentTypes;
      /** Undefined where nothing tells the length. */
      readonly seconds: number | undefined;
      readonly source: Pick<RecordingSource, 'sizeBytes' | 'open'>;
      /**
       * Set where the length is an estimate. It counts the true length from what `source.open` gives.
       */
      readonly newCounter?: (() => StreamCounter) | undefined;
    }
  | 'unsupported'
  | 'unreadable'
  /** A container without any sound, such as a silent film. */
  | 'without sound';
