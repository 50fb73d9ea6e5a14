import { describe, expect, it } from 'vitest';
import { metrics } from '../../../shared/contracts/metrics.ts';
import { countBy, measure } from '../../../shared/platform/metrics.ts';
import { measuredLogOfEachTest } from '../../support/captured-log.ts';
import { readEmbeddedMetrics } from '../../support/embedded-metrics.ts';

const captured = measuredLogOfEachTest();

describe('a measurement', () => {
  it('is one line that CloudWatch accepts, under the stage’s own namespace', () => {
    measure({ values: { SecondsToFeedback: 31.5, LecturesSucceeded: 1 } });

    expect(captured.text().split('\n')).toHaveLength(1);
    expect(captured.metrics()).toMatchObject([
      { name: 'SecondsToFeedback', value: 31.5, namespace: 'LearningMate-test' },
      { name: 'LecturesSucceeded', value: 1, namespace: 'LearningMate-test' },
    ]);
    expect(captured.metrics().map(({ dimensionSets }) => dimensionSets)).toEqual([[[]], [[]]]);
  });

  it('of 0 is a 0, not missing', () => {
    measure({ values: { LecturesSucceeded: 0 } });
    expect(captured.metrics()).toMatchObject([{ name: 'LecturesSucceeded', value: 0 }]);
  });

  it('can count at an earlier time', () => {
    const installedAt = Date.UTC(2026, 10, 14, 3);
    measure({ values: { Day7Back: 1 }, at: installedAt });
    expect(captured.metrics()).toMatchObject([{ timestamp: installedAt }]);
  });
});

describe('a count by dimensions', () => {
  it('counts in total and by each set of dimensions', () => {
    countBy('ProviderErrors', { Step: 'speech', Kind: 'quota' });
    expect(captured.metrics()).toEqual([
      {
        name: 'ProviderErrors',
        value: 1,
        namespace: 'LearningMate-test',
        timestamp: expect.any(Number),
        dimensionSets: [[], ['Kind'], ['Step', 'Kind']],
        dimensions: { Step: 'speech', Kind: 'quota' },
      },
    ]);
  });
});

describe('the declared metrics', () => {
  const combinations = Object.values(metrics).flatMap(({ by }) => {
    const sets: readonly Readonly<Record<string, readonly string[]>>[] = by;
    return sets.map((set) =>
      Object.values(set).reduce((product, values) => product * values.length, 1),
    );
  });

  it('are so few that a month of them costs less than the lectures', () => {
    // $0.30 each, and only for the combinations that occur.
    const plain = Object.keys(metrics).length;
    expect(combinations.reduce((sum, count) => sum + count, plain)).toBeLessThan(180);
  });
});

describe('the check in these tests', () => {
  const line = (parts: object) => JSON.stringify({ ...parts });
  const aws = (Dimensions: unknown, Namespace: unknown = 'N') => ({
    _aws: {
      Timestamp: 1,
      CloudWatchMetrics: [{ Namespace, Dimensions, Metrics: [{ Name: 'M', Unit: 'Count' }] }],
    },
  });

  it.each([
    ['no namespace', line({ ...aws([[]], ''), M: 1 })],
    ['a dimension without a value', line({ ...aws([['Kind']]), M: 1 })],
    ['a dimension that is a number', line({ ...aws([['Kind']]), M: 1, Kind: 1 })],
    ['a metric without a value', line(aws([[]]))],
    ['no dimension set at all', line({ ...aws([]), M: 1 })],
  ])('refuses a line with %s', (_, text) => {
    expect(() => readEmbeddedMetrics(text)).toThrow();
  });
});
