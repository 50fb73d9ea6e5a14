/**
 * The command behind `npm run openapi`: writes the API's documents from the contracts. With
 * `--check` it writes nothing and fails where the committed ones differ.
 */
import { writeFileSync } from 'node:fs';
import { runScript } from '../../command-line/run-script.ts';
import { generatedFiles, staleFiles } from './files.ts';

const manual = {
  usage: 'npm run openapi -- [--check]',
  text: `Writes docs/openapi.json and docs/api.md from the contracts.

  --check  writes nothing, and ends with 1 where the committed ones differ`,
};

await runScript(manual, { check: { type: 'boolean', default: false } }, ({ check }) => {
  const stale = staleFiles(generatedFiles());
  const names = stale.map(({ name }) => name).join(' and ');
  if (!check) {
    for (const { path, text } of stale) writeFileSync(path, text);
    console.log(stale.length > 0 ? `wrote ${names}` : 'already up to date');
  } else if (stale.length > 0) {
    console.error(`not what the contracts say: ${names}; run \`npm run openapi\` and commit`);
    process.exitCode = 1;
  }
});
