/**
 * The command behind `npm run openapi`: writes the API's documents from the contracts. With
 * `--check` it writes nothing and fails where the committed ones differ.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { generatedFiles, staleFiles } from './files.ts';

const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;
const stale = staleFiles(generatedFiles());
const names = stale.map(({ name }) => name).join(' and ');

if (!check) {
  for (const { path, text } of stale) writeFileSync(path, text);
  console.log(stale.length > 0 ? `wrote ${names}` : 'already up to date');
} else if (stale.length > 0) {
  console.error(`not what the contracts say: ${names}; run \`npm run openapi\` and commit`);
  process.exitCode = 1;
}
