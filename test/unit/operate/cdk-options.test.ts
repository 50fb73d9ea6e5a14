import { describe, expect, it } from 'vitest';
import { type Manual, readOptions } from '../../../infra/command-line/manual.ts';
import { cdkArguments, cdkOptions, cdkOptionsText } from '../../../infra/operate/cdk-options.ts';

const manual: Manual = { usage: 'npm run deploy', text: 'Deploys.' };

const handedOn = (...argv: readonly string[]) =>
  cdkArguments(readOptions(argv, cdkOptions, manual), { stage: '--stage' }, manual);

describe('what is passed on to the CDK CLI', () => {
  it('is nothing if nothing is said', () => {
    expect(handedOn()).toEqual([]);
  });

  it.each([
    [['-c', 'release=1'], ['--context=release=1']],
    [
      ['-c=release=1', '--context', 'chatModel=x=y'],
      ['--context=release=1', '--context=chatModel=x=y'],
    ],
    [
      ['--require-approval', 'never', '-f'],
      ['--require-approval=never', '--force'],
    ],
    [
      ['-vv', '--no-rollback'],
      ['--no-rollback', '--verbose', '--verbose'],
    ],
    [
      ['-t', 'team=a', '--tags=cost=b', '-O', 'o.json'],
      ['--outputs-file=o.json', '--tags=team=a', '--tags=cost=b'],
    ],
  ])('is written in one way: %j becomes %j', (argv, expected) => {
    expect(handedOn(...argv)).toEqual(expected);
  });

  it.each([
    [['-c', 'stage=prod']],
    [['-c=stage=prod']],
    [['-cstage=prod']],
    [['--context=stage=prod']],
    [['--context', 'stage=prod']],
    [['-fcstage=prod']],
    [['-c', 'release=1', '-c', 'stage=prod']],
  ])('never names another stage: %j', (argv) => {
    expect(() => handedOn(...argv)).toThrow("The context's stage is told by --stage alone");
  });

  it.each([
    [['--chek-only']],
    [['--hotswap']],
    [['--profile', 'other']],
    [['--region=us-east-1']],
    [['--app', 'node other.ts']],
    [['-c', 'release=1', 'stage=prod']],
    [['LearningMate-prod']],
    [['--', '--all']],
    [['-c', 'stage']],
    [['-c', ' stage=prod']],
    [['--force=false']],
  ])('contains nothing that it does not know: %j', (argv) => {
    expect(() => handedOn(...argv)).toThrow(/\. Usage: npm run deploy$/);
  });

  it('is listed in the manual', () => {
    for (const name of Object.keys(cdkOptions)) expect(cdkOptionsText).toContain(`--${name}`);
  });
});
