import { describe, expect, it } from 'vitest';
import { settingsByStage } from '../../../infra/stack/settings.ts';
import { hottestSecond, places } from '../../bench/scale/hottest-second.ts';
import { byShare, limitsOf, partitionUnits, share } from '../../bench/scale/limits.ts';
import { loadOf } from '../../bench/scale/load.ts';

const stage = {
  settings: settingsByStage.prod,
  providerDollarsPerLecture: 0.024,
  foldSecondsPerLearner: 0.000_05,
  foldTimeoutSeconds: 600,
};
const tenMillion = loadOf(10_000_000);
const globalOf = ({ countedADay }: typeof tenMillion) => Math.ceil(countedADay);
const withOneCounter = hottestSecond(tenMillion, 1);
const withParts = hottestSecond(tenMillion, globalOf(tenMillion));

describe('the load of learners', () => {
  it('grows with their number, and one learner’s load is what they do on a day', () => {
    const three = loadOf(3);
    expect(three.lecturesADay).toBe(2);
    expect(three.countedADay).toBe(2.5);
    expect(three.lecturesPerSecond).toBeCloseTo((2 * 0.12) / 3_600, 12);
    expect(loadOf(3_000_000).workersAtOnce).toBeCloseTo(1e6 * three.workersAtOnce, 6);
  });
});

describe('the worst second of a partition', () => {
  it('is the same in each run', () => {
    expect(hottestSecond(loadOf(100_000), 5_000)).toEqual(hottestSecond(loadOf(100_000), 5_000));
  });

  it('with one counter is above the average of a second, but not far above', () => {
    const { lecturesPerSecond, answersPerSecond } = tenMillion;
    const mean = 2 * (lecturesPerSecond + answersPerSecond);
    const { writes } = withOneCounter.counter;
    expect(writes).toBeGreaterThan(mean);
    expect(writes).toBeLessThan(mean + 6 * Math.sqrt(2 * mean));
  });

  it('falls with the number of the counter’s parts', () => {
    expect(withParts.counter.writes).toBeLessThan(withOneCounter.counter.writes / 4);
  });

  it('of what everybody shares stays below half a partition with ten million learners', () => {
    for (const place of places) {
      expect(withParts[place].writes, place).toBeLessThan(partitionUnits.writes / 2);
      expect(withParts[place].reads, place).toBeLessThan(partitionUnits.reads / 2);
    }
  });
});

describe('the first limit that is reached', () => {
  const firstAmong = (load: typeof tenMillion, hottest = hottestSecond(load, globalOf(load))) =>
    byShare(limitsOf(load, hottest, stage));

  it('does not exist with a thousand learners, and is a setting of ours with more', () => {
    expect(firstAmong(loadOf(1_000)).filter((limit) => share(limit) > 1)).toEqual([]);
    expect(firstAmong(loadOf(100_000))[0]).toMatchObject({ kind: 'setting' });
  });

  it('is no partition of the table with ten million', () => {
    const beyond = firstAmong(tenMillion, withParts).filter((limit) => share(limit) > 1);
    expect(beyond.map(({ what }) => what)).not.toContainEqual(expect.stringContaining('DynamoDB'));
    expect(beyond.filter(({ kind }) => kind === 'built').map(({ what }) => what)).toEqual([
      'Lambda, runs at once from one queue',
    ]);
  });
});
