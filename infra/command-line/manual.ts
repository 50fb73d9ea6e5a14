import { type ParseArgsConfig, parseArgs } from 'node:util';
import { CommandTrouble } from './command-trouble.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** What a command says of itself when it is asked for help or is given something that it does not know. */
export interface Manual {
  /** How the command is written; the text may have line breaks, and a line at most 73 columns. */
  readonly usage: string;
  /** What the command does and which options it has, in lines of at most 80 columns. */
  readonly text: string;
  /**
   * The message about a value that belongs to no option; it does not repeat the value, which may be a secret.
   */
  readonly strayValue?: string;
}

/** Tells whether the command shall only show its help, whatever else stands on the line. */
export function asksForHelp(argv: readonly string[]): boolean {
  return argv.includes('--help') || argv.includes('-h');
}

/** The help text, in lines of at most 80 columns. */
export function helpOf({ usage, text }: Manual): string {
  return `Usage: ${usage.replaceAll('\n', '\n       ')}\n\n${text}`;
}

/**
 * Reads a command's options, and refuses what it does not know before anything is done.
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

/** Says in one line what is wrong with a command line and how the command is written. */
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
