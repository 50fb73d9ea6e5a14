import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const startSchema = z.object({
  importMilliseconds: z.number(),
  firstCallMilliseconds: z.number(),
  /** Of import and first call, on all threads of the process. */
  cpuMilliseconds: z.number(),
  rssMegabytes: z.number(),
  heapMegabytes: z.number(),
  /** Node's own modules after the import; packages are all in the bundle. */
  modules: z.number(),
  modulesCalled: z.number(),
  /** Whether the import loaded Node's fetch client. */
  undici: z.boolean(),
  status: z.number().optional(),
  headers: z.record(z.string(), z.unknown()).optional(),
  body: z.string().optional(),
});

/** What one process reported about its import and its first call. */
export type Start = z.infer<typeof startSchema>;

export interface StartOptions {
  readonly bundle: string;
  /** A file with the event; without one nothing is called. */
  readonly eventFile?: string;
  readonly environment: Readonly<Record<string, string>>;
}

const runner = fileURLToPath(new URL('./start.mjs', import.meta.url));

/**
 * Starts a process with this environment and no other. What it logs goes to the null device: like
 * the pipe that Lambda gives, Node writes there at once, and nobody's reading slows it.
 *
 * @throws Error with what the process wrote, where it failed
 */
export async function startProcess(options: StartOptions): Promise<Start> {
  const { bundle, eventFile, environment } = options;
  const child = spawn(process.execPath, [runner, bundle, ...(eventFile ? [eventFile] : [])], {
    env: { ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const [said, complaints] = await Promise.all([
    textOf(child, 3),
    textOf(child, 2),
    once(child, 'exit'),
  ]);
  if (said === '') throw new Error(`${bundle} did not start: ${complaints}`);
  return startSchema.parse(JSON.parse(said));
}

function textOf(child: ChildProcess, descriptor: number): Promise<string> {
  const stream = child.stdio[descriptor];
  return stream instanceof Readable ? text(stream) : Promise.resolve('');
}
