import { isUtf8 } from 'node:buffer';
import { BufferSource, Input, WEBM } from 'mediabunny';
import { type IAudioMetadata, parseBuffer } from 'music-metadata';
import { ApiError } from './api-error.ts';

/** What can be known of a recording without recognising speech. */
export interface Recording {
  readonly mimeType: string;
  readonly byteLength: number;
  /** Undefined where the container does not say and it cannot be counted. */
  readonly durationSeconds: number | undefined;
  /** The metadata comment, else title, else description; undefined without any. */
  readonly taggedText: string | undefined;
}

interface Kind {
  readonly mimeType: string;
  readonly looksRight: (bytes: Buffer) => boolean;
}

const startsWith = (text: string, offset = 0) => {
  const expected = Buffer.from(text, 'latin1');
  return (bytes: Buffer) => bytes.subarray(offset, offset + expected.length).equals(expected);
};
const hasMpegFrame = (bytes: Buffer): boolean =>
  startsWith('ID3')(bytes) || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0);

const mpeg: Kind = { mimeType: 'audio/mpeg', looksRight: hasMpegFrame };
const mp4: Kind = { mimeType: 'audio/mp4', looksRight: startsWith('ftyp', 4) };

/** OpenAI goes by the file's extension; its API reference has this list. */
const kindByExtension: ReadonlyMap<string, Kind> = new Map([
  ['flac', { mimeType: 'audio/flac', looksRight: startsWith('fLaC') }],
  ['mp3', mpeg],
  ['mp4', mp4],
  ['mpeg', mpeg],
  ['mpga', mpeg],
  ['m4a', mp4],
  ['ogg', { mimeType: 'audio/ogg', looksRight: startsWith('OggS') }],
  [
    'wav',
    {
      mimeType: 'audio/wav',
      looksRight: (bytes) => startsWith('RIFF')(bytes) && startsWith('WAVE', 8)(bytes),
    },
  ],
  ['webm', { mimeType: 'audio/webm', looksRight: startsWith('\x1a\x45\xdf\xa3') }],
]);

const unsupported = (): ApiError =>
  new ApiError(400, 'Audio file might be corrupted or unsupported', {
    param: 'file',
    code: 'invalid_value',
  });

/**
 * @throws ApiError 400 for an extension that OpenAI does not take, an empty file, or bytes that do not match
 *   the extension
 */
export async function readRecording(fileName: string, bytes: Buffer): Promise<Recording> {
  const extension = /\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const kind = kindByExtension.get(extension);
  if (kind === undefined) {
    const supported = [...kindByExtension.keys()].map((name) => `'${name}'`).join(', ');
    throw new ApiError(400, `Invalid file format. Supported formats: [${supported}]`);
  }
  if (bytes.length === 0) {
    throw new ApiError(400, 'Audio file is too short. Minimum audio length is 0.1 seconds.', {
      param: 'file',
      code: 'audio_too_short',
    });
  }
  if (!kind.looksRight(bytes)) throw unsupported();

  const metadata = await parseBuffer(
    bytes,
    { mimeType: kind.mimeType, size: bytes.length },
    { duration: true, skipCovers: true },
  ).catch(() => {
    throw unsupported();
  });
  if (metadata.format.codec === undefined && metadata.format.sampleRate === undefined) {
    throw unsupported();
  }
  const durationSeconds =
    metadata.format.duration ??
    (kind.mimeType === 'audio/webm' ? await liveDurationSeconds(bytes) : undefined);
  return {
    mimeType: kind.mimeType,
    byteLength: bytes.length,
    durationSeconds: durationSeconds || undefined,
    taggedText: taggedText(metadata),
  };
}

/** Browsers write webm live and without a duration, so its blocks are looked through. */
async function liveDurationSeconds(bytes: Buffer): Promise<number | undefined> {
  const input = new Input({ source: new BufferSource(bytes), formats: [WEBM] });
  return input.computeDuration().catch(() => undefined);
}

function taggedText(metadata: IAudioMetadata): string | undefined {
  const { comment, title, description } = metadata.common;
  const candidates = [
    ...(comment ?? []).map((entry) => entry.text),
    // Matroska's and ID3's free-form comments are not mapped to the common one.
    ...nativeTags(metadata, 'comment'),
    title,
    ...(description ?? []),
    ...nativeTags(metadata, 'description'),
  ];
  for (const candidate of candidates) {
    const text = candidate === undefined ? '' : asUtf8(candidate).trim();
    if (text !== '') return text;
  }
  return undefined;
}

function nativeTags(metadata: IAudioMetadata, name: string): string[] {
  return Object.values(metadata.native)
    .flat()
    .filter(({ id }) => id.toLowerCase().split(':').at(-1) === name)
    .flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
}

/** RIFF INFO has no declared encoding and is read as Latin-1, though tools write UTF-8 into it. */
function asUtf8(text: string): string {
  const isLatin1 = [...text].every((character) => character.charCodeAt(0) <= 0xff);
  const bytes = Buffer.from(text, 'latin1');
  return isLatin1 && isUtf8(bytes) ? bytes.toString('utf8') : text;
}
