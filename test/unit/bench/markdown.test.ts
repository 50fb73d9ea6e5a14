import { expect, it } from 'vitest';
import { markdownDocument } from '../../bench/report/markdown.ts';
import { sectionOf, someConditions, verdictOf } from './sections.ts';

const documentOf = (...parts: Parameters<typeof sectionOf>) =>
  markdownDocument([sectionOf(...parts)], someConditions);

it('the ratios and targets of all sections come before any table', () => {
  const text = markdownDocument(
    [
      sectionOf({ verdicts: [verdictOf({ metric: 'first' })] }),
      sectionOf({ id: 'warm', verdicts: [verdictOf({ metric: 'second' })] }),
    ],
    someConditions,
  );
  expect(text.indexOf('| first |')).toBeGreaterThan(text.indexOf('## Ratios and targets'));
  expect(text.indexOf('| second |')).toBeLessThan(text.indexOf('### One process start'));
});

it('a target that is missed is shown with its reason', () => {
  const verdict = verdictOf({ atMost: 0.1, because: 'the SDK takes longer' });
  expect(documentOf({ verdicts: [verdict] })).toContain(
    '| Cold, ours / theirs | 0.50× (0.45–0.55) | ≤ 0.10× | missed: the SDK takes longer |',
  );
});

it('a target that is missed without a reason is not hidden', () => {
  expect(documentOf({ verdicts: [verdictOf({ atMost: 0.1 })] })).toContain('| ≤ 0.10× | missed |');
});

it('every spread of a table is shown with its interval and slow end', () => {
  expect(documentOf()).toContain(
    '| Bundle | Size, KB | Cold, ms |\n| --- | ---: | ---: |\n| ours, as deployed | 1,347 | 80.0 (72.0–88.0) p90 120.0 |',
  );
});

it('a bar in a cell does not split it', () => {
  expect(documentOf()).toContain('| a rival \\| with a bar in its name | 722 |');
});

it('the conditions name the machine, the commit, the load and the packages', () => {
  const text = documentOf();
  for (const row of [
    '| Commit | c0ffee1 |',
    '| Processor | 2 × Test Processor |',
    '| Node | v24.0.0 |',
    '| Load at the start | 0.10, 0.25, 1.00 |',
    '| Took | 100 s at effort 1 |',
    '| esbuild | 0.28.2 |',
  ]) {
    expect(text).toContain(row);
  }
});
