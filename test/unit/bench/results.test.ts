import { describe, expect, it } from 'vitest';
import { comparisonTable } from '../../bench/report/comparison.ts';
import { differences, readResults, resultsText } from '../../bench/report/results.ts';
import type { Spread } from '../../bench/report/section.ts';
import { tableText } from '../../bench/report/terminal.ts';
import { sectionOf, someConditions, spreadAround, verdictOf } from './sections.ts';

const ratios = (first: number, second: number) =>
  sectionOf({
    verdicts: [
      verdictOf({ metric: 'first', measured: spreadAround(first) }),
      verdictOf({ metric: 'second', measured: second }),
      verdictOf({ metric: 'of time', measured: first * second, unit: 'ms' }),
    ],
  });

const earlier = (...sections: Parameters<typeof resultsText>[0]) =>
  readResults(resultsText(sections, someConditions));

it('a run is compared by the medians of its ratios', () => {
  const found = differences(earlier(ratios(0.5, 2)), [ratios(0.6, 2)]);
  expect(found.map(({ metric, before, now }) => [metric, before, now])).toEqual([
    ['cold: first', spreadAround(0.5), spreadAround(0.6)],
    ['cold: second', 2, 2],
  ]);
  expect(found[0]?.change).toBeCloseTo(0.2);
});

it('the comparison names figures that are more than a tenth apart', () => {
  const before = earlier(ratios(0.5, 2));
  const lines = tableText(comparisonTable(differences(before, [ratios(0.54, 1.7)]), before));
  expect(lines).toMatch(/cold: first .* 8\.0\n/);
  expect(lines).toMatch(/cold: second .* -15\.0 +APART\n/);
  expect(lines).toContain('1 of 2 are apart');
});

describe('two runs agree', () => {
  const agree = (then: number | Spread, now: number | Spread) => {
    const run = (measured: number | Spread) => sectionOf({ verdicts: [verdictOf({ measured })] });
    return differences(earlier(run(then)), [run(now)]).map(({ agrees }) => agrees);
  };

  it('if their medians lie within a tenth of each other, however sure each is', () => {
    const sure = (median: number) => spreadAround(median, { low: median, high: median });
    expect(agree(sure(1), sure(1.09))).toEqual([true]);
    expect(agree(sure(1), sure(1.11))).toEqual([false]);
    expect(agree(sure(1), sure(0.89))).toEqual([false]);
  });

  it('despite medians that lie further apart, if their intervals touch', () => {
    const then = spreadAround(1, { low: 0.9, high: 1.2 });
    expect(agree(then, spreadAround(1.4, { low: 1.2, high: 1.5 }))).toEqual([true]);
    expect(agree(then, spreadAround(1.4, { low: 1.21, high: 1.5 }))).toEqual([false]);
    expect(agree(then, spreadAround(0.8, { low: 0.7, high: 0.9 }))).toEqual([true]);
    expect(agree(then, spreadAround(0.8, { low: 0.7, high: 0.89 }))).toEqual([false]);
  });

  it('despite a figure without an interval, if it lies within the other’s', () => {
    expect(agree(1, spreadAround(1.3, { low: 1, high: 1.5 }))).toEqual([true]);
    expect(agree(spreadAround(1.3, { low: 1.01, high: 1.5 }), 1)).toEqual([false]);
  });
});

it('the ratios of every section are compared, and nothing else', () => {
  const felt = { ...ratios(0.5, 2), id: 'felt' as const };
  expect(differences(earlier(felt), [felt]).map(({ metric }) => metric)).toEqual([
    'felt: first',
    'felt: second',
  ]);
});

it('a figure that only one of the runs has measured is left out', () => {
  const before = earlier(sectionOf({ verdicts: [verdictOf({ metric: 'first' })] }));
  expect(differences(before, [ratios(1, 1)]).map(({ metric }) => metric)).toEqual(['cold: first']);
});

it('a figure that could not be measured stays empty in the file', () => {
  const unmeasured = sectionOf({ verdicts: [verdictOf({ measured: Number.NaN })] });
  expect(differences(earlier(unmeasured), [unmeasured])).toEqual([]);
});

it.each([
  ['no JSON', 'cold'],
  ['another JSON', '{"sections":[]}'],
])('%s is no earlier run', (_, text) => {
  expect(() => readResults(text)).toThrow('it holds no results of this bench');
});
