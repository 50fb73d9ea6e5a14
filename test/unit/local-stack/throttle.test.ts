import { expect, it } from 'vitest';
import { tokenBucket } from '../../../infra/local/http-api/throttle.ts';

it('a token bucket lets a burst pass, then as many as its rate refills, never above the burst', () => {
  let milliseconds = 0;
  const mayPass = tokenBucket({ ratePerSecond: 2, burst: 3 }, () => milliseconds);
  const passed = (attempts: number): number =>
    Array.from({ length: attempts }, mayPass).filter(Boolean).length;

  expect(passed(5)).toBe(3);
  milliseconds += 500;
  expect(passed(5)).toBe(1);
  milliseconds += 60_000;
  expect(passed(5)).toBe(3);
});
