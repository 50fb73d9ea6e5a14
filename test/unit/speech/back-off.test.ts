import { describe, expect, it } from 'vitest';
import { clocks } from '../../../shared/contracts/clocks.ts';
import { backOffSeconds } from '../../../shared/speech/back-off.ts';

describe('a lecture’s rest before its next try', () => {
  it('doubles up to two minutes', () => {
    const rests = Array.from({ length: 7 }, (_, index) => backOffSeconds(index + 1));
    expect(rests).toEqual([5, 10, 20, 40, 80, 120, 120]);
  });

  it('is as long as the provider asks, and never shorter than our own', () => {
    expect(backOffSeconds(1, 90)).toBe(90);
    expect(backOffSeconds(4, 1)).toBe(40);
  });

  it('spreads all receives of a message over minutes, even if the provider says a second', () => {
    let seconds = 0;
    for (let receive = 1; receive < clocks.maximumReceives; receive++) {
      seconds += backOffSeconds(receive, 1);
    }
    expect(seconds).toBeGreaterThan(300);
    expect(seconds).toBeLessThan(clocks.deadlineSeconds);
  });
});
