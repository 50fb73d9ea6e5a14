import { createInterface } from 'node:readline/promises';
import { text as readAll } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { OperateTrouble } from './operate-trouble.ts';
import { type Input, interrupted, type Output, type Surroundings } from './surroundings.ts';

const controlC = '\u0003';
const controlD = '\u0004';
const controlU = '\u0015';
const eraseKeys = ['\b', '\u007f'];
const control = /\p{Cc}/u;

/**
 * Asks for a secret: on a terminal nothing of it is shown, and it never is an argument, which the
 * shell's history and the list of processes would show.
 * @param options.fromStdin reads the whole of a pipe instead
 * @returns the line, trimmed
 * @throws OperateTrouble where there is nothing, more than one line, or nobody to ask
 */
export async function askSecret(
  { input, err }: Pick<Surroundings, 'input' | 'err'>,
  question: string,
  options: { readonly fromStdin: boolean },
): Promise<string> {
  const typed = await readTyped(input, err, question, options.fromStdin);
  const value = typed.trim();
  if (value === '') throw new OperateTrouble('Nothing was given; nothing was changed.');
  if (/[\r\n]/.test(value)) {
    throw new OperateTrouble('More than one line was given; nothing was changed.');
  }
  return value;
}

/** Reads one line that may be seen; empty where the input ends. */
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
  if (isTerminal(input)) return readHidden(input, err, question);
  if (fromStdin) return readAll(input);
  throw new OperateTrouble('There is no terminal to ask on; to read a pipe say --from-stdin.', 2);
}

type Terminal = Input & Required<Pick<Input, 'setRawMode'>>;

function isTerminal(input: Input): input is Terminal {
  return input.isTTY === true && input.setRawMode !== undefined;
}

/** Raw mode: the terminal echoes nothing and hands over every key, Ctrl-C included. */
function readHidden(input: Terminal, err: Output, question: string): Promise<string> {
  err.write(question);
  input.setRawMode(true);
  input.setEncoding('utf8');
  return new Promise<string>((resolve, reject) => {
    let typed = '';
    const settle = (act: () => void) => {
      input.off('data', read);
      input.off('end', end);
      input.setRawMode(false);
      input.pause();
      err.write('\n');
      act();
    };
    const end = () => settle(() => resolve(typed));
    const read = (pressed: string) => {
      // Arrow keys, and the marks that some terminals put around a paste.
      const chunk = stripVTControlCharacters(pressed);
      for (const [at, key] of [...chunk].entries()) {
        if (key === controlC) return settle(() => reject(interrupted()));
        if (key === '\r' || key === '\n') {
          // What was pasted behind the line belongs to it: it must not pass for one line.
          const rest = [...chunk].slice(at).join('');
          return settle(() => resolve(rest.trim() === '' ? typed : typed + rest));
        }
        if (key === controlD) return end();
        if (key === controlU) typed = '';
        else if (eraseKeys.includes(key)) typed = [...typed].slice(0, -1).join('');
        else if (!control.test(key)) typed += key;
      }
      return undefined;
    };
    input.on('data', read);
    input.once('end', end);
    input.resume();
  });
}
