import { readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recognizeRecording } from '../../../shared/recordings/recognize-recording.ts';
import { sourceOf } from '../../support/in-memory-recordings.ts';
import { countedReads, recordingFixture, wholeOf } from '../../support/recording-bytes.ts';

const folder = new URL('../../fixtures/recordings/', import.meta.url);
const namesIn = (path: string) =>
  readdirSync(new URL(path, folder)).filter((name) => !/\.(?:md|sh)$|^formats$/.test(name));
const files = await Promise.all(
  [...namesIn('./'), ...namesIn('formats/').map((name) => `formats/${name}`)].map(recordingFixture),
);

/** Cut anywhere, and with bytes changed mostly in headers. */
const broken = fc
  .tuple(
    fc.constantFrom(...files),
    fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
    fc.array(fc.tuple(fc.oneof(fc.nat(64), fc.nat(4_000), fc.nat(60_000)), fc.nat(255)), {
      maxLength: 24,
    }),
    fc.array(fc.tuple(fc.nat(4_000), fc.constantFrom('00000000', 'ffffffff', '7fffffff')), {
      maxLength: 2,
    }),
  )
  .map(([file, share, changes, sizes]) => {
    const bytes = Buffer.from(file.subarray(0, Math.ceil(file.length * share)));
    for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
    for (const [at, hex] of sizes) bytes.write(hex, Math.min(at, bytes.length), 'hex');
    return bytes;
  });

describe('a recording that is broken in any way', () => {
  it('is accepted, refused or silent, never an error, and is not read over and over', async () => {
    await fc.assert(
      fc.asyncProperty(broken, async (bytes) => {
        const source = countedReads(sourceOf(bytes));
        const recognition = await recognizeRecording(source, { maximumSeconds: 600 });
        expect(source.reads.length).toBeLessThan(40);
        if (!('recording' in recognition)) return;
        const { recording } = recognition;
        expect((await wholeOf(recording)).byteLength).toBe(recording.sizeBytes);
      }),
      { numRuns: 400 },
    );
  });

  it('is not searched for ever if it ends within its header', async () => {
    const headers = ['hash-table-good.webm', 'formats/screen-live.webm', 'formats/screen.mp4'];
    for (const file of await Promise.all(headers.map(recordingFixture))) {
      for (let length = 1; length < 400; length += 1) {
        await recognizeRecording(sourceOf(file.subarray(0, length)), { maximumSeconds: 600 });
      }
    }
  });

  it('is never anything else, whatever bytes it has', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 20_000 }), async (bytes) => {
        await recognizeRecording(sourceOf(bytes), { maximumSeconds: 600 });
      }),
      { numRuns: 200 },
    );
  });
});
