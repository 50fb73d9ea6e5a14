import { fileTypeFromBuffer } from 'file-type';
import { parseFromTokenizer } from 'music-metadata';
import { AbstractTokenizer, EndOfStreamError, type IReadChunkOptions } from 'strtok3';
import type { RecordingSource } from '../recording.ts';
import { isBareStream } from './bare-streams.ts';
import type { ReadableSound } from './readable-sound.ts';

const headBytes = 65_536;

/**
 * The types that the speech API accepts but the first library could not read, by how the bytes begin.
 */
const acceptedTypes = new Map<string, 'mp4' | 'webm' | 'ogg' | 'flac' | 'mp3'>([
  ['video/mp4', 'mp4'],
  ['audio/mp4', 'mp4'],
  ['audio/x-m4a', 'mp4'],
  ['video/x-m4v', 'mp4'],
  ['video/quicktime', 'mp4'],
  ['video/webm', 'webm'],
  ['audio/webm', 'webm'],
  ['video/matroska', 'webm'],
  ['audio/matroska', 'webm'],
  ['audio/ogg', 'ogg'],
  ['video/ogg', 'ogg'],
  ['audio/flac', 'flac'],
  ['audio/mpeg', 'mp3'],
]);

/** The beginnings of sound and film files that the libraries do not know. */
const unlisted = [
  '.snd',
  'TTA1',
  'MPCK',
  '.RMF',
  '\x7f\xfe\x80\x01',
  'ADIF',
  // Telephones and messengers write the first ones, dictation machines the rest.
  '#!AMR',
  '#!SILK',
  '\x02#!SILK',
  '#!iLBC',
  '#!EVC',
  '\x02dss',
  '\x03dss',
  '\x03ds2',
  'MS_VOICE',
  'NIST_1A',
  // TrueHD and MLP stand after the size and time of their first frame.
  /^.{4}\xf8\x72\x6f[\xba\xbb]/s,
];

/**
 * Asks other libraries about a recording that the first one does not know. It returns undefined where
 * they do not take it for sound either.
 */
export async function secondOpinion(source: RecordingSource): Promise<ReadableSound | undefined> {
  const head = await source.read(0, headBytes);
  const name = Buffer.from(head.subarray(0, 8)).toString('latin1');
  const isUnlisted = unlisted.some((start) =>
    typeof start === 'string' ? name.startsWith(start) : start.test(name),
  );
  if (isUnlisted) return 'unsupported';
  const type = (await fileTypeFromBuffer(head).catch(() => undefined))?.mime.split(';')[0] ?? '';
  const extension = acceptedTypes.get(type);
  if (!extension) {
    const isSound = /^(?:audio|video)\/|ms-asf|mxf|realmedia/.test(type);
    return isSound || (type === '' && isBareStream(head)) ? 'unsupported' : undefined;
  }

  try {
    const { format } = await parseFromTokenizer(new PartsTokenizer(source, type), {
      duration: true,
      skipCovers: true,
    });
    if (format.codec === undefined) return 'unreadable';
    return { extension, seconds: format.duration || undefined, source };
  } catch {
    return 'unreadable';
  }
}

/** Reads a recording in parts for the library, which otherwise wants all of it. */
class PartsTokenizer extends AbstractTokenizer {
  readonly fileInfo: { readonly size: number; readonly mimeType: string };
  readonly #source: RecordingSource;

  constructor(source: RecordingSource, mimeType: string) {
    super();
    this.#source = source;
    this.fileInfo = { size: source.sizeBytes, mimeType };
  }

  override supportsRandomAccess(): boolean {
    return true;
  }

  setPosition(position: number): void {
    this.position = position;
  }

  async readBuffer(target: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    if (options?.position !== undefined) this.position = options.position;
    const count = await this.peekBuffer(target, options);
    this.position += count;
    return count;
  }

  async peekBuffer(target: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    const start = options?.position ?? this.position;
    const length = options?.length ?? target.byteLength;
    const bytes = await this.#source.read(start, start + length);
    if (bytes.byteLength < length && !options?.mayBeLess) throw new EndOfStreamError();
    target.set(bytes);
    return bytes.byteLength;
  }
}
