import { describe, expect, it } from 'vitest';
import {
  type DescribedTable,
  type Origin,
  type RestoreTablePorts,
  refuseBeyondLedger,
  refuseOutside,
  restoredName,
  restoreTable,
} from '../../../../infra/operate/restore/restore-table.ts';
import { testStart } from '../../../support/manual-clock.ts';

const day = 86_400_000;
const origin: Origin = { source: 'Lectures', at: testStart };
const name = restoredName('LearningMate-prod', origin);
const whole = { name, origin, rowsOnly: false };

/** An account in which a table takes so many looks until it is there. */
function account(looks: number, there?: Partial<DescribedTable>) {
  const done: string[] = [];
  const said: string[] = [];
  let left = looks;
  let now = testStart;
  const described: DescribedTable = { arn: '', isActive: true, indexes: 3 };
  let table: DescribedTable | undefined = there && { ...described, ...there };
  const settings = new Set<string>();
  const ports: RestoreTablePorts = {
    describe: async () => {
      if (!table) return undefined;
      left -= 1;
      return { ...table, isActive: left < 0 };
    },
    begin: async (_, __, withIndexes) => {
      done.push(`begin${withIndexes ? '' : ' without indexes'}`);
      table = { ...described, indexes: withIndexes ? 3 : 0 };
    },
    eraseDeleted: async () => {
      done.push('erase');
      return 2;
    },
    settings: ['Expiry', 'Recovery'].map((title) => ({
      title,
      set: async () => {
        const isNew = !settings.has(title);
        if (isNew) done.push(title);
        settings.add(title);
        return isNew;
      },
    })),
    now: () => now,
    wait: async (milliseconds) => {
      now += milliseconds;
      done.push('wait');
    },
    say: (line) => said.push(line),
  };
  return { ports, done, said };
}

describe('a table that is restored', () => {
  it('is made, waited for, and cleared of deleted users before it has a history of its own', async () => {
    const { ports, done, said } = account(2);
    await restoreTable(ports, whole);
    expect(done).toEqual(['begin', 'wait', 'wait', 'erase', 'Expiry', 'Recovery']);
    expect(said).toContain('Erased from it: 2 learners who were deleted since.');
  });

  it('is finished by a second call, which does what is left', async () => {
    const { ports, done, said } = account(0);
    await restoreTable(ports, whole);
    done.length = 0;
    await restoreTable(ports, whole);
    // Users who were deleted meanwhile are erased too.
    expect(done).toEqual(['erase']);
    expect(said).toContain(`${name} is there already: going on with it.`);
    expect(said).toContain('Expiry: nothing to do.');
  });

  it('says each minute that it is not there yet, and that nobody can tell how far it is', async () => {
    const { ports, said } = account(9);
    await restoreTable(ports, whole);
    const told = said.filter((line) => line.startsWith('Not there yet'));
    expect(told.map((line) => line.slice(0, 32))).toEqual([
      'Not there yet after 1 min; Dynam',
      'Not there yet after 2 min; Dynam',
    ]);
  });

  it('that is only copied from has neither indexes nor settings, and no deleted users', async () => {
    const { ports, done } = account(0);
    await restoreTable(ports, { ...whole, rowsOnly: true });
    expect(done).toEqual(['begin without indexes', 'erase']);
  });

  it('is not mistaken for that of another table, nor one without indexes for a whole one', async () => {
    const ofOther = { restored: { sourceArn: 'arn:aws:dynamodb:r:1:table/Other' } };
    await expect(restoreTable(account(0, ofOther).ports, whole)).rejects.toThrow(
      `${name} is there, and was made of Other; delete it first.`,
    );
    await expect(restoreTable(account(0, { indexes: 0 }).ports, whole)).rejects.toThrow(
      'made with --rows-only',
    );
  });

  it('that has replaced the other by now only loses users who were deleted meanwhile', async () => {
    const ofOther = { restored: { sourceArn: 'arn:aws:dynamodb:r:1:table/Lectures' } };
    const { ports, done } = account(0, ofOther);
    await restoreTable(ports, { ...whole, origin: { source: name, at: testStart } });
    expect(done).toEqual(['erase', 'Expiry', 'Recovery']);
  });

  it('is reported as gone if somebody deletes it meanwhile', async () => {
    const { ports } = account(3, {});
    const looks = [{ arn: '', isActive: false, indexes: 3 }, undefined];
    const deleted = { ...ports, describe: async () => looks.shift() };
    await expect(restoreTable(deleted, whole)).rejects.toThrow(`${name} is gone`);
  });

  it('has the same name for the same second or backup, and one that DynamoDB accepts', () => {
    expect(name).toBe('LearningMate-prod-restored-20261122T030000Z');
    const backupArn = 'arn:aws:dynamodb:r:1:table/T/backup/01489602797149-73d8d5bc';
    expect(restoredName('LearningMate-dev', { backupArn, at: 0 })).toBe(
      'LearningMate-dev-restored-01489602797149-73d8d5bc',
    );
  });
});

describe('a second to restore', () => {
  const window = { earliest: testStart - 35 * day + 1, latest: testStart - 300_000 + 999 };

  it('is accepted within the recovery window, including its first and last', () => {
    for (const at of [window.earliest - 1, testStart - day, testStart - 300_000]) {
      expect(() => refuseOutside('Lectures', at, window)).not.toThrow();
    }
  });

  it.each([
    ['before', window.earliest - 1_001],
    ['behind', testStart - 299_000],
  ])('is refused if %s, with what is possible', (_, at) => {
    expect(() => refuseOutside('Lectures', at, window)).toThrow(
      /is outside of what Lectures can be restored to: 2026-10-18T03:00:00Z to 2026-11-22T02:55:00Z/,
    );
  });

  it('is refused if the table keeps no history', () => {
    expect(() => refuseOutside('Lectures', testStart, undefined)).toThrow(/only to a backup/);
  });

  it('is refused if it is longer ago than deletions are known for', () => {
    expect(() => refuseBeyondLedger(testStart - 35 * day, testStart, 35)).not.toThrow();
    expect(() => refuseBeyondLedger(testStart - 35 * day - 1, testStart, 35)).toThrow(
      /who was deleted is known for 35 days only.*Nothing was changed/,
    );
  });
});
