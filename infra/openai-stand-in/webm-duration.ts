const ebmlHeaderId = 0x1a45dfa3;
const segmentId = 0x18538067;
const clusterId = 0x1f43b675;
const blockGroupId = 0xa0;
const containers = new Set([segmentId, clusterId, blockGroupId]);
const clusterTimeId = 0xe7;
const simpleBlockId = 0xa3;
const blockId = 0xa1;

/**
 * The seconds to the start of the last block, in MediaRecorder's millisecond time scale; undefined where
 * there is no block. Browsers write webm live, without a duration and with segments and clusters of unknown
 * size.
 */
export function liveWebmDurationSeconds(bytes: Buffer): number | undefined {
  let offset = 0;
  let clusterMilliseconds = 0;
  let lastMilliseconds: number | undefined;
  while (offset < bytes.length) {
    const id = readId(bytes, offset);
    const size = id && readSize(bytes, offset + id.length);
    if (!id || !size) break;
    const content = offset + id.length + size.length;
    // A container is entered by going on at its first child, whatever its size.
    if (containers.has(id.value)) {
      offset = content;
      continue;
    }
    if (size.value === undefined || content + size.value > bytes.length) break;
    if (id.value === clusterTimeId && size.value >= 1 && size.value <= 6) {
      clusterMilliseconds = bytes.readUIntBE(content, size.value);
    } else if ((id.value === simpleBlockId || id.value === blockId) && size.value > 4) {
      // Track number (one byte for the first 126 tracks), then a signed relative time.
      lastMilliseconds = clusterMilliseconds + bytes.readInt16BE(content + 1);
    } else if (id.value === ebmlHeaderId && offset > 0) {
      break;
    }
    offset = content + size.value;
  }
  return lastMilliseconds === undefined ? undefined : lastMilliseconds / 1000;
}

function vintLength(bytes: Buffer, offset: number): number | undefined {
  const first = bytes[offset];
  if (first === undefined || first === 0) return undefined;
  const length = Math.clz32(first) - 23;
  return offset + length <= bytes.length ? length : undefined;
}

function readId(bytes: Buffer, offset: number): { value: number; length: number } | undefined {
  const length = vintLength(bytes, offset);
  if (length === undefined || length > 4) return undefined;
  return { value: bytes.readUIntBE(offset, length), length };
}

/** Reads a size. Its value is undefined where the size is unknown (all bits set). */
function readSize(
  bytes: Buffer,
  offset: number,
): { value: number | undefined; length: number } | undefined {
  const length = vintLength(bytes, offset);
  if (length === undefined) return undefined;
  let value = (bytes[offset] ?? 0) & (0xff >> length);
  let allSet = value === 0xff >> length;
  for (let index = 1; index < length; index += 1) {
    const byte = bytes[offset + index] ?? 0;
    value = value * 256 + byte;
    allSet &&= byte === 0xff;
  }
  return { value: allSet ? undefined : value, length };
}
