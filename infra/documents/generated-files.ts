import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runScript } from '../command-line/run-script.ts';

/** The texts of documents as they are made now, by their paths in the repository. */
export type GeneratedFiles = Readonly<Record<string, string>>;

const pathOf = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** The text as it is committed; it is empty where there is none. */
export const committedText = (name: string): string =>
  existsSync(pathOf(name)) ? readFileSync(pathOf(name), 'utf8') : '';

/** The names of those whose committed text is another. */
export const staleFiles = (files: GeneratedFiles): readonly string[] =>
  Object.keys(files).filter((name) => committedText(name) !== files[name]);

/**
 * Runs the command that writes documents. With `--check` it writes nothing and fails where the committed ones
 * differ.
 * @param command its name behind `npm run`
 * @param about what it does, in lines of at most 80 columns
 */
export function runGenerator(
  command: string,
  about: string,
  make: () => GeneratedFiles | Promise<GeneratedFiles>,
): Promise<void> {
  const manual = {
    usage: `npm run ${command} -- [--check]`,
    text: `${about}\n\n  --check  writes nothing, and ends with 1 where a committed one differs`,
  };
  return runScript(manual, { check: { type: 'boolean', default: false } }, async ({ check }) => {
    const files = await make();
    const stale = staleFiles(files);
    if (stale.length === 0) {
      console.log('already up to date');
    } else if (check) {
      console.error(`stale: ${stale.join(' and ')}; run \`npm run ${command}\` and commit`);
      process.exitCode = 1;
    } else {
      for (const name of stale) writeFileSync(pathOf(name), files[name] ?? '');
      console.log(`wrote ${stale.join(' and ')}`);
    }
  });
}

/** A row of a table in Markdown. */
export const markdownRow = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
