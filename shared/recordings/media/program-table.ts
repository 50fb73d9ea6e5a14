/** The kinds of stream that can be sent to the speech API in one form or another. */
export type AcceptedKind = 'adts' | 'mpeg' | 'ac3';

/** What a transport stream says about one of its streams. */
export interface ProgramStream {
  readonly pid: number;
  readonly kind: AcceptedKind | 'unknown' | 'other sound' | 'no sound';
}

const kindByType: Readonly<Record<number, ProgramStream['kind']>> = {
  3: 'mpeg',
  4: 'mpeg',
  15: 'adts',
  129: 'ac3',
  // These are AAC as broadcasters send it, and the formats of Blu-ray discs: samples, DTS, TrueHD and
  // Dolby Digital Plus.
  17: 'other sound',
  28: 'other sound',
  128: 'other sound',
  130: 'other sound',
  131: 'other sound',
  132: 'other sound',
  133: 'other sound',
  134: 'other sound',
  135: 'other sound',
};
const privateData = 6;
/**
 * The kinds of private data, by a descriptor of DVB's. Opus and others register themselves with four
 * letters.
 */
const registration = 5;
const kindByDescriptor: Readonly<Record<number, ProgramStream['kind']>> = {
  106: 'ac3',
  122: 'other sound',
  123: 'other sound',
  124: 'other sound',
};
const kindByRegistration: Readonly<Record<string, ProgramStream['kind']>> = {
  'AC-3': 'ac3',
  EAC3: 'other sound',
  Opus: 'other sound',
  DTS1: 'other sound',
  DTS2: 'other sound',
  DTS3: 'other sound',
};

/**
 * The content of a section lies after its name and length, and before its checksum. ISO 13818-1, 2.4.4.
 */
const sectionHeaderBytes = 8;
const checksumBytes = 4;

/**
 * Reads the ids of the packets that carry the table of each program; undefined where this is another
 * table.
 */
export function readProgramAssociation(section: Buffer): readonly number[] | undefined {
  if (section[0] !== 0) return undefined;
  const pids: number[] = [];
  for (let at = sectionHeaderBytes; at + 4 <= section.byteLength - checksumBytes; at += 4) {
    // Program 0 describes the network.
    if (section.readUInt16BE(at) !== 0) pids.push(section.readUInt16BE(at + 2) & 0x1fff);
  }
  return pids;
}

/** Reads the streams of one program; undefined where this is another table. */
export function readProgramMap(section: Buffer): readonly ProgramStream[] | undefined {
  const end = section.byteLength - checksumBytes;
  if (section[0] !== 2 || end < sectionHeaderBytes + 4) return undefined;
  const streams: ProgramStream[] = [];
  let at = sectionHeaderBytes + 4 + (section.readUInt16BE(sectionHeaderBytes + 2) & 0xfff);
  while (at + 5 <= end) {
    const type = section.readUInt8(at);
    const pid = section.readUInt16BE(at + 1) & 0x1fff;
    const next = at + 5 + (section.readUInt16BE(at + 3) & 0xfff);
    const descriptors = section.subarray(at + 5, Math.min(next, end));
    // A stream without a description may be anything.
    const unknown = descriptors.byteLength === 0 ? 'unknown' : undefined;
    const kind = type === privateData ? (kindOfPrivate(descriptors) ?? unknown) : kindByType[type];
    streams.push({ pid, kind: kind ?? 'no sound' });
    at = next;
  }
  return streams;
}

function kindOfPrivate(descriptors: Buffer): ProgramStream['kind'] | undefined {
  for (let at = 0; at + 2 <= descriptors.byteLength; at += 2 + (descriptors[at + 1] ?? 0)) {
    const tag = descriptors[at] ?? 0;
    const kind =
      tag === registration
        ? kindByRegistration[descriptors.toString('latin1', at + 2, at + 6)]
        : kindByDescriptor[tag];
    if (kind) return kind;
  }
  return undefined;
}
