import { rollingBytes } from './rolling-bytes.ts';

/**
 * How the packets of a transport stream lie in a file: each has 188 bytes, and some formats put more
 * around it.
 */
export interface PacketLayout {
  readonly strideBytes: number;
  /** Where the first packet begins. */
  readonly start: number;
}

export const syncByte = 0x47;
export const packetBytes = 188;
/** Packets stand alone, after a time stamp (Blu-ray, camcorders) or before a checksum (broadcast). */
const strides = [packetBytes, 192, 204];
/** A stream that begins within a packet has the next one within this many bytes. */
export const longestStrideBytes = 204;
const syncsInARow = 8;

/**
 * Finds the layout of the packets; undefined where no row of packets begins within the searched bytes.
 */
export function packetLayout(head: Uint8Array, searchedBytes: number): PacketLayout | undefined {
  for (let start = 0; start < searchedBytes; start += 1) {
    if (head[start] !== syncByte) continue;
    const strideBytes = strides.find((stride) => hasSyncs(head, start, stride, syncsInARow));
    if (strideBytes) return { strideBytes, start };
  }
  return undefined;
}

function hasSyncs(bytes: Uint8Array, start: number, stride: number, count: number): boolean {
  for (let index = 0; index < count; index += 1) {
    if (bytes[start + index * stride] !== syncByte) return false;
  }
  return true;
}

const syncsToGoOn = 3;

/** Finds where packets follow each other again, or may do so once more bytes have arrived. */
function nextRow(bytes: Buffer, from: number, stride: number) {
  for (let at = bytes.indexOf(syncByte, from); at >= 0; at = bytes.indexOf(syncByte, at + 1)) {
    if (at + stride * (syncsToGoOn - 1) >= bytes.byteLength) return { at, isCertain: false };
    if (hasSyncs(bytes, at, stride, syncsToGoOn)) return { at, isCertain: true };
  }
  return { at: bytes.byteLength, isCertain: false };
}

/**
 * Yields the whole packets in a stream of bytes, many at a time: the bytes, and where each packet
 * begins in them. The bytes are valid until the next ones, and may be overwritten up to the end of the
 * last packet. Junk between packets is skipped.
 */
export async function* transportPackets(
  stream: AsyncIterable<Uint8Array>,
  { strideBytes, start }: PacketLayout,
): AsyncGenerator<{ readonly bytes: Buffer; readonly starts: readonly number[] }> {
  let skip = start;
  let isLost = false;
  const rolling = rollingBytes();
  for await (const chunk of stream) {
    const bytes = rolling.with(chunk);
    const starts: number[] = [];
    let at = skip;
    for (;;) {
      if (isLost) {
        const row = nextRow(bytes, at, strideBytes);
        at = row.at;
        isLost = !row.isCertain;
      }
      if (isLost || at + packetBytes > bytes.byteLength) break;
      if (bytes[at] === syncByte) {
        starts.push(at);
        at += strideBytes;
      } else {
        isLost = true;
      }
    }
    yield { bytes, starts };
    skip = Math.max(0, at - bytes.byteLength);
    rolling.keepFrom(Math.min(at, bytes.byteLength));
  }
}
