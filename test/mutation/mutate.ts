/** The command behind `npm run mutate`; see its `--help`. The work is done on a copy of the tree. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { asksForHelp, helpOf, type Manual, refused } from '../../infra/command-line/manual.ts';
import { mutantsOf } from './mutants.ts';

const manual: Manual = {
  usage: 'npm run mutate -- FOLDER…',
  text: `Changes the rules of each folder in small ways, one at a time, and lists the
changes that no unit test notices; some seconds for each, on a copy of the tree.
Ends with 1 where fewer than nine of ten are noticed in a folder.`,
};

const leastShare = 0.9;
/** A mutant that loops says nothing any more. */
const longestSilenceMilliseconds = 60_000;

const lineSchema = z.union([
  z.object({ index: z.int(), survived: z.boolean() }),
  z.object({ mutants: z.int() }),
  z.object({ trouble: z.string() }),
]);

const folders = process.argv.slice(2);
if (asksForHelp(folders)) {
  console.log(helpOf(manual));
  process.exit(0);
}
const unknown = folders.filter((folder) => globSync(`${folder}/**/*.ts`).length === 0);
if (folders.length === 0 || unknown.length > 0) {
  const problem = folders.length === 0 ? 'Which folder?' : `No rules in ${unknown.join(', ')}`;
  console.error(refused(problem, manual).message);
  process.exit(2);
}

const copy = mkdtempSync(join(tmpdir(), 'learning-mate-mutants-'));
for (const path of execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0')) {
  if (path !== '') cpSync(path, join(copy, path), { recursive: true });
}
symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));

/** Indexes of the mutants that survive; a process that falls silent has met one that never ends. */
async function survivorsOf(file: string): Promise<number[]> {
  const { length } = mutantsOf(readFileSync(file, 'utf8'));
  const survivors: number[] = [];
  let next = 0;
  while (next < length) {
    const child = spawn(process.execPath, ['test/mutation/mutate-file.ts', file, String(next)], {
      cwd: copy,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let silence = setTimeout(() => child.kill('SIGKILL'), longestSilenceMilliseconds);
    for await (const text of createInterface({ input: child.stdout })) {
      if (!text.startsWith('{')) continue;
      clearTimeout(silence);
      silence = setTimeout(() => child.kill('SIGKILL'), longestSilenceMilliseconds);
      const line = lineSchema.parse(JSON.parse(text));
      if ('trouble' in line) throw new Error(`${file}: ${line.trouble}`);
      if (!('index' in line)) continue;
      if (line.survived) survivors.push(line.index);
      next = line.index + 1;
    }
    clearTimeout(silence);
    // The one it was at has hung, and so was noticed.
    if (next < length) next += 1;
  }
  return survivors;
}

try {
  for (const folder of folders) {
    let [all, survived] = [0, 0];
    for (const file of globSync(`${folder}/**/*.ts`).sort()) {
      const mutants = mutantsOf(readFileSync(file, 'utf8'));
      if (mutants.length === 0) continue;
      const survivors = await survivorsOf(file);
      all += mutants.length;
      survived += survivors.length;
      for (const index of survivors) {
        console.log(`${file}:${mutants[index]?.line}  ${mutants[index]?.change}`);
      }
    }
    const share = all === 0 ? 1 : (all - survived) / all;
    console.log(`${folder}: ${all - survived} of ${all} noticed, ${(share * 100).toFixed(1)} %`);
    if (share < leastShare) process.exitCode = 1;
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
