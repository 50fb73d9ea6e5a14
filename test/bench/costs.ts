/**
 * The command behind `npm run costs`: writes docs/costs.md from measured units, the code and list
 * prices. With `--check` it writes nothing and fails where the committed document differs.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { costsDocument } from './costs/document.ts';
import { readInputs } from './costs/inputs.ts';

const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;
const path = fileURLToPath(new URL('../../docs/costs.md', import.meta.url));

const text = costsDocument(await readInputs());
const isStale = !existsSync(path) || readFileSync(path, 'utf8') !== text;

if (!check) {
  if (isStale) writeFileSync(path, text);
  console.log(isStale ? 'wrote docs/costs.md' : 'already up to date');
} else if (isStale) {
  console.error('docs/costs.md is stale; run `npm run costs` and commit');
  process.exitCode = 1;
}
