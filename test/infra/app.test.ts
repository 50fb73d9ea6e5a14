import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { swaggerFilesFolder } from '../../shared/contracts/swagger-files.ts';
import { webFilesFolder } from '../../shared/contracts/web-files.ts';
import { sharedBundles } from '../support/shared-bundles.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const canary = 'sk-canary-4f1d7c';

/** Runs the app as the CDK CLI does, without an account, a region or a network to ask. */
function runApp(context: Readonly<Record<string, string>>, outputDirectory: string) {
  const { status, stderr } = spawnSync(process.execPath, ['infra/app.ts'], {
    cwd: repository,
    encoding: 'utf8',
    env: {
      CDK_OUTDIR: outputDirectory,
      CDK_CONTEXT_JSON: JSON.stringify(context),
      OPENAI_API_KEY: canary,
    },
  });
  return { status, stderr };
}

const assembly = temporaryFolder('app');
const unused = temporaryFolder('unused');

describe('infra/app.ts', () => {
  it('synthesizes a stage, checked, with nothing but the bundles in its assets', {
    timeout: 120_000,
  }, async () => {
    // Otherwise both would bundle at the same time.
    await sharedBundles();
    const { status, stderr } = runApp({ stage: 'prod' }, assembly);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const files = readdirSync(assembly);
    expect(files).toContain('LearningMate-prod.template.json');
    expect(files).toContain('validation-report.json');
    const assets = files.filter((file) => statSync(join(assembly, file)).isDirectory());
    const page = [
      'index.mjs',
      'recognize-media.mjs',
      'earlier-web-files.mjs',
      'sentry-reporter.mjs',
      swaggerFilesFolder,
      webFilesFolder,
    ];
    for (const folder of assets) {
      expect(page).toEqual(expect.arrayContaining(readdirSync(join(assembly, folder))));
    }
  });

  it('writes no secret of the machine anywhere', () => {
    const texts = readdirSync(assembly, { recursive: true, encoding: 'utf8' })
      .map((file) => join(assembly, file))
      .filter((path) => statSync(path).isFile())
      .map((path) => readFileSync(path, 'utf8'));
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.filter((text) => text.includes(canary))).toEqual([]);
  });

  it('says which stage it uses if none is named', async () => {
    const { directory } = await sharedBundles();
    expect(runApp({ checks: 'off', bundles: directory }, unused)).toEqual({
      status: 0,
      stderr: 'No stage is named, so this is dev; name one by -c stage=dev|prod\n',
    });
  });

  it('refuses a key that it would have ignored, in one line, and accepts those of the CDK CLI', () => {
    const context = { stge: 'prod', 'cli-telemetry': 'false', '@aws-cdk/core:x': 'true' };
    const { status, stderr } = runApp({ ...context, 'aws:cdk:y': 'z' }, unused);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^stge: no such key; the context has stage, extraOrigin, [^\n]+\n$/);
  });

  it('names the stages in one line when it is asked for an unknown one', () => {
    expect(runApp({ stage: 'staging' }, unused)).toEqual({
      status: 1,
      stderr: 'stage: "staging" is not a stage; the stages are dev, prod\n',
    });
  });
});
