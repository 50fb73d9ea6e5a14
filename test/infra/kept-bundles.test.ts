import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepUnlessChanged } from '../../infra/bundle/kept-bundles.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const root = temporaryFolder('kept');

/** Two sources and the folder that is made from them, and how often it has been made. */
function made(name: string) {
  const here = join(root, name);
  const [folder, file] = [join(here, 'sources'), join(here, 'installed.json')];
  const directory = join(here, 'out');
  mkdirSync(join(folder, 'inner'), { recursive: true });
  writeFileSync(join(folder, 'inner', 'one.ts'), '1');
  writeFileSync(file, '{}');
  let times = 0;
  const make = async (into: string) => {
    times += 1;
    mkdirSync(join(into, 'a'), { recursive: true });
    writeFileSync(join(into, 'a', 'index.mjs'), 'built');
  };
  return {
    folder,
    file,
    output: join(directory, 'a', 'index.mjs'),
    async timesMade() {
      await keepUnlessChanged({ directory, sources: [folder, file] }, make);
      return times;
    },
  };
}

it('a folder that was made from the same sources is kept', async () => {
  const { timesMade } = made('same');
  expect(await timesMade()).toBe(1);
  expect(await timesMade()).toBe(1);
});

it.each<[string, (of: ReturnType<typeof made>) => void]>([
  ['another text', ({ folder }) => writeFileSync(join(folder, 'inner', 'one.ts'), '2')],
  ['another file', ({ folder }) => writeFileSync(join(folder, 'two.ts'), '')],
  ['a file less', ({ folder }) => rmSync(join(folder, 'inner', 'one.ts'))],
  ['other packages', ({ file }) => writeFileSync(file, '{"a":1}')],
  ['what was made changed by hand', ({ output }) => writeFileSync(output, 'mended')],
  ['a part of what was made gone', ({ output }) => rmSync(output)],
])('a folder is made again for %s, once', async (name, change) => {
  const given = made(name);
  await given.timesMade();
  change(given);
  expect(await given.timesMade()).toBe(2);
  expect(await given.timesMade()).toBe(2);
});

it('nothing is kept if nobody knows what is installed', async () => {
  const { file, timesMade } = made('unknown');
  rmSync(file);
  expect(await timesMade()).toBe(1);
  expect(await timesMade()).toBe(2);
});
