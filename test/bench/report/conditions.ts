import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { cpus, loadavg, platform, release } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';

export const conditionsSchema = z.object({
  /** When it began, in UTC. */
  date: z.string(),
  /** Short hash, and whether the files differ from it. */
  commit: z.string(),
  cores: z.int(),
  processor: z.string(),
  system: z.string(),
  node: z.string(),
  /** Of one, five and fifteen minutes. */
  loadAtStart: z.array(z.number()),
  seconds: z.number(),
  effort: z.number(),
  packages: z.record(z.string(), z.string()),
});

/** What the figures depend on beside the code that is measured. */
export type Conditions = z.infer<typeof conditionsSchema>;

/** Those that are in the measured bundles, and what makes them. */
const relevantPackages = [
  '@aws-sdk/client-dynamodb',
  '@aws-sdk/lib-dynamodb',
  '@aws-sdk/client-secrets-manager',
  '@middy/core',
  '@sentry/aws-serverless',
  'esbuild',
  'express',
  'jose',
  'serverless-http',
  'zod',
];

const repository = fileURLToPath(new URL('../../..', import.meta.url));

export async function conditionsOfNow(): Promise<Omit<Conditions, 'seconds' | 'effort'>> {
  const packages = await Promise.all(
    relevantPackages.map(async (name) => [name, await versionOf(name)] as const),
  );
  return {
    date: new Date().toISOString().slice(0, 16).replace('T', ' ').concat(' UTC'),
    commit: await commitOf(repository),
    cores: cpus().length,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    system: `${platform()} ${release()}`,
    node: process.version,
    loadAtStart: loadavg(),
    packages: Object.fromEntries(packages),
  };
}

async function versionOf(name: string): Promise<string> {
  const text = await readFile(`${repository}/node_modules/${name}/package.json`, 'utf8');
  return z.looseObject({ version: z.string() }).parse(JSON.parse(text)).version;
}

const run = promisify(execFile);

/** A source archive has no history: then nothing is said. */
async function commitOf(cwd: string): Promise<string> {
  const git = async (...args: string[]) => (await run('git', args, { cwd })).stdout.trim();
  try {
    const hash = await git('rev-parse', '--short', 'HEAD');
    const isChanged = (await git('status', '--porcelain')) !== '';
    return isChanged ? `${hash} and changes to it` : hash;
  } catch {
    return 'unknown';
  }
}
