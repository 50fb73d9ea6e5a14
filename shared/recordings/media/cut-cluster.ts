import type { RecordingSource } from '../recording.ts';
import { spliced } from '../spliced.ts';

const headBytes = 65_536;
const clusterId = Buffer.from('1f43b675', 'hex');
/** A block of ten minutes' sound in a cluster each, and more than any recorder writes. */
const mostElements = 60_000;

/**
 * A webm that breaks off within its first cluster, with that cluster ending at the last block that
 * is whole: the media library takes a cluster whole or not at all, while a decoder hears what has
 * come of it. Undefined where the first cluster is whole, or nothing of it has come.
 */
export async function withFirstClusterClosed(
  source: RecordingSource,
): Promise<RecordingSource | undefined> {
  const head = Buffer.from(await source.read(0, headBytes));
  const at = head.indexOf(clusterId);
  if (at < 0) return undefined;
  const sizeAt = at + clusterId.byteLength;
  const size = variableNumber(head, sizeAt);
  if (!size) return undefined;
  const start = sizeAt + size.byteLength;
  const end = await endOfWholeElements(source, start);
  if (end === start || (!size.isUnknown && start + size.value <= source.sizeBytes))
    return undefined;
  return spliced(source, [
    { start: 0, end: sizeAt },
    written(end - start, size.byteLength),
    { start, end },
  ]);
}

async function endOfWholeElements(source: RecordingSource, start: number): Promise<number> {
  let end = start;
  for (let count = 0; count < mostElements; count += 1) {
    const header = Buffer.from(await source.read(end, end + 12));
    const id = variableNumber(header, 0);
    const size = id && variableNumber(header, id.byteLength);
    if (!size) break;
    const next = end + id.byteLength + size.byteLength + size.value;
    if (next > source.sizeBytes) break;
    end = next;
  }
  return end;
}

/** EBML's numbers: as many bytes as there are zeros before the first one, seven bits of it in each. */
function variableNumber(bytes: Buffer, at: number) {
  const byteLength = Math.clz32(bytes[at] ?? 0) - 23;
  if (byteLength > 8 || at + byteLength > bytes.byteLength) return undefined;
  const mark = 2n ** BigInt(7 * byteLength);
  const value = BigInt(`0x${bytes.toString('hex', at, at + byteLength)}`) - mark;
  return { byteLength, value: Number(value), isUnknown: value === mark - 1n };
}

function written(value: number, byteLength: number): Buffer {
  const marked = BigInt(value) + 2n ** BigInt(7 * byteLength);
  return Buffer.from(marked.toString(16).padStart(2 * byteLength, '0'), 'hex');
}
