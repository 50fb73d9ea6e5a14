/** The command behind `npm run architecture`. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionNames } from '../../../shared/contracts/functions.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION, type StackModel } from '../../local/template/model.ts';
import { synthesize } from '../../local/template/synthesize.ts';
import { readTemplate } from '../../local/template/template.ts';
import { committedText, runGenerator } from '../generated-files.ts';
import { fillPlaces, mermaidBlock } from './drawn-places.ts';
import { dutiesTable } from './duties-table.ts';
import { backgroundPicture, requestsPicture } from './pictures.ts';
import { readArchitecture } from './read-architecture.ts';

const file = 'docs/architecture.md';

await runGenerator(
  'architecture',
  `Draws the pictures and the table of ${file} from prod's template.`,
  async () => {
    const architecture = readArchitecture(await readStack());
    const drawings = new Map([
      ['requests', mermaidBlock(requestsPicture(architecture))],
      ['background', mermaidBlock(backgroundPicture(architecture))],
      ['duties', dutiesTable(architecture)],
    ]);
    return { [file]: fillPlaces(committedText(file), drawings) };
  },
);

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
