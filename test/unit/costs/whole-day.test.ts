import { expect, it } from 'vitest';
import { wholeDays } from '../../bench/costs/whole-day.ts';

it('an active day stays within 10 write and 15 read units, whatever its learner asked for', () => {
  for (const { writes, reads } of Object.values(wholeDays())) {
    expect(writes).toBeLessThanOrEqual(10);
    expect(reads).toBeLessThanOrEqual(15);
  }
});
