import { describe, expect, it } from 'vitest';
import { isCanaryProof, makeCanaryProof } from '../../../shared/platform/canary-proof.ts';
import { testStart } from '../../support/manual-clock.ts';

const keyed = (key: string) => async (text: string) => `${key} of ${text}`;
const minuteMilliseconds = 60_000;

describe("the canary's proof", () => {
  it('is accepted within a minute, by a clock that is ahead or behind', async () => {
    const proof = await makeCanaryProof(keyed('k1'), testStart);
    for (const minutes of [-1, 0, 1]) {
      const now = testStart + minutes * minuteMilliseconds;
      expect(await isCanaryProof(keyed('k1'), proof, now)).toBe(true);
    }
  });

  it.each([-2, 2])('is worth nothing %d minutes from its own', async (minutes) => {
    const proof = await makeCanaryProof(keyed('k1'), testStart);
    const now = testStart + minutes * minuteMilliseconds;
    expect(await isCanaryProof(keyed('k1'), proof, now)).toBe(false);
  });

  it('cannot be made without the key', async () => {
    const proof = await makeCanaryProof(keyed('another'), testStart);
    expect(await isCanaryProof(keyed('k1'), proof, testStart)).toBe(false);
  });

  it.each([undefined, '', 'k1'])('is not %j', async (proof) => {
    expect(await isCanaryProof(keyed('k1'), proof, testStart)).toBe(false);
  });
});
