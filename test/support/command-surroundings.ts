import { PassThrough } from 'node:stream';
import type { Surroundings } from '../../infra/operate/surroundings.ts';

export interface CommandSurroundings extends Surroundings {
  /** What was written so far. */
  printed(): string;
  asked(): string;
  /** Presses keys at the terminal, or feeds the pipe; `end` closes it. */
  type(text: string, options?: { readonly end: boolean }): void;
  /** Whether the terminal shows what is typed. */
  readonly echoes: boolean;
  /** The waits of the command, in milliseconds; the clock stood still otherwise. */
  readonly waited: readonly number[];
  pressControlC(): void;
}

export interface CommandOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
  /** Where the command's clock starts. @default this machine's clock */
  readonly startsAt?: number;
  /** Called while the command waits. */
  readonly onWait?: () => Promise<void> | void;
}

/** A command's surroundings without a process: streams to look at and a clock to move. */
export function commandSurroundings(
  argv: readonly string[],
  options: CommandOptions = {},
): CommandSurroundings {
  const out = collector();
  const err = collector();
  const interruption = new AbortController();
  const waited: number[] = [];
  let now = options.startsAt ?? Date.now();
  let echoes = true;
  const pipe = new PassThrough();
  const input = options.isTerminal
    ? Object.assign(pipe, {
        isTTY: true,
        setRawMode: (raw: boolean) => {
          echoes = !raw;
        },
      })
    : pipe;
  return {
    argv,
    environment: options.environment ?? {},
    input,
    out: out.stream,
    err: err.stream,
    interrupt: interruption.signal,
    now: () => now,
    async wait(milliseconds) {
      await options.onWait?.();
      waited.push(milliseconds);
      now += milliseconds;
    },
    printed: out.text,
    asked: err.text,
    type(text, { end } = { end: false }) {
      pipe.write(text);
      if (end) pipe.end();
    },
    get echoes() {
      return echoes;
    },
    waited,
    pressControlC: () => interruption.abort(),
  };
}

function collector() {
  const chunks: string[] = [];
  const stream = new PassThrough();
  stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  return { stream, text: () => chunks.join('') };
}
