import { CommandTrouble } from '../../../infra/command-line/command-trouble.ts';
import { type Manual, readOptions } from '../../../infra/command-line/manual.ts';
import { type SectionId, sectionIds } from './section.ts';

export interface CommandOptions {
  readonly only: readonly SectionId[];
  readonly effort: number;
  /** The folder that gets results.json and README.md; undefined where nothing is written. */
  readonly outputDirectory: string | undefined;
  /** The results.json of an earlier run. */
  readonly against: string | undefined;
}

export const benchManual: Manual = {
  usage: `npm run bench -- [--only ${sectionIds.join(',')}]
  [--effort 0.2] [--out DIR] [--against FILE.json]`,
  text: `Measures cold and warm calls against rivals of their own, the pipeline, the
units of DynamoDB, the ranking and the costs, and says which targets are met. A
whole run writes docs/bench. Ends with 1 where a target is missed for no reason.

  --only SECTIONS      some of them, separated by commas
  --effort NUMBER      of the usual rounds, from 0.02 to 10
  --out DIR            where results.json and README.md go
  --against FILE.json  ends with 1 where a ratio is not what that file says:
                       medians more than 10 % apart, and intervals that do not
                       overlap`,
};

const options = {
  only: { type: 'string' },
  effort: { type: 'string', default: '1' },
  out: { type: 'string' },
  against: { type: 'string' },
} as const;

/**
 * Only a whole run at effort 1 or more writes where it was not told to: a part of one would put
 * unsure figures in the place of sure ones.
 *
 * @param ownDirectory where whole runs are kept
 * @throws CommandTrouble
 */
export function readCommandOptions(argv: readonly string[], ownDirectory: string): CommandOptions {
  const { only, effort, out, against } = readOptions(argv, options, benchManual);
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

function sectionOf(text: string): SectionId {
  const id = sectionIds.find((known) => known === text);
  if (id === undefined) {
    throw new CommandTrouble(`There is no section "${text}", only ${sectionIds.join(', ')}.`, 2);
  }
  return id;
}

function effortOf(text: string): number {
  const effort = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && effort >= 0.02 && effort <= 10) return effort;
  throw new CommandTrouble(`--effort takes a number from 0.02 to 10, not "${text}".`, 2);
}
