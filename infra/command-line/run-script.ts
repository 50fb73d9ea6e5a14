import type { ParseArgsConfig, parseArgs } from 'node:util';
import { CommandTrouble } from './command-trouble.ts';
import { asksForHelp, helpOf, type Manual, readOptions } from './manual.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

type Values<Known extends Options> = ReturnType<
  typeof parseArgs<{ options: Known; strict: true; allowPositionals: false }>
>['values'];

/**
 * Runs a command that needs this machine alone: it answers `--help`, reads the options, and reports a
 * `CommandTrouble` by one line on stderr and its exit code.
 */
export async function runScript<const Known extends Options>(
  manual: Manual,
  options: Known,
  act: (given: Values<Known>) => Promise<void> | void,
): Promise<void> {
  const argv = process.argv.slice(2);
  if (asksForHelp(argv)) {
    console.log(helpOf(manual));
    return;
  }
  try {
    await act(readOptions(argv, options, manual));
  } catch (error) {
    if (!(error instanceof CommandTrouble)) throw error;
    console.error(error.message);
    process.exitCode = error.exitCode;
  }
}
