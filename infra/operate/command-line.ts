import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Stage, stages } from '../config.ts';
import { OperateTrouble } from './operate-trouble.ts';

/** A deployed stage, or the stack that `npm start` runs on this machine. */
export type Target = Stage | 'local';

const isStage = (text: string): text is Stage => stages.some((stage) => stage === text);

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Reads a command's options; whatever it does not know is refused, before anything is done.
 * @param usage one line that shows the command
 * @throws OperateTrouble with exit code 2
 */
export function readOptions<const Known extends Options>(
  argv: readonly string[],
  options: Known,
  usage: string,
) {
  try {
    return parseArgs({ args: [...argv], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const problem = error instanceof Error ? error.message.split(/\.\s|\n/, 1)[0] : String(error);
    throw new OperateTrouble(`${problem}. Usage: ${usage}`, 2);
  }
}

/**
 * Parts a command's own options from those that it hands on, in any order.
 * @param names of own options; `true` for those that take a value
 */
export function partOptions(
  argv: readonly string[],
  names: Readonly<Record<string, boolean>>,
): { readonly own: readonly string[]; readonly handedOn: readonly string[] } {
  const own: string[] = [];
  const handedOn: string[] = [];
  let takesValue = false;
  for (const argument of argv) {
    const [name = '', inline] = argument.split('=', 2);
    if (takesValue) own.push(argument);
    else if (Object.hasOwn(names, name)) own.push(argument);
    else if (argument !== '--') handedOn.push(argument);
    takesValue = !takesValue && names[name] === true && inline === undefined;
  }
  return { own, handedOn };
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

function wrongStage(text: string | undefined, known: readonly string[]): OperateTrouble {
  const problem = text === undefined ? 'Which stage?' : `${JSON.stringify(text)} is no stage.`;
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
