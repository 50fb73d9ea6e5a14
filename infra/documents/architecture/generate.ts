/**
 * The command behind `npm run architecture`: draws the pictures of docs/architecture.md from the
 * synthesized template. With `--check` it writes nothing and fails where the committed ones differ.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { functionNames } from '../../../shared/contracts/functions.ts';
import { runScript } from '../../command-line/run-script.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION, type StackModel } from '../../local/template/model.ts';
import { synthesize } from '../../local/template/synthesize.ts';
import { readTemplate } from '../../local/template/template.ts';
import { fillPlaces, mermaidBlock } from './drawn-places.ts';
import { dutiesTable } from './duties-table.ts';
import { backgroundPicture, requestsPicture } from './pictures.ts';
import { readArchitecture } from './read-architecture.ts';

const manual = {
  usage: 'npm run architecture -- [--check]',
  text: `Draws the pictures and the table of docs/architecture.md from prod's template.

  --check  writes nothing, and ends with 1 where the committed ones differ`,
};
const path = fileURLToPath(new URL('../../../docs/architecture.md', import.meta.url));

await runScript(manual, { check: { type: 'boolean', default: false } }, async ({ check }) => {
  const architecture = readArchitecture(await readStack());
  const committed = await readFile(path, 'utf8');
  const text = fillPlaces(
    committed,
    new Map([
      ['requests', mermaidBlock(requestsPicture(architecture))],
      ['background', mermaidBlock(backgroundPicture(architecture))],
      ['duties', dutiesTable(architecture)],
    ]),
  );
  const isStale = committed !== text;

  if (!check) {
    if (isStale) await writeFile(path, text);
    console.log(isStale ? 'wrote docs/architecture.md' : 'already up to date');
  } else if (isStale) {
    console.error('docs/architecture.md is stale; run `npm run architecture` and commit');
    process.exitCode = 1;
  }
});

/** Reads the stack of prod. Its addresses are made up, since no picture shows them. */
async function readStack(): Promise<StackModel> {
  const folder = await mkdtemp(join(tmpdir(), 'learning-mate-architecture-'));
  try {
    const bundles = await standInBundles(join(folder, 'bundles'));
    const { template, ...assembled } = await synthesize(
      { stage: 'prod', checks: 'off', bundles },
      { outputDirectory: join(folder, 'assembly') },
    );
    return readTemplate(template, {
      ...assembled,
      region: LOCAL_REGION,
      accountId: LOCAL_ACCOUNT,
      origin: 'https://api.invalid',
      edgeOrigin: 'https://aws.invalid',
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Writes a small file in place of each bundle: no picture shows what a function is made of, and bundling
 * would take most of the synth.
 */
async function standInBundles(folder: string): Promise<string> {
  for (const name of functionNames) {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'index.mjs'), `export const handler = '${name}';`);
  }
  return folder;
}
