import type { RecordingSource } from '../recording.ts';

/**
 * An element, of which Matroska and webm files are made: each lies within another or after it. RFC
 * 8794.
 */
export interface EbmlElement {
  /** The id including its length marker, as the specification writes it. */
  readonly id: number;
  readonly start: number;
  readonly contentStart: number;
  /** Undefined where the writer did not know it yet. */
  readonly contentBytes: number | undefined;
}

const longestHeaderBytes = 12;

/** Reads the element that begins there; undefined where none does. */
export async function ebmlElementAt(
  source: RecordingSource,
  at: number,
): Promise<EbmlElement | undefined> {
  const header = Buffer.from(await source.read(at, at + longestHeaderBytes));
  const id = ebmlNumber(header, 0);
  const size = id && ebmlNumber(header, id.byteLength);
  if (!size) return undefined;
  return {
    id: header.readUIntBE(0, Math.min(id.byteLength, 6)),
    start: at,
    contentStart: at + id.byteLength + size.byteLength,
    contentBytes: size.isUnknown ? undefined : size.value,
  };
}

const ebmlHeaderId = 0x1a45dfa3;
export const clusterId = 0x1f43b675;
const mostElements = 64;

async function matroskaSegment(source: RecordingSource): Promise<EbmlElement | undefined> {
  const header = await ebmlElementAt(source, 0);
  if (header?.id !== ebmlHeaderId || header.contentBytes === undefined) return undefined;
  return ebmlElementAt(source, header.contentStart + header.contentBytes);
}

/** Reads the elements of a Matroska file up to its first cluster, or up to one that has no end yet. */
export async function* matroskaElements(source: RecordingSource): AsyncGenerator<EbmlElement> {
  let at = (await matroskaSegment(source))?.contentStart ?? source.sizeBytes;
  for (let count = 0; count < mostElements && at < source.sizeBytes; count += 1) {
    const element = await ebmlElementAt(source, at);
    if (!element) return;
    yield element;
    if (element.id === clusterId || element.contentBytes === undefined) return;
    at = element.contentStart + element.contentBytes;
  }
}

/** Whether a Matroska file broke off: it claims to be longer than it is. */
export async function isCutMatroska(source: RecordingSource): Promise<boolean> {
  const segment = await matroskaSegment(source);
  if (segment?.contentBytes === undefined) return false;
  return segment.contentStart + segment.contentBytes > source.sizeBytes;
}

/**
 * Reads a number whose count of leading zero bits says how many bytes follow the first one. Each byte
 * carries seven bits.
 */
export function ebmlNumber(bytes: Buffer, at: number) {
  const byteLength = Math.clz32(bytes[at] ?? 0) - 23;
  if (byteLength > 8 || at + byteLength > bytes.byteLength) return undefined;
  const mark = 2n ** BigInt(7 * byteLength);
  const value = BigInt(`0x${bytes.toString('hex', at, at + byteLength)}`) - mark;
  return { byteLength, value: Number(value), isUnknown: value === mark - 1n };
}

/** Writes a number in `byteLength` bytes. */
export function writtenEbmlNumber(value: number, byteLength: number): Buffer {
  const marked = BigInt(value) + 2n ** BigInt(7 * byteLength);
  return Buffer.from(marked.toString(16).padStart(2 * byteLength, '0'), 'hex');
}
