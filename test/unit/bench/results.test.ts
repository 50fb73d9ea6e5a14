import { expect, it } from 'vitest';
import { comparisonTable } from '../../bench/report/comparison.ts';
import { differences, readResults, resultsText } from '../../bench/report/results.ts';
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
    ['cold: first', 0.5, 0.6],
    ['cold: second', 2, 2],
  ]);
  expect(found[0]?.change).toBeCloseTo(0.2);
});

it('the comparison names what lies more than a tenth apart', () => {
  const before = earlier(ratios(0.5, 2));
  const lines = tableText(comparisonTable(differences(before, [ratios(0.54, 1.7)]), before));
  expect(lines).toMatch(/cold: first .* 8\.0\n/);
  expect(lines).toMatch(/cold: second .* -15\.0 +APART\n/);
  expect(lines).toContain('1 of 2 lie more than 10 % apart.');
});

it('only ratios of cold starts and warm calls are compared', () => {
  const units = { ...ratios(0.5, 2), id: 'units' as const };
  expect(differences(earlier(units), [units])).toEqual([]);
});

it('what only one of the runs has measured is left out', () => {
  const before = earlier(sectionOf({ verdicts: [verdictOf({ metric: 'first' })] }));
  expect(differences(before, [ratios(1, 1)]).map(({ metric }) => metric)).toEqual(['cold: first']);
});

it('a figure that could not be measured survives the file as nothing', () => {
  const unmeasured = sectionOf({ verdicts: [verdictOf({ measured: Number.NaN })] });
  expect(differences(earlier(unmeasured), [unmeasured])).toEqual([]);
});

it.each([
  ['no JSON', 'cold'],
  ['another JSON', '{"sections":[]}'],
])('%s is no earlier run', (_, text) => {
  expect(() => readResults(text)).toThrow('it holds no results of this bench');
});
