import { beforeEach, expect, it } from 'vitest';
import { dynamoRepeats } from '../../../shared/adapters/dynamo-repeats.ts';
import type { RepeatGuard, Submitted } from '../../../shared/lectures/ports.ts';
import { describeOnEachEngine } from '../../support/dynamo-engines.ts';
import { testStart } from '../../support/manual-clock.ts';

const bytes = { userId: 7_001, topicId: 1001, etag: 'd41d8cd98f00b204e9800998ecf8427e' };
const guardSeconds = 3_600;
const after = (seconds: number) => testStart + seconds * 1000;

describeOnEachEngine('the guard against repeats', (engine) => {
  let repeats: RepeatGuard;
  beforeEach(async () => {
    repeats = dynamoRepeats(await engine.freshTable(), guardSeconds);
  });

  const hold = async (
    submitted: Submitted,
    lectureId: number,
    now: number,
    insteadOf?: number,
  ): Promise<number> => (await repeats.hold(submitted, { lectureId }, now, insteadOf)).lectureId;

  it('gives bytes to the first lecture, and leads later ones to it', async () => {
    expect(await hold(bytes, 1, testStart)).toBe(1);
    expect(await hold(bytes, 2, after(10))).toBe(1);
    expect(await hold(bytes, 1, after(20))).toBe(1);
  });

  it('gives bytes to one of several that come at once', async () => {
    const held = await Promise.all([1, 2, 3, 4].map((id) => hold(bytes, id, testStart)));
    expect(new Set(held).size).toBe(1);
  });

  it('keeps other bytes, topics and users apart', async () => {
    await hold(bytes, 1, testStart);
    expect(await hold({ ...bytes, etag: 'other' }, 2, testStart)).toBe(2);
    expect(await hold({ ...bytes, topicId: 1002 }, 3, testStart)).toBe(3);
    expect(await hold({ ...bytes, userId: 7_002 }, 4, testStart)).toBe(4);
  });

  it('lets a new lecture take the place of the one it names', async () => {
    await hold(bytes, 1, testStart);
    expect(await hold(bytes, 2, after(1), 1)).toBe(2);
    expect(await hold(bytes, 1, after(2))).toBe(2);
  });

  it('lets one of two new lectures take that place', async () => {
    await hold(bytes, 1, testStart);
    const held = await Promise.all([2, 3].map((id) => hold(bytes, id, after(1), 1)));
    expect(new Set(held).size).toBe(1);
    expect(held[0]).not.toBe(1);
  });

  it('ends after its time, though the item is still there', async () => {
    await hold(bytes, 1, testStart);
    expect(await hold(bytes, 2, after(guardSeconds - 1))).toBe(1);
    expect(await hold(bytes, 2, after(guardSeconds))).toBe(2);
    expect(await hold(bytes, 1, after(guardSeconds + 1))).toBe(2);
  });

  it('tells the whole key of the upload that holds the bytes', async () => {
    const first = { lectureId: 1, uploadProof: 'of the first' };
    await repeats.hold(bytes, first, testStart);
    const later = { lectureId: 2, uploadProof: 'of the second' };
    expect(await repeats.hold(bytes, later, after(1))).toEqual(first);
  });
});
