import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { type CloudFormationTemplate, cloudFormationTemplateSchema } from './cloudformation.ts';

const PROJECT_DIRECTORY = fileURLToPath(new URL('../../..', import.meta.url));
const USEFUL_ERROR_LINES = 15;

/** The CDK app has made no template; the message is the app's own. */
export class SynthesisError extends Error {
  override readonly name = 'SynthesisError';
}

export interface SynthesizedStack {
  readonly assemblyDirectory: string;
  readonly stackName: string;
  readonly template: CloudFormationTemplate;
}

const cdkConfiguration = z.looseObject({
  app: z.string(),
  context: z.record(z.string(), z.unknown()).default({}),
});

const assemblyManifest = z.looseObject({
  artifacts: z.record(
    z.string(),
    z.looseObject({
      type: z.string(),
      properties: z
        .looseObject({ templateFile: z.string().optional(), stackName: z.string().optional() })
        .optional(),
    }),
  ),
});

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

/** The useful lines of a failed app's stderr, without stack frames of dependencies and Node's banner. */
function usefulLines(stderr: string): string {
  return stderr
    .split('\n')
    .filter((line) => line.trim() !== '' && !/node_modules|node:internal|^Node\.js v/.test(line))
    .slice(0, USEFUL_ERROR_LINES)
    .join('\n');
}

const runApp =
  (app: string, signal?: AbortSignal): Assemble =>
  (context, outputDirectory) => {
    // The laptop's own AWS settings must not get into the template.
    const { CDK_DEFAULT_ACCOUNT: _, CDK_DEFAULT_REGION: __, ...environment } = process.env;
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [app], {
        cwd: PROJECT_DIRECTORY,
        env: {
          ...environment,
          CDK_OUTDIR: outputDirectory,
          CDK_CONTEXT_JSON: JSON.stringify(context),
        },
        stdio: ['ignore', 'ignore', 'pipe'],
        signal,
        killSignal: 'SIGKILL',
      });
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      child.once('error', reject);
      child.once('close', (code) => {
        if (code === 0) resolve();
        else reject(new SynthesisError(`the CDK app ${app} failed:\n${usefulLines(stderr)}`));
      });
    });
  };

async function readAssembly(assemblyDirectory: string): Promise<SynthesizedStack> {
  const manifest = assemblyManifest.parse(await readJson(join(assemblyDirectory, 'manifest.json')));
  const stacks = await Promise.all(
    Object.entries(manifest.artifacts)
      .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
      .map(async ([id, { properties }]) => ({
        assemblyDirectory,
        stackName: properties?.stackName ?? id,
        template: cloudFormationTemplateSchema.parse(
          await readJson(join(assemblyDirectory, properties?.templateFile ?? '')),
        ),
      })),
  );
  const withFunctions = stacks.filter(({ template }) =>
    Object.values(template.Resources).some(({ Type }) => Type === 'AWS::Lambda::Function'),
  );
  const [stack] = withFunctions;
  if (stack === undefined || withFunctions.length > 1) {
    const names = stacks.map(({ stackName }) => stackName).join(', ');
    throw new SynthesisError(`expected one stack with functions among: ${names || 'none'}`);
  }
  return stack;
}

/** Writes the cloud assembly of a CDK app into an empty folder. */
export type Assemble = (
  context: Readonly<Record<string, unknown>>,
  outputDirectory: string,
) => Promise<void>;

/**
 * Runs the CDK app as the CDK CLI would, but without the CLI's start-up time, and reads the stack that has
 * functions.
 * @param context overrides the context of cdk.json
 * @throws SynthesisError with the app's own words if it fails
 */
export async function synthesize(
  context: Readonly<Record<string, string | undefined>>,
  options: {
    /** This folder is emptied first. */
    readonly outputDirectory: string;
    /** @default the app of cdk.json */
    readonly app?: string | undefined;
    /** In the place of a process that runs the app. */
    readonly assemble?: Assemble | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<SynthesizedStack> {
  const { outputDirectory, signal } = options;
  const configuration = cdkConfiguration.parse(await readJson(join(PROJECT_DIRECTORY, 'cdk.json')));
  await rm(outputDirectory, { recursive: true, force: true });
  await mkdir(outputDirectory, { recursive: true });
  // The words before the file are Node's options, which check a Node that was checked already.
  const app = options.app ?? configuration.app.split(' ').at(-1) ?? '';
  const assemble = options.assemble ?? runApp(app, signal);
  await assemble({ ...configuration.context, ...context }, outputDirectory);
  if ((await readdir(outputDirectory)).length === 0) {
    throw new SynthesisError('the CDK app wrote no cloud assembly; does it call app.synth()?');
  }
  return readAssembly(outputDirectory);
}
