import {
  ADTS,
  CustomSource,
  EncodedPacketSink,
  FLAC,
  Input,
  type InputAudioTrack,
  type InputFormat,
  Logging,
  LogLevel,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  QTFF,
  WAVE,
  WEBM,
} from 'mediabunny';
import { OwnError } from '../../own-error.ts';
import type { RecordingSource } from '../recording.ts';

export type Container =
  | 'mp4'
  | 'quicktime'
  | 'matroska'
  | 'webm'
  | 'ogg'
  | 'flac'
  | 'wave'
  | 'adts'
  | 'mp3';

/** HLS is left out, because a playlist would make the library fetch other files. */
const containers = new Map<InputFormat, Container>([
  [MP4, 'mp4'],
  [QTFF, 'quicktime'],
  [MATROSKA, 'matroska'],
  [WEBM, 'webm'],
  [OGG, 'ogg'],
  [FLAC, 'flac'],
  [WAVE, 'wave'],
  [ADTS, 'adts'],
  [MP3, 'mp3'],
]);

/** A recording as the media library sees it. */
export interface MediaFile {
  readonly container: Container;
  /** The sound that is heard when it is played; undefined where there is nothing to hear. */
  readonly sound: Sound | undefined;
  readonly hasPicture: boolean;
}

export interface Sound {
  readonly track: InputAudioTrack;
  readonly packets: EncodedPacketSink;
  /** The codec as the container writes it: a four-letter code, or a Matroska id. */
  readonly codecId: string | undefined;
}

/** A media file that can be read until it is closed. */
export interface OpenMediaFile extends MediaFile {
  close(): void;
}

/**
 * @throws whatever the library finds wrong with the bytes, such as a container that it does not know
 */
export async function openMediaFile(source: RecordingSource): Promise<OpenMediaFile> {
  // The library writes what it cannot read to the console, which is our log.
  Logging.level = LogLevel.Silent;
  const input = new Input({
    formats: [...containers.keys()],
    source: new CustomSource({
      getSize: () => source.sizeBytes,
      read: (start, end) => source.read(start, end),
      maxCacheSize: 0,
      handleUnhandledError: () => {},
    }),
  });
  try {
    const container = containers.get(await input.getFormat());
    if (!container) throw new OwnError('a container that was not asked for');
    const track = await input.getPrimaryAudioTrack();
    const pictures = await input.getVideoTracks();
    const sound = track && {
      track,
      packets: new EncodedPacketSink(track),
      codecId: (await track.getInternalCodecId())?.toString(),
    };
    return {
      container,
      sound: sound ?? undefined,
      hasPicture: pictures.length > 0,
      close: () => input.dispose(),
    };
  } catch (error) {
    input.dispose();
    throw error;
  }
}

/** Passes the file to `look` and closes it. @throws as `openMediaFile` does */
export async function withMediaFile<Result>(
  source: RecordingSource,
  look: (file: MediaFile) => Promise<Result>,
): Promise<Result> {
  const file = await openMediaFile(source);
  try {
    return await look(file);
  } finally {
    file.close();
  }
}
