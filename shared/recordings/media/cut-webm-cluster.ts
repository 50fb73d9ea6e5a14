import type { RecordingSource } from '../recording.ts';
import { spliced } from '../spliced-recording.ts';
import { clusterId, ebmlElementAt, ebmlNumber, writtenEbmlNumber } from './ebml.ts';

/** This covers the longest header and the beginning of the first cluster. */
const headBytes = 131_072;
const clusterMark = Buffer.from(clusterId.toString(16), 'hex');
/**
 * This is more than ten minutes of sound with one block per cluster, and more than any recorder writes.
 */
const mostElements = 60_000;

/**
 * Closes the first cluster of a webm that breaks off within it, at the last block that is whole. The
 * media library reads a cluster whole or not at all, while a decoder plays whatever has arrived. It
 * returns undefined where the first cluster is whole, or nothing of it has arrived.
 */
export async function withFirstClusterClosed(
  source: RecordingSource,
): Promise<RecordingSource | undefined> {
  const cluster = await firstCluster(source);
  return cluster && !cluster.isWhole ? upTo(source, cluster) : undefined;
}

/** Keeps a webm only up to its first cluster, closed as above where it is not whole. */
export async function withFirstClusterAlone(
  source: RecordingSource,
): Promise<RecordingSource | undefined> {
  const cluster = await firstCluster(source);
  return cluster && upTo(source, cluster);
}

interface Cluster {
  readonly sizeAt: number;
  readonly start: number;
  readonly end: number;
  readonly isWhole: boolean;
}

async function firstCluster(source: RecordingSource): Promise<Cluster | undefined> {
  const head = Buffer.from(await source.read(0, headBytes));
  const at = head.indexOf(clusterMark);
  if (at < 0) return undefined;
  const sizeAt = at + clusterMark.byteLength;
  const size = ebmlNumber(head, sizeAt);
  if (!size) return undefined;
  const start = sizeAt + size.byteLength;
  const statedEnd = start + size.value;
  const isWhole = !size.isUnknown && statedEnd <= source.sizeBytes;
  const end = isWhole ? statedEnd : await endOfWholeElements(source, start);
  return end > start ? { sizeAt, start, end, isWhole } : undefined;
}

const longestSizeBytes = 8;

function upTo(source: RecordingSource, { sizeAt, start, end }: Cluster): RecordingSource {
  return spliced(source, [
    { start: 0, end: sizeAt },
    // An unknown size may be written in a single byte.
    writtenEbmlNumber(end - start, longestSizeBytes),
    { start, end },
  ]);
}

/**
 * The ids of everything that may stand in a cluster: its time, blocks alone and in groups, its
 * position, the size of the cluster before, and void.
 */
const inClusters = [0xe7, 0xa3, 0xa0, 0xa7, 0xab, 0x5854, 0xaf, 0xec, 0xbf];

async function endOfWholeElements(source: RecordingSource, start: number): Promise<number> {
  let end = start;
  for (let count = 0; count < mostElements; count += 1) {
    const element = await ebmlElementAt(source, end);
    if (element?.contentBytes === undefined || !inClusters.includes(element.id)) break;
    const next = element.contentStart + element.contentBytes;
    if (next > source.sizeBytes) break;
    end = next;
  }
  return end;
}
