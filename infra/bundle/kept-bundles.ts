import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { bundleFunctions } from './bundle.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The bundles of `.build/functions/`, made anew only where that would change them: bundling takes ten
 * seconds of processor time, and a start or a synth seldom needs it.
 *
 * @returns their folder
 */
export function keptBundles(): Promise<string> {
  return keepUnlessChanged(
    {
      directory: join(repository, '.build', 'functions'),
      // The last one is npm's own note of what it has installed.
      sources: ['functions', 'shared', 'infra/bundle', 'node_modules/.package-lock.json'].map(
        (path) => join(repository, path),
      ),
    },
    async (outputDirectory) => void (await bundleFunctions({ outputDirectory })),
  );
}

/** What files were made of, and what each of them was when it had been written. */
const noteSchema = z.object({
  sources: z.string(),
  files: z.record(z.string(), z.object({ sizeBytes: z.number(), writtenAt: z.number() })),
});

type Note = z.infer<typeof noteSchema>;

/**
 * Has the files of a folder made where they were not made of these sources by this Node, or are not as
 * they were left. What it goes by lies beside the folder.
 *
 * @param sources files and folders; where one is missing, nothing is kept
 * @returns the folder
 */
export async function keepUnlessChanged(
  { directory, sources }: { readonly directory: string; readonly sources: readonly string[] },
  make: (directory: string) => Promise<void>,
): Promise<string> {
  const noteFile = `${directory}.json`;
  const before = await digestOf(sources);
  const note = await readNote(noteFile);
  if (before !== undefined && note?.sources === before && (await areAsLeft(directory, note))) {
    return directory;
  }
  await rm(noteFile, { force: true });
  await make(directory);
  // Nothing is kept of what was made while somebody wrote.
  if (before !== undefined && before === (await digestOf(sources))) {
    const written: Note = { sources: before, files: await filesIn(directory) };
    await writeFile(noteFile, JSON.stringify(written));
  }
  return directory;
}

async function digestOf(sources: readonly string[]): Promise<string | undefined> {
  try {
    const paths = (await Promise.all(sources.map(filesUnder))).flat().sort();
    const texts = await Promise.all(paths.map((path) => readFile(path)));
    const hash = createHash('sha256').update(process.version);
    for (const [index, path] of paths.entries()) {
      const text = texts[index] ?? '';
      hash.update(`\n${path} ${text.length}\n`).update(text);
    }
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}

async function filesUnder(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

async function readNote(noteFile: string): Promise<Note | undefined> {
  try {
    return noteSchema.parse(JSON.parse(await readFile(noteFile, 'utf8')));
  } catch {
    // There is none, or none that this version wrote.
    return undefined;
  }
}

async function filesIn(directory: string): Promise<Note['files']> {
  const files = (await filesUnder(directory)).map(async (path) => {
    const { size, mtimeMs } = await stat(path);
    return [relative(directory, path), { sizeBytes: size, writtenAt: mtimeMs }] as const;
  });
  return Object.fromEntries(await Promise.all(files));
}

/** Another process that makes them at the same time, or a hand, may have changed them since. */
async function areAsLeft(directory: string, { files }: Note): Promise<boolean> {
  try {
    const now = await filesIn(directory);
    const names = Object.keys(files);
    return (
      names.length === Object.keys(now).length &&
      names.every((name) => JSON.stringify(now[name]) === JSON.stringify(files[name]))
    );
  } catch {
    return false;
  }
}
