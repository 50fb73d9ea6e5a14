import { describe, expect, it } from 'vitest';
import { CommandTrouble } from '../../../infra/command-line/command-trouble.ts';
import { readCommandOptions } from '../../bench/report/options.ts';
import { sectionIds } from '../../bench/report/section.ts';

const own = '/own/docs/bench';
const read = (...argv: string[]) => readCommandOptions(argv, own);

describe('the figures of docs/bench', () => {
  it('are written by a whole run', () => {
    expect(read().outputDirectory).toBe(own);
    expect(read('--only', sectionIds.join(','), '--effort', '2').outputDirectory).toBe(own);
  });

  it.each([
    ['some sections', ['--only', 'cold,warm']],
    ['less effort', ['--effort', '0.9']],
  ])('are left alone by a run with %s', (_, argv) => {
    expect(read(...argv).outputDirectory).toBeUndefined();
  });

  it('can be written elsewhere by any run', () => {
    expect(read('--only', 'cold', '--out', '/tmp/bench').outputDirectory).toBe('/tmp/bench');
    expect(read('--out', '/tmp/bench').outputDirectory).toBe('/tmp/bench');
  });
});

it('sections are run in their own order, each once', () => {
  expect(read('--only', 'warm,cold,warm').only).toEqual(['cold', 'warm']);
});

it.each([
  ['--only', 'lukewarm', 'There is no section "lukewarm", only cold, warm,'],
  ['--effort', 'all', '--effort takes a number from 0.02 to 10, not "all".'],
  ['--effort', '0', '--effort takes a number'],
  ['--effort', '-1', ''],
  ['--faster', '', 'Unknown option'],
  ['cold', '', 'Usage: npm run bench'],
])('%s %s is refused in one line', (option, value, said) => {
  const refusal = () => read(option, ...(value === '' ? [] : [value]));
  expect(refusal).toThrow(CommandTrouble);
  expect(refusal).toThrow(said);
  expect(refusal).toThrow(/^[^\n]+$/);
});
