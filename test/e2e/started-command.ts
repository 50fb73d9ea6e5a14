import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { startPatience } from './running-stack.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** What `npm start` runs; with `npm` it is npm itself with everything that it starts. */
const commands = {
  npm: ['npm', 'start', '--'],
  node: [process.execPath, '--import', './infra/local/require-node-24.mjs', 'infra/local/start.ts'],
} as const;

export interface StartedCommand {
  /** Everything it has printed so far. */
  readonly printed: () => string;
  /** What it has printed to stderr, except npm's own lines. */
  readonly complaints: () => string[];
  /** As printed: `ready http://localhost:PORT`. @throws Error if it ends before */
  ready(): Promise<string>;
  /** Ends with the process; null for one that died of a signal. */
  readonly exitCode: Promise<number | null>;
  /** As the terminal does it: an interrupt for every process in the foreground. */
  pressControlC(): void;
  /** Whether any process that belongs to it is still there. */
  isAlive(): boolean;
  /** Addresses it listens at, as `/proc` has them: `0100007F:1F90`. Linux only. */
  listensAt(): string[];
}

/** Starts the local stack as a person does, in a process group of its own like a terminal's. */
export function startCommand(
  by: keyof typeof commands,
  options: {
    readonly port: string;
    readonly arguments: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
  },
): StartedCommand {
  const [program, ...programArguments] = commands[by];
  const child = spawn(program, [...programArguments, ...options.arguments], {
    cwd: project,
    env: { ...process.env, OPENAI_API_KEY: '', PORT: options.port, ...options.environment },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const group = child.pid ?? 0;
  const killGroup = () => signalGroup(group, 'SIGKILL');
  // A test run that is cut off must not leave it behind.
  process.once('exit', killGroup);
  const exitCode = once(child, 'exit').then(([code]: (number | null)[]) => {
    process.off('exit', killGroup);
    return code ?? null;
  });
  const output = outputOf(child);

  return {
    printed: () => output.all,
    complaints: () =>
      output.errors.split('\n').filter((line) => line !== '' && !line.startsWith('npm ')),
    ready: () =>
      vi.waitFor(
        () => {
          const origin = /^ready (http:\/\/localhost:\d+)$/m.exec(output.all)?.[1];
          if (!origin) throw new Error(`not ready: ${output.all}`);
          return origin;
        },
        { timeout: startPatience, interval: 50 },
      ),
    exitCode,
    pressControlC: () => signalGroup(group, 'SIGINT'),
    isAlive: () =>
      process.platform === 'linux' ? processesOf(group).length > 0 : signalGroup(group, 0),
    listensAt: () => listeningAddresses(group),
  };
}

function outputOf(child: ChildProcess): { all: string; errors: string } {
  const output = { all: '', errors: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output.all += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output.all += text;
    output.errors += text;
  });
  return output;
}

/** @returns whether there was any process in the group to send it to */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}

function listeningAddresses(group: number): string[] {
  const inodes = new Set(processesOf(group).flatMap(socketInodes));
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((protocol) =>
    readFileSync(`/proc/net/${protocol}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      // 0A is a TCP socket that listens, 07 a UDP socket that is bound.
      .filter(([, , , state, , , , , , inode]) => /^0[7A]$/.test(state ?? '') && inodes.has(inode))
      .map(([, local = '']) => local),
  );
}

/** Without those that have ended and only wait for their parent to hear of it. */
function processesOf(group: number): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    // The fields after the command's name, which is in brackets and may contain anything.
    const [state, , groupOfIt] = tryRead(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ') ?? [];
    return Number(groupOfIt) === group && state !== 'Z';
  });
}

function socketInodes(pid: string): (string | undefined)[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
      } catch {
        return undefined;
      }
    });
  } catch {
    return [];
  }
}

function tryRead(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process has ended since it was listed.
    return undefined;
  }
}
