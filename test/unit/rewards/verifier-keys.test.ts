import { describe, expect, it } from 'vitest';
import {
  askAgainSeconds,
  KeysUnavailable,
  keptVerifierKeys,
  restSeconds,
  type VerifierKey,
} from '../../../shared/rewards/verifier-keys.ts';
import { manualClock } from '../../support/manual-clock.ts';

const keyNamed = (): VerifierKey => ({ verifies: () => true });
const [first, second] = [keyNamed(), keyNamed()];
const daySeconds = 24 * 3_600;

function server() {
  const clock = manualClock();
  let published = new Map([['1', first]]);
  let isAway = false;
  let asked = 0;
  const keys = keptVerifierKeys(async () => {
    asked += 1;
    if (isAway) throw new Error('away');
    return published;
  }, clock.now);
  return {
    clock,
    find: keys.find,
    asked: () => asked,
    publish: (...ids: readonly [string, VerifierKey][]) => {
      published = new Map(ids);
    },
    isAway: (away: boolean) => {
      isAway = away;
    },
  };
}

describe('the keys of rewards', () => {
  it('are read once, and kept for less than a day', async () => {
    const { find, asked, clock } = server();
    expect(await find('1')).toBe(first);
    clock.advanceSeconds(daySeconds - 1);
    expect(await find('1')).toBe(first);
    expect(asked()).toBe(1);
    clock.advanceSeconds(1);
    expect(await find('1')).toBe(first);
    expect(asked()).toBe(2);
  });

  it('that are no longer published are good for no longer than that', async () => {
    const { find, publish, clock } = server();
    await find('1');
    publish(['2', second]);
    clock.advanceSeconds(daySeconds);
    expect(await find('1')).toBeUndefined();
    expect(await find('2')).toBe(second);
  });

  it('are read again because of an unknown id', async () => {
    const { find, publish, asked, clock } = server();
    await find('1');
    publish(['1', first], ['2', second]);
    clock.advanceSeconds(askAgainSeconds);
    expect(await find('2')).toBe(second);
    expect(asked()).toBe(2);
  });

  it('are not read again for each of a thousand ids that somebody made up', async () => {
    const { find, asked, clock } = server();
    for (let id = 1_000; id < 2_000; id += 1) {
      expect(await find(String(id))).toBeUndefined();
      clock.advanceSeconds(1);
    }
    expect(asked()).toBe(Math.ceil(1_000 / askAgainSeconds));
  });

  it('stay good while the server is unreachable, for as long as they may be kept', async () => {
    const { find, isAway, clock } = server();
    await find('1');
    isAway(true);
    clock.advanceSeconds(daySeconds - 1);
    expect(await find('1')).toBe(first);
    await expect(find('2')).rejects.toThrow(KeysUnavailable);
    expect(await find('1')).toBe(first);
    clock.advanceSeconds(restSeconds);
    await expect(find('1')).rejects.toThrow(KeysUnavailable);
  });

  it('are not asked of a server that has just failed, but again a little later', async () => {
    const { find, isAway, asked, clock } = server();
    isAway(true);
    for (let time = 0; time < 5; time += 1) {
      await expect(find('1')).rejects.toThrow(KeysUnavailable);
    }
    expect(asked()).toBe(1);
    isAway(false);
    clock.advanceSeconds(restSeconds);
    expect(await find('1')).toBe(first);
  });

  it('are read again if the clock was set back', async () => {
    const { find, asked, clock } = server();
    await find('1');
    clock.advanceSeconds(-60);
    expect(await find('1')).toBe(first);
    expect(asked()).toBe(2);
  });
});
