import { describe, expect, it } from 'vitest';
import { RedriveTally } from '../../../infra/operate/redrive-tally.ts';
import { textTable } from '../../../infra/operate/text-table.ts';

describe('a table', () => {
  it('aligns texts at the left and numbers at the right, under each other', () => {
    expect(
      textTable(
        ['Name', 'Count'],
        [
          ['a', 1],
          ['longer', 12_345],
        ],
        ['total', 12_346],
      ).split('\n'),
    ).toEqual([
      'Name    Count',
      '──────  ─────',
      'a           1',
      'longer  12345',
      '──────  ─────',
      'total   12346',
    ]);
  });
});

describe('a redrive’s report', () => {
  it('counts by source and state, and explains what was not sent', () => {
    const tally = new RedriveTally();
    tally.note('failed lectures', 'PROVIDER_UNAVAILABLE', 'sent');
    tally.note('failed lectures', 'PROVIDER_UNAVAILABLE', 'on its way');
    tally.note('failed lectures', 'DEADLINE_EXCEEDED', 'changed');
    tally.note('dead-letter queue', 'PROVIDER_UNAVAILABLE', 'sent');
    tally.note('dead-letter queue', 'PROVIDER_UNAVAILABLE', 'merged');
    tally.note('dead-letter queue', 'unreadable', 'unreadable, left');
    const lines = tally.report({ isDryRun: false }).split('\n');
    expect(lines).toEqual([
      'Where              State                 Found  Sent  Left',
      '─────────────────  ────────────────────  ─────  ────  ────',
      'dead-letter queue  PROVIDER_UNAVAILABLE      2     1     0',
      'dead-letter queue  unreadable                1     0     1',
      'failed lectures    DEADLINE_EXCEEDED         1     0     1',
      'failed lectures    PROVIDER_UNAVAILABLE      2     1     1',
      '─────────────────  ────────────────────  ─────  ────  ────',
      'total                                        6     2     3',
      '1 named a lecture that another message named too.',
      '1 were sent within the hour and wait for a worker.',
      '1 were taken up by somebody else meanwhile.',
      '1 name no lecture; --drop-unreadable deletes them.',
    ]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('says what a dry run would send, and also if there is nothing', () => {
    const tally = new RedriveTally();
    expect(tally.report({ isDryRun: true })).toBe('There is nothing to send.');
    tally.note('failed lectures', 'PROVIDER_QUOTA', 'sent');
    expect(tally.report({ isDryRun: true })).toContain('Would send');
  });
});
