import type { Readable, Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { CommandTrouble } from '../command-line/command-trouble.ts';
import { asksForHelp, helpOf, type Manual } from '../command-line/manual.ts';
import { troubleOf } from './operate-trouble.ts';

/** An input; a terminal can be told not to echo what is typed. */
export type Input = Readable & {
  readonly isTTY?: boolean | undefined;
  setRawMode?(raw: boolean): unknown;
};
export type Output = Writable & { readonly isTTY?: boolean | undefined };

/** Everything that a command touches of the process in which it runs. */
export interface Surroundings {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input: Input;
  /** For results. */
  readonly out: Output;
  /** For prompts, progress and troubles. */
  readonly err: Output;
  /** Aborted by Ctrl-C or a signal to end. */
  readonly interrupt: AbortSignal;
  readonly now: () => number;
  /** @throws CommandTrouble with exit code 130 when interrupted */
  wait(milliseconds: number): Promise<void>;
}

/** npm passes a terminal's Ctrl-C on, so that one press of the keys arrives twice. */
const samePressMilliseconds = 500;

/**
 * Runs a command and exits with the code that it returns. A trouble gives one line on stderr and its own exit
 * code. The first Ctrl-C asks the command to end, and the second one ends the process. With `--help` only the
 * manual is shown.
 */
export async function runCommand(
  command: (surroundings: Surroundings) => Promise<number>,
  manual: Manual,
  argv: readonly string[],
): Promise<void> {
  if (asksForHelp(argv)) {
    say(process.stdout, helpOf(manual));
    return;
  }
  const ending = new AbortController();
  let firstAt: number | undefined;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      firstAt ??= performance.now();
      if (performance.now() - firstAt > samePressMilliseconds) process.exit(130);
      ending.abort();
    });
  }
  // A reader that closes the pipe early (`| head`) is no error.
  process.stdout.on('error', () => process.exit());
  const interrupt = ending.signal;
  let exitCode: number;
  try {
    exitCode = await command({
      argv,
      environment: process.env,
      input: process.stdin,
      out: process.stdout,
      err: process.stderr,
      interrupt,
      now: Date.now,
      wait: (milliseconds) => pause(milliseconds, undefined, { signal: interrupt }).catch(stop),
    });
  } catch (error) {
    const trouble = interrupt.aborted ? interrupted() : troubleOf(error);
    if (!(trouble instanceof CommandTrouble)) throw trouble;
    process.stderr.write(`${trouble.message}\n`);
    exitCode = trouble.exitCode;
  }
  process.exitCode = exitCode;
  // An open terminal would keep the process alive.
  process.stdin.destroy();
}

export function interrupted(): CommandTrouble {
  return new CommandTrouble('Interrupted.', 130);
}

function stop(): never {
  throw interrupted();
}

export function say(output: Writable, line: string): void {
  output.write(`${line}\n`);
}
