/**
 * The command behind `npm run mutate`; see its `--help`. Nothing is written: the changes are made as
 * vitest loads a file.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { asksForHelp, helpOf, type Manual, refused } from '../../infra/command-line/manual.ts';
import { readJournal } from './journal.ts';
import { mutantsOf } from './mutants.ts';

const manual: Manual = {
  usage: 'npm run mutate -- [FOLDER or FILE…]',
  text: `Changes the rules of each folder in small ways, one at a time, and lists the
changes that no unit test notices. Without a folder it takes all that hold
rules, which is twenty minutes of work. Ends with 1 where fewer than nine of
ten are noticed in a folder. docs/mutation.md has the figures.`,
};

const ruleFolders = [
  'shared/lectures',
  'shared/assessment',
  'shared/quota',
  'shared/ranking',
  'shared/users',
  'shared/platform',
  'shared/own-topics',
  'shared/rewards',
  'shared/habits',
  'shared/league',
  'shared/reminders',
  'shared/retention',
];
const leastShare = 0.9;
/** A mutant that loops no longer writes anything. */
const longestSilenceMilliseconds = 120_000;

const asked = process.argv.slice(2);
if (asksForHelp(asked)) {
  console.log(helpOf(manual));
  process.exit(0);
}
/** A single file may be named, too. */
const rulesIn = (place: string) =>
  globSync([place, `${place}/**`]).filter((path) => path.endsWith('.ts'));
const unknown = asked.filter((folder) => rulesIn(folder).length === 0);
if (unknown.length > 0) {
  console.error(refused(`No rules in ${unknown.join(', ')}`, manual).message);
  process.exit(2);
}

const journals = mkdtempSync(join(tmpdir(), 'learning-mate-mutants-'));

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** Starts it again for as long as mutants are what ends it. */
async function judge(file: string, journal: string): Promise<void> {
  for (;;) {
    const child = spawn(process.execPath, ['test/mutation/mutate-file.ts', file, journal], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    let [size, since] = [sizeOf(journal), Date.now()];
    const watch = setInterval(() => {
      if (sizeOf(journal) !== size) [size, since] = [sizeOf(journal), Date.now()];
      else if (Date.now() - since > longestSilenceMilliseconds) child.kill('SIGKILL');
    }, 1000);
    const [code] = await once(child, 'exit');
    clearInterval(watch);
    if (code === 0) return;
    if (readJournal(journal).interrupted === undefined)
      throw new Error(`${file} ended with ${code}.`);
  }
}

try {
  for (const folder of asked.length > 0 ? asked : ruleFolders) {
    let [all, noticed] = [0, 0];
    for (const file of rulesIn(folder).sort()) {
      const mutants = mutantsOf(readFileSync(file, 'utf8'));
      if (mutants.length === 0) continue;
      const journal = join(journals, file.replaceAll('/', '+'));
      await judge(file, journal);
      const known = readJournal(journal);
      for (const test of known.red) {
        console.log(`${relative('.', test)} is red as it is, and was not asked of ${file}`);
        process.exitCode = 1;
      }
      all += mutants.length;
      noticed += known.noticed.size;
      for (const [index, { line, change }] of mutants.entries()) {
        if (!known.noticed.has(index)) console.log(`${file}:${line}  ${change}`);
      }
      console.log(`${file}: ${known.noticed.size} of ${mutants.length}`);
    }
    const share = all === 0 ? 1 : noticed / all;
    console.log(`${folder}: ${noticed} of ${all} noticed, ${(share * 100).toFixed(1)} %`);
    if (share < leastShare) process.exitCode = 1;
  }
} finally {
  rmSync(journals, { recursive: true, force: true });
}
