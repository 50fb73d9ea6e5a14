import { parseArgs } from 'node:util';
import { type SectionId, sectionIds } from './section.ts';

export interface CommandOptions {
  readonly only: readonly SectionId[];
  readonly effort: number;
  /** The folder that gets results.json and README.md; undefined where nothing is written. */
  readonly outputDirectory: string | undefined;
  /** The results.json of an earlier run. */
  readonly against: string | undefined;
}

/** What was asked for cannot be done; its message is one line for the terminal. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

const usage = `npm run bench -- [--only ${sectionIds.join(',')}] [--effort 0.2] [--out DIR] [--against FILE.json]`;

/**
 * Only a whole run at effort 1 or more writes where it was not told to: a part of one would put
 * unsure figures in the place of sure ones.
 *
 * @param ownDirectory where whole runs are kept
 * @throws OptionError
 */
export function readCommandOptions(argv: readonly string[], ownDirectory: string): CommandOptions {
  const { only, effort, out, against } = parsed(argv);
  const sections = only === undefined ? sectionIds : only.split(',').map(sectionOf);
  const rounds = effortOf(effort);
  const isWhole = sectionIds.every((id) => sections.includes(id)) && rounds >= 1;
  return {
    // In their own order, each once.
    only: sectionIds.filter((id) => sections.includes(id)),
    effort: rounds,
    outputDirectory: out ?? (isWhole ? ownDirectory : undefined),
    against,
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        only: { type: 'string' },
        effort: { type: 'string', default: '1' },
        out: { type: 'string' },
        against: { type: 'string' },
      },
      strict: true,
      allowPositionals: false,
    }).values;
  } catch (error) {
    const problem = error instanceof Error ? error.message.split(/\.\s|\n/, 1)[0] : String(error);
    throw new OptionError(`${problem}. Usage: ${usage}`);
  }
}

function sectionOf(text: string): SectionId {
  const id = sectionIds.find((known) => known === text);
  if (id === undefined) {
    throw new OptionError(`There is no section "${text}", only ${sectionIds.join(', ')}.`);
  }
  return id;
}

function effortOf(text: string): number {
  const effort = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && effort >= 0.02 && effort <= 10) return effort;
  throw new OptionError(`--effort takes a number from 0.02 to 10, not "${text}".`);
}
