/** `npm run teach -- FILE`: does what the app does, against any deployment; see `--help`. */
import path from 'node:path';
import process from 'node:process';
import { languageOf, parseCommand } from './arguments.ts';
import type { Surroundings } from './command-context.ts';
import { wordsIn } from './language.ts';
import { runCommand, sayTrouble } from './run-command.ts';
import { exitCodeOf, TeachTrouble } from './trouble.ts';

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());
// A reader that closes the pipe early (`| head`) is no error.
process.stdout.on('error', () => process.exit());

// npm runs a script in the project's folder, but FILE is relative to the folder in which the person stands.
const standsIn =
  process.env['npm_lifecycle_event'] === 'teach' ? process.env['INIT_CWD'] : undefined;

const surroundings: Surroundings = {
  out: process.stdout,
  err: process.stderr,
  noColour: Boolean(process.env['NO_COLOR']),
  resolveFile: (file) => path.resolve(standsIn ?? process.cwd(), file),
  interrupt: interruption.signal,
  now: () => performance.now(),
};

const argv = process.argv.slice(2);
try {
  process.exitCode = await runCommand(parseCommand(argv, process.env), surroundings);
} catch (error) {
  if (!(error instanceof TeachTrouble)) throw error;
  sayTrouble(error.trouble, wordsIn(languageOf(argv, process.env)), surroundings);
  process.exitCode = exitCodeOf(error.trouble);
}
