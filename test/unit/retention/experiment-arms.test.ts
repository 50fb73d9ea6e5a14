import { describe, expect, it } from 'vitest';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import { armOf } from '../../../shared/retention/experiment-arms.ts';
import { testStart } from '../../support/manual-clock.ts';

const learners = Array.from({ length: 10_000 }, (_, each) => newId(testStart + each * 977, 0.5));
const inChanged = (name: string, share: number) =>
  learners.filter((userId) => armOf(userId, { name, share }) === 'changed');

describe('the arm of a learner', () => {
  it('never changes: arms that were given out stay', () => {
    const given = [7_001, 244_351_179_819_687, 7_199_254_740_991, 12].map((userId) =>
      armOf(userId, { name: 'short-quest', share: 50 }),
    );
    expect(given).toEqual(['changed', 'usual', 'usual', 'usual']);
  });

  it.each([0, 10, 50, 100])('is `changed` for %d of a hundred', (share) => {
    const expected = (learners.length * share) / 100;
    // Five standard deviations of a fair share.
    const far = 5 * Math.sqrt((expected * (100 - share)) / 100);
    expect(Math.abs(inChanged('a', share).length - expected)).toBeLessThanOrEqual(far);
  });

  it('stays `changed` if the share grows', () => {
    const after = new Set(inChanged('a', 30));
    expect(inChanged('a', 20).filter((userId) => !after.has(userId))).toEqual([]);
  });

  it('in one experiment says nothing about the arm in another', () => {
    const one = new Set(inChanged('a', 50));
    const both = inChanged('b', 50).filter((userId) => one.has(userId));
    expect(Math.abs(both.length - learners.length / 4)).toBeLessThan(250);
  });
});
