import { describe, expect, it } from 'vitest';
import { callLimits } from '../../../shared/lectures/delivery.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { deliveryOf } from '../../support/lecture-journey.ts';
import { testStart } from '../../support/manual-clock.ts';

const limits = (remainingSeconds: number, untilDeadline: number, isLastReceive = false) =>
  callLimits(
    testStart,
    lectureOf({ deadlineAt: testStart + untilDeadline }),
    deliveryOf({ remainingSeconds, isLastReceive }),
  );

describe('a call to a provider', () => {
  it('must have ended five seconds before its run does', () => {
    expect(limits(240, 900_000)).toEqual({ budgetMilliseconds: 235_000, isLastChance: false });
  });

  it('must have ended by the lecture’s deadline, which is its last chance if no run comes after it', () => {
    expect(limits(240, 30_000)).toEqual({ budgetMilliseconds: 30_000, isLastChance: true });
    expect(limits(240, 240_000).isLastChance).toBe(true);
    expect(limits(240, 240_001).isLastChance).toBe(false);
  });

  it('is the last chance on the last receive, however far the deadline is', () => {
    expect(limits(240, 900_000, true).isLastChance).toBe(true);
  });

  it('has a whole number of milliseconds, and one if there is no time left', () => {
    expect(limits(240, 30_000.9).budgetMilliseconds).toBe(30_000);
    expect(limits(4, 900_000).budgetMilliseconds).toBe(1);
    expect(limits(240, -1).budgetMilliseconds).toBe(1);
  });
});
