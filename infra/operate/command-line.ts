import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Stage, stages } from '../stack/settings.ts';
import { OperateTrouble } from './operate-trouble.ts';

/** A deployed stage, or the stack that `npm start` runs on this machine. */
export type Target = Stage | 'local';

const isStage = (text: string): text is Stage => stages.some((stage) => stage === text);

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
 * @throws OperateTrouble with exit code 2
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
      throw new OperateTrouble(manual.strayValue, 2);
    }
    const problem = error instanceof Error ? error.message.split(/\.\s|\n/, 1)[0] : String(error);
    throw refused(problem ?? '', manual);
  }
}

/** One line on what is wrong with a command line, and the command as it should be. */
export function refused(problem: string, { usage }: Manual): OperateTrouble {
  return new OperateTrouble(
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

/** @throws OperateTrouble with exit code 2, naming the stages there are */
export function readTarget(text: string | undefined): Target {
  if (text !== undefined && (text === 'local' || isStage(text))) return text;
  throw wrongStage(text, [...stages, 'local']);
}

/** @throws OperateTrouble with exit code 2, naming the stages there are */
export function readStage(text: string | undefined): Stage {
  if (text !== undefined && isStage(text)) return text;
  throw wrongStage(text, stages);
}

/** A key that was given by mistake is longer, and is not to be repeated. */
const longestShown = 16;

function wrongStage(text: string | undefined, known: readonly string[]): OperateTrouble {
  const problem =
    text === undefined
      ? 'Which stage?'
      : `${text.length > longestShown ? 'That' : JSON.stringify(text)} is no stage.`;
  return new OperateTrouble(`${problem} Say ${known.map((s) => `--stage ${s}`).join(' or ')}.`, 2);
}

const unitMilliseconds = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * `90m`, `12h` or `3d` in milliseconds.
 * @throws OperateTrouble with exit code 2
 */
export function readPeriod(option: string, text: string): number {
  const [, count, unit] = /^([1-9]\d{0,4})([mhd])$/.exec(text) ?? [];
  if (count && (unit === 'm' || unit === 'h' || unit === 'd')) {
    return Number(count) * unitMilliseconds[unit];
  }
  throw new OperateTrouble(`${option} takes a period like 90m, 12h or 3d, not "${text}".`, 2);
}
