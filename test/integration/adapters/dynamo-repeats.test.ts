import { beforeEach, expect, it } from 'vitest';
import { dynamoRepeats } from '../../../shared/adapters/dynamo-repeats.ts';
import type { RepeatGuard } from '../../../shared/lectures/ports.ts';
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

  it('gives bytes to the first lecture, and sends later ones to it', async () => {
    expect(await repeats.hold(bytes, 1, testStart)).toBe(1);
    expect(await repeats.hold(bytes, 2, after(10))).toBe(1);
    expect(await repeats.hold(bytes, 1, after(20))).toBe(1);
  });

  it('gives bytes to one of those that come at once', async () => {
    const held = await Promise.all([1, 2, 3, 4].map((id) => repeats.hold(bytes, id, testStart)));
    expect(new Set(held).size).toBe(1);
  });

  it('keeps other bytes, topics and users apart', async () => {
    await repeats.hold(bytes, 1, testStart);
    expect(await repeats.hold({ ...bytes, etag: 'other' }, 2, testStart)).toBe(2);
    expect(await repeats.hold({ ...bytes, topicId: 1002 }, 3, testStart)).toBe(3);
    expect(await repeats.hold({ ...bytes, userId: 7_002 }, 4, testStart)).toBe(4);
  });

  it('lets a new lecture take the place of the one it names', async () => {
    await repeats.hold(bytes, 1, testStart);
    expect(await repeats.hold(bytes, 2, after(1), 1)).toBe(2);
    expect(await repeats.hold(bytes, 1, after(2))).toBe(2);
  });

  it('lets one of two new lectures take that place', async () => {
    await repeats.hold(bytes, 1, testStart);
    const held = await Promise.all([2, 3].map((id) => repeats.hold(bytes, id, after(1), 1)));
    expect(new Set(held).size).toBe(1);
    expect(held[0]).not.toBe(1);
  });

  it('ends after its time, though the item is still there', async () => {
    await repeats.hold(bytes, 1, testStart);
    expect(await repeats.hold(bytes, 2, after(guardSeconds - 1))).toBe(1);
    expect(await repeats.hold(bytes, 2, after(guardSeconds))).toBe(2);
    expect(await repeats.hold(bytes, 1, after(guardSeconds + 1))).toBe(2);
  });
});
