import { type ParseArgsConfig, parseArgs } from 'node:util';
import { CommandTrouble } from './command-trouble.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** What a command tells of itself, where it is asked to or was given what it does not know. */
export interface Manual {
  /** Shows the command; may be broken into lines of at most 73 columns. */
  readonly usage: string;
  /** What it does and with which options, in lines of at most 80 columns. */
  readonly text: string;
  /** Said where there is a value that belongs to no option, instead of repeating it. */
  readonly strayValue?: string;
}

/** Whether it is only to tell what it does, whatever else is said. */
export function asksForHelp(argv: readonly string[]): boolean {
  return argv.includes('--help') || argv.includes('-h');
}

/** In lines of at most 80 columns. */
export function helpOf({ usage, text }: Manual): string {
  return `Usage: ${usage.replaceAll('\n', '\n       ')}\n\n${text}`;
}

/**
 * Reads a command's options; whatever it does not know is refused, before anything is done.
 * @throws CommandTrouble with exit code 2
 */
export function readOptions<const Known extends Options>(
  argv: readonly string[],
  options: Known,
  manual: Manual,
) {
  try {
    return parseArgs({ args: [...argv], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    if (manual.strayValue !== undefined && hasStrayValue(argv, options)) {
      throw new CommandTrouble(manual.strayValue, 2);
    }
    const problem = error instanceof Error ? error.message.split(/\.\s|\n/, 1)[0] : String(error);
    throw refused(problem ?? '', manual);
  }
}

/** One line on what is wrong with a command line, and the command as it should be. */
export function refused(problem: string, { usage }: Manual): CommandTrouble {
  return new CommandTrouble(
    `${problem.replace(/\.$/, '')}. Usage: ${usage.replaceAll(/\s+/g, ' ')}`,
    2,
  );
}

function hasStrayValue(argv: readonly string[], options: Options): boolean {
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true });
  return tokens.some(
    (token) =>
      token.kind === 'positional' ||
      (token.kind === 'option' &&
        token.value !== undefined &&
        options[token.name]?.type !== 'string'),
  );
}
