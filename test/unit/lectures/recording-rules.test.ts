import { readFile } from 'node:fs/promises';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordingMaximumBytes } from '../../../shared/contracts/recordings.ts';
import { recognizeRecording, refuseBySize } from '../../../shared/lectures/recording-rules.ts';
import { inChunks } from '../../support/in-memory-recordings.ts';

const fixtures = new URL('../../fixtures/recordings/', import.meta.url);

async function recognized(bytes: Uint8Array, chunkBytes = 1_000) {
  const recording = await recognizeRecording({
    bytes: inChunks(bytes, chunkBytes),
    sizeBytes: bytes.byteLength,
  });
  if (!recording) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of recording.bytes) chunks.push(chunk);
  return { ...recording, bytes: Buffer.concat(chunks) };
}

describe('a recording', () => {
  const types = [
    ['hash-table-good.webm', 'recording.webm', 'audio/webm'],
    ['hash-table-partly.mp4', 'recording.mp4', 'audio/mp4'],
    ['hash-table-partly.m4a', 'recording.m4a', 'audio/mp4'],
    ['hash-table-misconception.wav', 'recording.wav', 'audio/wav'],
    ['kimchi-stew.mp3', 'recording.mp3', 'audio/mpeg'],
    ['hash-table-english.ogg', 'recording.ogg', 'audio/ogg'],
    ['untagged.flac', 'recording.flac', 'audio/flac'],
  ] as const;

  it.each(types)(
    '%s goes on as %s, with not a byte lost in any chunking',
    async (file, fileName, contentType) => {
      const bytes = await readFile(new URL(file, fixtures));
      for (const chunkBytes of [7, 997, 4_099, 4_100, 4_101, 65_536]) {
        const recording = await recognized(bytes, chunkBytes);
        expect(recording).toMatchObject({ fileName, contentType, sizeBytes: bytes.byteLength });
        expect(recording?.bytes.equals(bytes)).toBe(true);
      }
    },
  );

  it('shorter than what is sniffed is recognised all the same', async () => {
    const bytes = (await readFile(new URL('hash-table-misconception.wav', fixtures))).subarray(
      0,
      200,
    );

    expect((await recognized(bytes))?.bytes.equals(bytes)).toBe(true);
  });

  it('with a cover picture larger than what is sniffed before its sound is an mp3', async () => {
    const tagBytes = 20_000;
    const tag = Buffer.alloc(10 + tagBytes);
    tag.write('ID3');
    tag.set([3, 0, 0, 0, 0, tagBytes >> 7, tagBytes & 0x7f], 3);
    const sound = await readFile(new URL('kimchi-stew.mp3', fixtures));

    expect(await recognized(Buffer.concat([tag, sound]))).toMatchObject({
      fileName: 'recording.mp3',
    });
  });

  const png = Buffer.from(
    '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489',
    'hex',
  );
  it.each([
    ['a text', Buffer.from('just a text, nothing to hear')],
    ['a picture', Buffer.concat([png, Buffer.alloc(5_000)])],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a program', Buffer.concat([Buffer.from('7f454c46020101', 'hex'), Buffer.alloc(5_000)])],
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(10_000)],
  ])('that is %s is refused', async (_, bytes) => {
    await expect(recognized(bytes)).resolves.toBeUndefined();
  });

  it('with the name of a recording is refused when it is a text file', async () => {
    const bytes = await readFile(new URL('not-audio.webm', fixtures));

    await expect(recognized(bytes)).resolves.toBeUndefined();
  });

  it('that is broken in any way is either recognised or refused, never an error', async () => {
    const files = await Promise.all(types.map(([file]) => readFile(new URL(file, fixtures))));
    const broken = fc
      .tuple(
        fc.constantFrom(...files),
        fc.integer({ min: 1, max: 4_000 }),
        fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 20 }),
      )
      .map(([file, length, changes]) => {
        const bytes = Buffer.from(file.subarray(0, length));
        for (const [at, value] of changes) if (at < length) bytes[at] = value;
        return bytes;
      });
    await fc.assert(
      fc.asyncProperty(broken, async (bytes) => {
        const recording = await recognized(bytes, 64);
        expect(recording === undefined || recording.bytes.equals(bytes)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('that is refused lets go of its stream', async () => {
    let isReleased = false;
    async function* endless() {
      try {
        for (;;) yield Buffer.alloc(1_000);
      } finally {
        isReleased = true;
      }
    }

    await recognizeRecording({ bytes: endless(), sizeBytes: 1_000_000 });
    expect(isReleased).toBe(true);
  });

  it('that nobody wants to hear to its end lets go of its stream', async () => {
    let isReleased = false;
    const wav = await readFile(new URL('hash-table-misconception.wav', fixtures));
    async function* stored() {
      try {
        yield* inChunks(wav, 1_000);
      } finally {
        isReleased = true;
      }
    }

    const recording = await recognizeRecording({ bytes: stored(), sizeBytes: wav.byteLength });
    for await (const _ of recording?.bytes ?? []) break;
    expect(isReleased).toBe(true);
  });
});

describe('the size', () => {
  it('refuses nothing but what is empty or above the limit', () => {
    const refusal = (sizeBytes: number) => refuseBySize({ etag: 'e', sizeBytes });

    expect([0, 1, recordingMaximumBytes, recordingMaximumBytes + 1].map(refusal)).toEqual([
      'RECORDING_EMPTY',
      undefined,
      undefined,
      'RECORDING_TOO_LARGE',
    ]);
  });
});
