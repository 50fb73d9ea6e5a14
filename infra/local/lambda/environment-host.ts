import { fork } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import type { LocalFunction } from '../template/model.ts';
import type { EnvironmentData, ToEnvironment } from './lambda-messages.ts';

const ENTRY = new URL('./lambda-worker.ts', import.meta.url);
/** The shares of a function's memory that Lambda's own start gives to V8's spaces. */
const OLD_SPACE_SHARE = 0.9;
const SEMI_SPACE_SHARE = 0.05;

/** The place in which a function's code runs: a thread of this process, or a process of its own. */
export interface EnvironmentHost {
  readonly outputs: readonly Readable[];
  onMessage(listener: (value: unknown) => void): void;
  /** The listener gets an error that nobody caught. */
  onError(listener: (error: unknown) => void): void;
  /** @param listener gets the way in which it ended, e.g. `exit status 3` or `signal: killed` */
  onExit(listener: (how: string) => void): void;
  post(message: ToEnvironment): void;
  /** Ends it at once, whatever it is doing. */
  end(): void;
}

export interface HostOptions {
  readonly fn: LocalFunction;
  readonly variables: Readonly<Record<string, string>>;
  readonly data: EnvironmentData;
}

let scriptOfThreads: string | undefined;

/**
 * The entry as one plain script, made once: a thread that strips types loads a compiler for it, which
 * takes as long as all the rest of a function's start.
 */
function threadScript(): string {
  scriptOfThreads ??= buildSync({
    entryPoints: [fileURLToPath(ENTRY)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    write: false,
  }).outputFiles[0]?.text;
  return scriptOfThreads ?? '';
}

/** A thread is small and quick to start. Its memory cannot be told apart from this process's. */
export function threadHost({ fn, variables, data }: HostOptions): EnvironmentHost {
  const worker = new Worker(threadScript(), {
    eval: true,
    workerData: data,
    env: { ...variables },
    execArgv: ['--input-type=module'],
    argv: [],
    stdout: true,
    stderr: true,
    name: fn.logicalId,
  });
  return {
    outputs: [worker.stdout, worker.stderr],
    onMessage: (listener) => worker.on('message', listener),
    onError: (listener) => worker.on('error', listener),
    onExit: (listener) => worker.once('exit', (code) => listener(`exit status ${code}`)),
    post: (message) => worker.postMessage(message),
    end: () => void worker.terminate(),
  };
}

/**
 * A process ends itself when it needs more than the function's memory. Only in a process of its own can that
 * memory, with its buffers, be told apart from the local stack's.
 */
export function processHost({ fn, variables, data }: HostOptions): EnvironmentHost {
  const child = fork(ENTRY, [JSON.stringify(data)], {
    env: { ...variables },
    execArgv: [
      `--max-old-space-size=${Math.floor(fn.memoryMegabytes * OLD_SPACE_SHARE)}`,
      `--max-semi-space-size=${Math.floor(fn.memoryMegabytes * SEMI_SPACE_SHARE)}`,
    ],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const outputs = [child.stdout, child.stderr].filter((stream) => stream !== null);
  return {
    outputs,
    onMessage: (listener) => child.on('message', listener),
    onError: (listener) => child.on('error', listener),
    onExit: (listener) =>
      child.once('exit', (code, signal) =>
        listener(signal === null ? `exit status ${code}` : `signal: ${nameOf(signal)}`),
      ),
    // A process that is ending takes no message any more, and its exit is reported.
    post: (message) => void child.send(message, () => {}),
    end: () => void child.kill('SIGKILL'),
  };
}

/** A signal in Lambda's words. */
const nameOf = (signal: NodeJS.Signals): string =>
  signal === 'SIGKILL' ? 'killed' : signal === 'SIGABRT' ? 'aborted' : signal;
