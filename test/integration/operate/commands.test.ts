import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSecret } from '../../../infra/operate/secret-values.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { fakeAccount } from './fake-account.ts';
import { operatedStack } from './operated-stack.ts';
import { runNode, runOperator } from './run-operator.ts';

const dev = ['--stage', 'dev'];
const bootstrapped = { CDKToolkit: { BootstrapVersion: '21' } };

describe('an operator’s command on a stage', () => {
  it('finds the stage by the outputs of its stack and says which account it acts in', async () => {
    const stack = await operatedStack();
    const { environment } = await fakeAccount({
      stacks: { 'LearningMate-dev': stack.outputs },
      edge: stack.origin,
    });
    const put = await runOperator('secret', [...dev, '--from-stdin'], {
      environment,
      input: 'sk-piped\n',
    });
    expect(put).toEqual({
      code: 0,
      err: '',
      out: [
        'Stage dev (LearningMate-dev, account 123456789012, ap-northeast-2)',
        'The OpenAI key (8 characters) is in its secret.',
        'Running functions read it within five minutes, new ones at once.',
        '',
      ].join('\n'),
    });
    expect((await readSecret(stack.secrets, 'OpenAi'))?.value).toBe('sk-piped');

    const redriven = await runOperator('redrive', dev, { environment });
    expect(redriven).toMatchObject({ code: 0, err: '' });
    expect(redriven.out).toContain('There is nothing to send.');
  });

  it.each([
    ['secret', ['--stage', 'staging'], 2, '"staging" is no stage.'],
    ['rotate-keys', [], 2, 'Which stage?'],
    ['redrive', [...dev, '--dryrun'], 2, "Unknown option '--dryrun'"],
    ['secret', dev, 1, 'There are no AWS credentials'],
    ['deploy', ['--stage', 'local'], 2, '"local" is no stage.'],
    ['deploy', [...dev, '-c=stage=prod'], 2, 'told by --stage alone'],
    ['deploy', [...dev, '--chek-only'], 2, "Unknown option '--chek-only'"],
    ['bootstrap', ['--repository=a/b', '-c', 'repository=c/d'], 2, 'told by --repository alone'],
    ['deploy', [...dev, '-c', 'stge=prod'], 2, 'stge: no such key; the context has stage, '],
    ['deploy', [...dev, '-c', 'checks=of'], 2, 'checks: '],
    [
      'deploy',
      [...dev, '-c', 'extraOrigin=https://a.example/app'],
      2,
      'extraOrigin: must be origins',
    ],
    [
      'deploy',
      [...dev, '--adopt', 'table=t'],
      2,
      'bucket, tokenKeys, push, openAi, sentry are missing',
    ],
    ['deploy', [...dev, '--adopt', 'tabel=t'], 2, '--adopt tabel=t: it takes PART=NAME'],
    ['bootstrap', [], 2, 'repository: say which'],
    ['bootstrap', ['--repository=a/b', '-c', 'stges=dev'], 2, 'stges: no such key'],
    ['redeploy', dev, 2, 'Which command? There are bootstrap, catalog, '],
  ])('%s %j ends at once with one line', async (name, argv, code, message) => {
    const ended = await runOperator(name, argv);
    expect(ended.code).toBe(code);
    expect(ended.err).toContain(message);
    expect(ended.err.trimEnd()).not.toContain('\n');
  });

  it.each(['deploy', 'secret', 'redrive'])(
    '%s names a profile that this machine does not have, and those it has',
    async (name) => {
      const folder = temporaryFolder('profiles');
      const config = join(folder, 'config');
      await writeFile(
        config,
        '[profile prod]\nregion = ap-northeast-2\n[sso-session corp]\nsso_region = us-east-1\n',
      );
      const environment = { AWS_PROFILE: 'prdo', AWS_CONFIG_FILE: config };
      expect(await runOperator(name, dev, { environment })).toMatchObject({
        code: 1,
        err: 'AWS_PROFILE is prdo, and this machine has no such profile; there are prod.\n',
      });
    },
  );

  it('never repeats a key that was given as an argument, and says to replace it', async () => {
    const { code, out, err } = await runOperator('secret', [...dev, 'sk-proj-canary']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('A secret is never given as an argument');
    expect(err).toContain('history of this shell. Replace it');
    expect(err).not.toContain('canary');
  });

  it('changes nothing if the stack is missing, the region is another, or access is denied', async () => {
    const stack = await operatedStack();
    const options = { stacks: {}, edge: stack.origin };
    const { environment } = await fakeAccount(options);
    expect(await runOperator('rotate-keys', dev, { environment })).toMatchObject({
      code: 1,
      err: 'There is no stack LearningMate-dev in account 123456789012, ap-northeast-2; deploy it first: npm run deploy -- --stage dev\n',
    });
    expect(
      await runOperator('rotate-keys', dev, {
        environment: { ...environment, AWS_REGION: 'us-east-1' },
      }),
    ).toMatchObject({ code: 1, err: expect.stringContaining('lives in ap-northeast-2') });
    const denying = await fakeAccount({ ...options, denied: { DescribeStacks: {} } });
    expect(
      await runOperator('rotate-keys', dev, { environment: denying.environment }),
    ).toMatchObject({
      code: 1,
      err: 'Access denied: User: ci is not authorized to perform: DescribeStacks\n',
    });
  });
});

/** `npm run synth` is the CDK CLI's own; `check`, `lint` and the like have no options. */
const scripts = Object.entries(packageJson.scripts).flatMap(([name, command]) => {
  const [, file] = /require-node-24\.mjs (?!node_modules)(.+)$/.exec(command) ?? [];
  return file === undefined ? [] : [[name, file.split(' ')] as const];
});

describe('every command of the project', () => {
  it('is among those that are tested here', () => {
    expect(scripts.length).toBeGreaterThan(15);
  });

  it.each(scripts)('%s tells with --help what it does, and does nothing', async (name, file) => {
    const { code, out, err } = await runNode([...file, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    // It speaks to learners, in their words.
    if (name !== 'teach')
      expect(out).toMatch(new RegExp(`^Usage: npm (?:run )?(?:-s )?${name}( |$)`, 'm'));
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });
});

describe('npm run deploy', () => {
  const check = [...dev, '--check-only'];

  it('checks everything it needs, a line for each', async () => {
    const account = await fakeAccount({ stacks: bootstrapped, edge: 'http://127.0.0.1:9' });
    const { code, out, err } = await runOperator('deploy', check, account);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n')).toEqual([
      'Stage dev in ap-northeast-2',
      expect.stringMatching(/^ {2}Node {9}24\./),
      expect.stringMatching(/^ {2}CDK CLI {6}\d+\.\d+\.\d+$/),
      '  Account      123456789012, as user/operator',
      '  Bootstrap    version 21',
      '  Lambda       1000 may run at once, 5 of them workers',
      'Models, as far as is known without the key:',
      '  gpt-transcribe at api.openai.com: not listed; no shutdown announced',
      '  gpt-6-luna at api.openai.com: not listed; no shutdown announced',
      '  omni-moderation-latest at api.openai.com: not listed; no shutdown announced',
      '',
    ]);
  });

  it.each([
    ['no bootstrap', {}, 'npx cdk bootstrap aws://123456789012/ap-northeast-2'],
    ['an old one', { CDKToolkit: { BootstrapVersion: '5' } }, 'has to be 6 or newer'],
  ])('stops at %s and says what to run', async (_, stacks, message) => {
    const account = await fakeAccount({ stacks, edge: 'http://127.0.0.1:9' });
    const ended = await runOperator('deploy', check, account);
    expect(ended.code).toBe(1);
    expect(ended.err).toContain(message);
    expect(account.calls).toEqual(['GetCallerIdentity', 'DescribeStacks']);
  });

  it('stops if the account may run fewer functions than the stage wants, and says how many fit', async () => {
    const edge = 'http://127.0.0.1:9';
    const account = await fakeAccount({ stacks: bootstrapped, edge, lambdaLimit: 9 });
    const ended = await runOperator('deploy', check, account);
    expect(ended.code).toBe(1);
    expect(ended.err).toContain(
      'may run 9 functions at once in ap-northeast-2, and the stage wants 5',
    );
    expect(ended.err).toContain('or set workerMaximumConcurrency to 4 at most');
    const fresh = await fakeAccount({ stacks: bootstrapped, edge, lambdaLimit: 10 });
    expect(await runOperator('deploy', check, fresh)).toMatchObject({ code: 0 });
  });

  it('reads by CDK’s lookup role if it may do nothing itself, as in GitHub Actions', async () => {
    const denied = { DescribeStacks: { until: 'AssumeRole' } };
    const account = await fakeAccount({ stacks: bootstrapped, edge: 'http://127.0.0.1:9', denied });
    expect(await runOperator('deploy', check, account)).toMatchObject({ code: 0, err: '' });
    expect(account.calls).toEqual([
      'GetCallerIdentity',
      'DescribeStacks',
      'AssumeRole',
      'DescribeStacks',
      'GetAccountSettings',
      // The stage's own, for its key.
      'DescribeStacks',
    ]);
  });

  it('accepts neither as a bootstrap', async () => {
    const denied = { DescribeStacks: {}, AssumeRole: {} };
    const account = await fakeAccount({ stacks: bootstrapped, edge: 'http://127.0.0.1:9', denied });
    const ended = await runOperator('deploy', check, account);
    expect(ended.code).toBe(1);
    expect(ended.err).toContain('is it there? npx cdk bootstrap');
  });
});
