import { describe, expect, it } from 'vitest';
import { ownTable, ownVerdicts } from '../../bench/pipeline/own-figures.ts';
import type { LectureTimes, OwnRound } from '../../bench/pipeline/own-part.ts';
import { medianOf } from '../../bench/report/cells.ts';

const lectureOf = (processorMilliseconds: number, awsCalls = 26): LectureTimes => {
  const step = { milliseconds: 10, processorMilliseconds };
  return { submission: step, work: step, reading: step, awsCalls };
};

const roundOf = (alone: number, atOnce: number): OwnRound => ({
  alone: lectureOf(alone),
  atOnce: lectureOf(atOnce, 39),
  bare: { milliseconds: 20, processorMilliseconds: 3 },
});

const rounds = [roundOf(2, 2), roundOf(2, 2), roundOf(2, 2)];
const measuredOf = (waits: { alone: number; atOnce: number }, taken = rounds) =>
  ownVerdicts(taken, waits).map(({ measured }) => medianOf(measured));

describe('our own part with 50 at once', () => {
  it('is what a lecture waits for AWS, and its processor time on the share that its function has', () => {
    const [same] = measuredOf({ alone: 130, atOnce: 130 });
    expect(same).toBe(1);
    const perLecture = 2 * (1_769 / 512 + 1_769 / 216 + 1_769 / 512);
    const [twice] = measuredOf({ alone: 100, atOnce: 100 + perLecture + 100 });
    expect(twice).toBeCloseTo(2, 10);
  });

  it('misses its target where the processor works three times as long, or AWS is waited for so', () => {
    const [slower] = measuredOf({ alone: 0, atOnce: 0 }, [roundOf(1, 3)]);
    const [waiting] = measuredOf({ alone: 100, atOnce: 400 });
    const [{ atMost = 0 } = {}] = ownVerdicts(rounds, { alone: 1, atOnce: 1 });
    expect(slower).toBeGreaterThan(atMost);
    expect(waiting).toBeGreaterThan(atMost);
  });
});

it('counts what 50 at once ask of AWS beyond what one learner does, and what the bare calls take', () => {
  const [, processor, calls, bare, bareProcessor] = measuredOf({ alone: 1, atOnce: 1 });
  expect([processor, calls, bare, bareProcessor]).toEqual([1, 1.5, 1.5, 2]);
});

it('tells the bare calls in the columns of what they stand against', () => {
  const { columns, rows } = ownTable(rounds, { alone: 130, atOnce: 130 });
  for (const row of rows) expect(row).toHaveLength(columns.length);
  const bareRow = rows.at(-1) ?? [];
  const titled = (part: string) => bareRow[columns.findIndex(({ title }) => title.includes(part))];
  expect(titled('together')).toMatchObject({ median: 3 });
  expect(titled('in hand')).toMatchObject({ median: 20 });
});
