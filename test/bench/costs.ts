/**
 * The command behind `npm run costs`: writes docs/costs.md from measured units, the code and list
 * prices. With `--check` it writes nothing and fails where the committed document differs.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runScript } from '../../infra/command-line/run-script.ts';
import { costsDocument } from './costs/document.ts';
import { readInputs } from './costs/inputs.ts';

const manual = {
  usage: 'npm run costs -- [--check]',
  text: `Writes docs/costs.md from measured units, the code and list prices.

  --check  writes nothing, and ends with 1 where the committed one differs`,
};
const path = fileURLToPath(new URL('../../docs/costs.md', import.meta.url));

await runScript(manual, { check: { type: 'boolean', default: false } }, async ({ check }) => {
  const text = costsDocument(await readInputs());
  const isStale = !existsSync(path) || readFileSync(path, 'utf8') !== text;

  if (!check) {
    if (isStale) writeFileSync(path, text);
    console.log(isStale ? 'wrote docs/costs.md' : 'already up to date');
  } else if (isStale) {
    console.error('docs/costs.md is stale; run `npm run costs` and commit');
    process.exitCode = 1;
  }
});
