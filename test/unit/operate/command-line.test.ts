import { describe, expect, it } from 'vitest';
import { CommandTrouble } from '../../../infra/command-line/command-trouble.ts';
import { asksForHelp, type Manual, readOptions } from '../../../infra/command-line/manual.ts';
import {
  readPeriod,
  readSecond,
  readStage,
  readTarget,
} from '../../../infra/operate/command-line.ts';

/** What is thrown, as its line and exit code. */
function troubleOf(read: () => unknown) {
  try {
    read();
  } catch (error) {
    if (error instanceof CommandTrouble) return { line: error.message, exitCode: error.exitCode };
    throw error;
  }
  throw new Error('nothing was thrown');
}

const manual: Manual = { usage: 'npm run secret', text: 'Puts it.' };

describe('the stage', () => {
  it.each(['dev', 'prod', 'local'])('may be %s', (stage) => {
    expect(readTarget(stage)).toBe(stage);
  });

  it('has no default: a command that changes something asks which', () => {
    expect(troubleOf(() => readTarget(undefined))).toEqual({
      line: 'Which stage? Say --stage dev or --stage prod or --stage local.',
      exitCode: 2,
    });
  });

  it.each(['staging', 'Dev', ''])('is not %j', (stage) => {
    expect(troubleOf(() => readTarget(stage)).line).toContain(`"${stage}" is no stage`);
  });

  it('is deployed to AWS only', () => {
    expect(readStage('prod')).toBe('prod');
    expect(troubleOf(() => readStage('local')).exitCode).toBe(2);
  });
});

describe('options', () => {
  const options = {
    stage: { type: 'string' },
    check: { type: 'boolean', default: false },
  } as const;

  it('are read with their defaults', () => {
    expect(readOptions(['--stage', 'dev'], options, manual)).toEqual({
      stage: 'dev',
      check: false,
    });
  });

  it.each([
    ['an unknown one', ['--chekc']],
    ['a value for one that takes none', ['--check=yes']],
    ['a missing value', ['--stage']],
    ['a key as an argument', ['sk-1234']],
  ])('are refused in one line if there is %s', (_, argv) => {
    const { line, exitCode } = troubleOf(() => readOptions(argv, options, manual));
    expect(exitCode).toBe(2);
    expect(line).toContain('Usage: npm run secret');
    expect(line).not.toContain('\n');
  });

  it('include --help', () => {
    expect(asksForHelp(['--stage', 'dev', '--help'])).toBe(true);
    expect(asksForHelp(['-h'])).toBe(true);
    expect(asksForHelp(['--stage', 'dev'])).toBe(false);
  });
});

describe('a value that belongs to no option', () => {
  const options = { stage: { type: 'string' }, check: { type: 'boolean' } } as const;
  const secretive: Manual = { ...manual, strayValue: 'Never as an argument.' };

  it.each([
    [['sk-canary']],
    [['--stage', 'dev', 'sk-canary']],
    [['--key', 'sk-canary']],
    [['--key=sk-canary']],
    [['--check=sk-canary']],
    [['--', 'sk-canary']],
  ])('is never repeated if it may be a secret: %j', (argv) => {
    expect(troubleOf(() => readOptions(argv, options, secretive))).toEqual({
      line: 'Never as an argument.',
      exitCode: 2,
    });
  });

  it('is no reason to hide a mistyped option', () => {
    expect(troubleOf(() => readOptions(['--chekc'], options, secretive)).line).toContain('--chekc');
  });

  it('is not repeated either if it stands for the stage', () => {
    const { line } = troubleOf(() => readTarget('sk-proj-0123456789-canary'));
    expect(line).toMatch(/^That is no stage\. Say --stage dev/);
  });
});

describe('a period', () => {
  it.each([
    ['90m', 5_400_000],
    ['12h', 43_200_000],
    ['3d', 259_200_000],
  ])('of %s is %i ms', (text, milliseconds) => {
    expect(readPeriod('--since', text)).toBe(milliseconds);
  });

  it.each(['', '3', 'd', '0d', '-1d', '3 d', '1w', '1.5h'])('is not %j', (text) => {
    expect(troubleOf(() => readPeriod('--since', text))).toEqual({
      line: `--since takes a period like 90m, 12h or 3d, not "${text}".`,
      exitCode: 2,
    });
  });
});

describe('a second', () => {
  const now = Date.UTC(2026, 10, 22, 3, 0, 1);

  it.each(['2026-11-22T03:00:00Z', '2026-11-22T12:00:00+09:00'])('may be said as %s', (text) => {
    expect(readSecond('--at', text, now)).toBe(Date.UTC(2026, 10, 22, 3, 0, 0));
  });

  it.each([
    ...['2026-11-22', '2026-11-22T03:00:00', '2026-11-22 03:00:00Z', '2026-02-30T03:00:00Z'],
    ...['2026-11-22T03:00:00.5Z', 'yesterday', ''],
  ])('is not %j', (text) => {
    expect(troubleOf(() => readSecond('--at', text, now))).toEqual({
      line: `--at takes a second like 2026-11-22T03:00:00Z or 2026-11-22T12:00:00+09:00, not "${text}".`,
      exitCode: 2,
    });
  });

  it('has to be in the past', () => {
    expect(troubleOf(() => readSecond('--at', '2026-11-22T03:00:02Z', now)).line).toBe(
      '--at is 2026-11-22T03:00:02Z, which is not over yet.',
    );
  });
});
