import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recognizeRecording } from '../../../shared/recordings/recognize-recording.ts';
import { sourceOf } from '../../support/in-memory-recordings.ts';

const fixtures = new URL('../../fixtures/recordings/', import.meta.url);
const fixture = (name: string) => readFile(new URL(name, fixtures));
const recognized = (bytes: Uint8Array) =>
  recognizeRecording(sourceOf(bytes), { maximumSeconds: 600 });

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
    '%s goes on as %s, not a byte lost, as often as it is opened',
    async (file, fileName, contentType) => {
      const bytes = await fixture(file);
      const recognition = await recognized(bytes);
      expect(recognition).toMatchObject({
        recording: { fileName, contentType, sizeBytes: bytes.byteLength },
      });
      if (!('recording' in recognition)) return;
      expect((await buffer(await recognition.recording.open())).equals(bytes)).toBe(true);
      expect((await buffer(await recognition.recording.open())).equals(bytes)).toBe(true);
    },
  );

  it('with a cover picture larger than what is sniffed before its sound is an mp3', async () => {
    const tagBytes = 20_000;
    const tag = Buffer.alloc(10 + tagBytes);
    tag.write('ID3');
    tag.set([3, 0, 0, 0, 0, tagBytes >> 7, tagBytes & 0x7f], 3);

    expect(await recognized(Buffer.concat([tag, await fixture('kimchi-stew.mp3')]))).toMatchObject({
      recording: { fileName: 'recording.mp3' },
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
    await expect(recognized(bytes)).resolves.toEqual({ refused: 'RECORDING_NOT_AUDIO' });
  });

  it('with the name of a recording is refused when it is a text file', async () => {
    await expect(recognized(await fixture('not-audio.webm'))).resolves.toEqual({
      refused: 'RECORDING_NOT_AUDIO',
    });
  });

  it('that is broken in any way is either recognised or refused, never an error', async () => {
    const files = await Promise.all(types.map(([file]) => fixture(file)));
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
        await recognized(bytes);
      }),
      { numRuns: 300 },
    );
  });
});
