import { readFile } from 'node:fs/promises';
import type { SeededRandom } from './seeded-random.ts';

/** Makes another recording that sounds the same: repeats are recognised by the ETag. */
type Vary = (recording: Buffer, mark: Buffer) => Buffer;

const markBytes = 8;

/** An EBML Void element, which players skip. */
const voidElement: Vary = (recording, mark) =>
  Buffer.concat([recording, Buffer.from([0xec, 0x80 | mark.length]), mark]);

/** A `free` box, which players skip. */
const freeBox: Vary = (recording, mark) => {
  const header = Buffer.from('\0\0\0\0free', 'latin1');
  header.writeUInt32BE(header.length + mark.length);
  return Buffer.concat([recording, header, mark]);
};

/** The last samples, a few ten-thousandths of a second. */
const lastBytes: Vary = (recording, mark) =>
  Buffer.concat([recording.subarray(0, -mark.length), mark]);

const after: Vary = (recording, mark) => Buffer.concat([recording, mark]);

/** Most contain a talk, like most that learners send. */
const kinds: readonly { readonly file: string; readonly weight: number; readonly vary: Vary }[] = [
  { file: 'hash-table-good.webm', weight: 8, vary: voidElement },
  { file: 'hash-table-partly.mp4', weight: 4, vary: freeBox },
  { file: 'hash-table-misconception.wav', weight: 3, vary: lastBytes },
  { file: 'kimchi-stew.mp3', weight: 2, vary: lastBytes },
  { file: 'silence.webm', weight: 2, vary: voidElement },
  { file: 'not-audio.webm', weight: 1, vary: after },
];

export type NextRecording = (random: SeededRandom) => Uint8Array<ArrayBuffer>;

/** @returns a function that gives a recording in bytes that no other one has */
export async function loadRecordings(): Promise<NextRecording> {
  const loaded = await Promise.all(
    kinds.map(async ({ file, weight, vary }) => {
      const path = new URL(`../fixtures/recordings/${file}`, import.meta.url);
      return { weight, vary, recording: await readFile(path) };
    }),
  );
  const lots = loaded.flatMap((kind) => Array.from({ length: kind.weight }, () => kind));
  let count = 0;
  return (random) => {
    count += 1;
    const mark = Buffer.alloc(markBytes);
    mark.writeUInt32BE(count);
    mark.writeUInt32BE(random.below(2 ** 32), 4);
    const { vary, recording } = random.pick(lots);
    return new Uint8Array(vary(recording, mark));
  };
}
