/** How to recognise a frame in a stream that has no header of its own. */
interface Framing {
  /** How far into the stream the first frame may begin: a stream that was cut begins within a frame. */
  readonly searchedBytes: number;
  readonly framesInARow: number;
  /** The size of the frame that begins there; undefined where none does. */
  sizeAt(bytes: Buffer, at: number): number | undefined;
}

const framings: readonly Framing[] = [
  // AAC as broadcasters send it (LATM in LOAS): eleven bits identify it, thirteen give its length.
  {
    searchedBytes: 8_192,
    framesInARow: 4,
    sizeAt: (bytes, at) =>
      bytes.readUInt16BE(at) >> 5 === 0x2b7 ? 3 + (bytes.readUIntBE(at, 3) & 0x1fff) : undefined,
  },
  // GSM full rate: each frame has 33 bytes, and its first four bits are always the same.
  {
    searchedBytes: 1,
    framesInARow: 16,
    sizeAt: (bytes, at) => ((bytes[at] ?? 0) >> 4 === 0xd ? 33 : undefined),
  },
];

/** Whether the bytes are consecutive frames of sound, of a kind that the speech API does not accept. */
export function isBareStream(head: Uint8Array): boolean {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  return framings.some((framing) => {
    for (let start = 0; start < framing.searchedBytes; start += 1) {
      if (hasFramesInARow(bytes, start, framing)) return true;
    }
    return false;
  });
}

const shortestHeaderBytes = 3;

function hasFramesInARow(bytes: Buffer, start: number, { framesInARow, sizeAt }: Framing): boolean {
  let at = start;
  for (let count = 0; count < framesInARow; count += 1) {
    if (at + shortestHeaderBytes > bytes.byteLength) return false;
    const size = sizeAt(bytes, at);
    if (size === undefined) return false;
    at += size;
  }
  return true;
}
