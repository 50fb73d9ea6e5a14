import type { RecordingSource } from '../recording.ts';

/** Counts the length of a stream as it passes. */
export interface StreamCounter {
  add(chunk: Uint8Array): void;
  readonly seconds: number;
}

/** What the speech API takes, by the extension that it goes by. */
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
 * What came of reading a container: the sound as the speech API takes it; or a container that is
 * known, but holds what the API does not decode, or is broken before its sound.
 */
export type ReadableSound =
  | {
      readonly extension: keyof typeof contentTypes;
      /** Undefined where nothing tells it. */
      readonly seconds: number | undefined;
      readonly source: Pick<RecordingSource, 'sizeBytes' | 'open'>;
      /** Where the length is an estimate: counts what it is, of what `source.open` gives. */
      readonly newCounter?: (() => StreamCounter) | undefined;
    }
  | 'unsupported'
  | 'unreadable'
  /** A container in which no sound lies, a film without any for one. */
  | 'without sound';
