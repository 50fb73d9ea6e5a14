import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text as readAll } from 'node:stream/consumers';
import { CommandTrouble } from '../command-line/command-trouble.ts';
import { type Input, interrupted, type Output, type Surroundings } from './surroundings.ts';

/**
 * Asks for a secret. A terminal shows nothing of it. It is never an argument, which the shell's history and
 * the list of processes would show.
 * @param options.fromStdin reads all of a pipe instead
 * @returns the line, trimmed
 * @throws CommandTrouble where nothing was given, more than one line was given, or there is nobody to ask
 */
export async function askSecret(
  { input, err }: Pick<Surroundings, 'input' | 'err'>,
  question: string,
  options: { readonly fromStdin: boolean },
): Promise<string> {
  const typed = await readTyped(input, err, question, options.fromStdin);
  const value = typed.trim();
  if (value === '') throw new CommandTrouble('Nothing was given; nothing was changed.');
  if (/[\r\n]/.test(value)) {
    throw new CommandTrouble('More than one line was given; nothing was changed.');
  }
  return value;
}

/** Reads one line, which is shown; it is empty where the input ends. */
export async function askLine(
  { input, err, interrupt }: Pick<Surroundings, 'input' | 'err' | 'interrupt'>,
  question: string,
): Promise<string> {
  const lines = createInterface({ input, output: err, terminal: false });
  try {
    const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    return (await Promise.race([lines.question(question, { signal: interrupt }), ended])).trim();
  } finally {
    lines.close();
  }
}

async function readTyped(
  input: Input,
  err: Output,
  question: string,
  fromStdin: boolean,
): Promise<string> {
  if (input.isTTY && input.setRawMode) return readHidden(input, err, question);
  if (fromStdin) return readAll(input);
  throw new CommandTrouble('There is no terminal to ask on; to read a pipe say --from-stdin.', 2);
}

/**
 * Readline edits the line and shows nothing, since its output goes nowhere. It sets the terminal to raw mode,
 * which echoes nothing either.
 */
async function readHidden(input: Input, err: Output, question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
  const typed: string[] = [];
  // Text that was pasted behind the line belongs to the answer, so that several lines are not taken for one.
  lines.on('line', (line) => {
    typed.push(line);
    setImmediate(() => lines.close());
  });
  let isLeft = false;
  lines.once('SIGINT', () => {
    isLeft = true;
    lines.close();
  });
  err.write(question);
  await once(lines, 'close');
  err.write('\n');
  if (isLeft) throw interrupted();
  return [...typed, lines.line].join('\n');
}
