import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recognizeRecording } from '../../../shared/recordings/recognize-recording.ts';
import { sourceOf } from '../../support/in-memory-recordings.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/recordings/${name}`, import.meta.url));
const recognized = async (bytes: Uint8Array) =>
  recognizeRecording(sourceOf(bytes), { maximumSeconds: 600 });

/** An ID3v2 tag whose one frame is a picture of so many bytes, as podcasts begin with. */
function pictureTag(bytes: number): Buffer {
  const syncsafe = (size: number) => [21, 14, 7, 0].map((shift) => (size >> shift) & 0x7f);
  const frame = Buffer.concat([
    Buffer.from('APIC'),
    Buffer.from(syncsafe(bytes)),
    Buffer.from([0, 0]),
    Buffer.alloc(bytes, 1),
  ]);
  return Buffer.concat([
    Buffer.from('ID3'),
    Buffer.from([4, 0, 0, ...syncsafe(frame.byteLength)]),
    frame,
  ]);
}

/** A webm whose EBML header begins with so much padding (a Void element), as muxers may leave. */
function paddedWebm(bytes: Buffer, paddingBytes: number): Buffer {
  const sizeLength = Math.clz32(bytes[4] ?? 0) - 23;
  const size = bytes.readUIntBE(4, sizeLength) & ~(1 << (7 * sizeLength));
  const bodyAt = 4 + sizeLength;
  const size32 = (value: number) => [0x10 | (value >> 24), value >> 16, value >> 8, value];
  const body = Buffer.concat([
    Buffer.from([0xec, ...size32(paddingBytes)]),
    Buffer.alloc(paddingBytes),
    bytes.subarray(bodyAt, bodyAt + size),
  ]);
  return Buffer.concat([
    bytes.subarray(0, 4),
    Buffer.from(size32(body.byteLength)),
    body,
    bytes.subarray(bodyAt + size),
  ]);
}

describe('a recording in a rare container', () => {
  it('of QuickTime’s brand is MPEG-4 audio', async () => {
    const bytes = fixture('hash-table-partly.m4a');
    bytes.write('qt  ', 8, 'latin1');

    expect(await recognized(bytes)).toMatchObject({ recording: { contentType: 'audio/mp4' } });
  });

  it.each([100, 20_000])('as webm behind %i bytes of padding is webm', async (paddingBytes) => {
    const bytes = paddedWebm(fixture('hash-table-good.webm'), paddingBytes);

    expect(await recognized(bytes)).toMatchObject({ recording: { contentType: 'audio/webm' } });
  });

  it.each([100, 20_000])('as MP3 behind a picture of %i bytes is MP3', async (pictureBytes) => {
    const bytes = Buffer.concat([pictureTag(pictureBytes), fixture('kimchi-stew.mp3')]);

    expect(await recognized(bytes)).toMatchObject({ recording: { contentType: 'audio/mpeg' } });
  });
});
