import { ac3 } from './ac3.ts';
import { adts } from './adts.ts';
import { mpegFrameAt } from './mpeg-frames.ts';
import {
  type AcceptedKind,
  type ProgramStream,
  readProgramAssociation,
  readProgramMap,
} from './program-table.ts';
import { type PacketLayout, packetBytes, transportPackets } from './transport-packets.ts';

/** The stream that carries the sound, and its codec. */
export interface FoundSound {
  readonly kind: ProgramStream['kind'];
  isIn(stream: ProgramStream): boolean;
}

const frameKinds: readonly [AcceptedKind, (bytes: Buffer, at: number) => unknown][] = [
  ['adts', adts.frameAt],
  ['ac3', ac3.frameAt],
  ['mpeg', mpegFrameAt],
];
const longestHeaderBytes = Math.max(adts.longestHeaderBytes, ac3.longestHeaderBytes);

/** The header before the sound, in the first packet of each stretch with a time stamp. */
const stretchHeaderBytes = 9;

const isKnown = ({ kind }: ProgramStream) => frameKinds.some(([taken]) => taken === kind);

/**
 * Finds the sound of the first program that has any; undefined where these bytes describe no program.
 */
export async function findSound(
  stream: AsyncIterable<Uint8Array>,
  layout: PacketLayout,
): Promise<FoundSound | undefined> {
  const program = followedProgram(isKnown);
  let unknown: FoundSound | undefined;
  for await (const { bytes, starts } of transportPackets(stream, layout)) {
    for (const start of starts) {
      const packet = readPacket(bytes, start);
      if (!packet) continue;
      program.follow(packet, bytes);
      const { sound } = program;
      if (sound) return { kind: sound.kind, isIn: ({ kind }) => kind === sound.kind };
      if (unknown || !program.unknownPids.has(packet.pid)) continue;
      const kind = kindByBytes(packet, bytes);
      if (kind) unknown = { kind, isIn: ({ pid }) => pid === packet.pid };
    }
  }
  const { otherKind } = program;
  return unknown ?? (otherKind && { kind: otherKind, isIn: () => false });
}

/** Recognises the codec by the first frame after a time stamp. */
function kindByBytes({ isStart, start, end }: Packet, bytes: Buffer): AcceptedKind | undefined {
  const at = start + stretchHeaderBytes + (bytes[start + stretchHeaderBytes - 1] ?? 0);
  const isStretch = isStart && bytes.readUIntBE(start, 3) === 1 && at + longestHeaderBytes <= end;
  if (!isStretch) return undefined;
  return frameKinds.find(([, frameAt]) => frameAt(bytes, at))?.[0];
}

/**
 * Yields the sound of one program as its encoder made it, with nothing around it. Each part is valid
 * until the next.
 */
export async function* soundIn(
  bytes: AsyncIterable<Uint8Array>,
  layout: PacketLayout,
  { isIn }: FoundSound,
): AsyncGenerator<Uint8Array> {
  const program = followedProgram(isIn);
  let hasBegun = false;
  let headerLeft = 0;
  let lastCounter: number | undefined;
  for await (const { bytes: all, starts } of transportPackets(bytes, layout)) {
    let soundEnd = 0;
    for (const at of starts) {
      const packet = readPacket(all, at);
      if (packet?.pid !== program.sound?.pid) {
        if (packet) program.follow(packet, all);
        continue;
      }
      // The same packet may be sent twice.
      if (!packet || packet.counter === lastCounter) continue;
      lastCounter = packet.counter;
      if (packet.isStart && packet.end - packet.start >= stretchHeaderBytes) {
        hasBegun = true;
        headerLeft = stretchHeaderBytes + all.readUInt8(packet.start + stretchHeaderBytes - 1);
      }
      const skipped = Math.min(headerLeft, packet.end - packet.start);
      headerLeft -= skipped;
      if (!hasBegun) continue;
      all.copyWithin(soundEnd, packet.start + skipped, packet.end);
      soundEnd += packet.end - packet.start - skipped;
    }
    if (soundEnd > 0) yield all.subarray(0, soundEnd);
  }
}

/**
 * Follows which stream is the sound of a transport stream: the tables that say so are repeated, and may
 * change.
 */
function followedProgram(isWanted: (stream: ProgramStream) => boolean) {
  const begun = new Map<number, Buffer>();
  let mapPids: readonly number[] = [];
  let mapPid: number | undefined;
  let sound: ProgramStream | undefined;
  let otherKind: ProgramStream['kind'] | undefined;
  const unknownPids = new Set<number>();

  /** Collects a table: one of many streams comes in several packets. */
  const wholeTable = ({ pid, isStart, start, end }: Packet, bytes: Buffer): Buffer | undefined => {
    const before = isStart ? Buffer.alloc(0) : begun.get(pid);
    if (!before) return undefined;
    const from = isStart ? start + 1 + bytes.readUInt8(start) : start;
    const table = Buffer.concat([before, bytes.subarray(from, end)]);
    const sizeBytes = table.byteLength < 3 ? 3 : 3 + (table.readUInt16BE(1) & 0xfff);
    if (table.byteLength >= sizeBytes) {
      begun.delete(pid);
      return table.subarray(0, sizeBytes);
    }
    begun.set(pid, table);
    return undefined;
  };

  const choose = (streams: readonly ProgramStream[], pid: number) => {
    for (const stream of streams) if (stream.kind === 'unknown') unknownPids.add(stream.pid);
    const wanted = streams.filter(isWanted);
    const chosen = wanted.find((stream) => stream.pid === sound?.pid) ?? wanted[0];
    if (chosen) {
      sound = chosen;
      mapPid = pid;
    } else if (streams.some(({ kind }) => kind === 'other sound')) {
      otherKind = 'other sound';
    } else {
      otherKind ??= 'no sound';
    }
  };

  return {
    get sound() {
      return sound;
    },
    unknownPids,
    /** The kind of sound in a program that lacks the wanted one. */
    get otherKind() {
      return otherKind;
    },
    follow(packet: Packet, bytes: Buffer): void {
      const { pid } = packet;
      const isMap = mapPid === undefined ? mapPids.includes(pid) : pid === mapPid;
      if (pid !== 0 && !isMap) return;
      const table = wholeTable(packet, bytes);
      const pids = table && pid === 0 ? readProgramAssociation(table) : undefined;
      const streams = table && isMap ? readProgramMap(table) : undefined;
      if (streams) choose(streams, pid);
      if (!pids) return;
      mapPids = pids;
      if (mapPid !== undefined && !pids.includes(mapPid)) mapPid = undefined;
    },
  };
}

interface Packet {
  readonly pid: number;
  /** Whether something new begins in the packet: a table, or some frames with a time stamp. */
  readonly isStart: boolean;
  readonly counter: number;
  readonly start: number;
  readonly end: number;
}

/** Reads a packet; undefined where it is damaged, encrypted or empty. ISO 13818-1, 2.4.3.2. */
function readPacket(bytes: Buffer, at: number): Packet | undefined {
  const head = bytes.readUInt32BE(at);
  const isDamaged = (head & 0x80_0000) !== 0;
  const isEncrypted = (head & 0xc0) !== 0;
  const hasPayload = (head & 0x10) !== 0;
  const adaptationBytes = (head & 0x20) === 0 ? 0 : 1 + bytes.readUInt8(at + 4);
  const start = at + 4 + adaptationBytes;
  const end = at + packetBytes;
  if (isDamaged || isEncrypted || !hasPayload || start >= end) return undefined;
  return {
    pid: (head >> 8) & 0x1fff,
    isStart: (head & 0x40_0000) !== 0,
    counter: head & 0xf,
    start,
    end,
  };
}
