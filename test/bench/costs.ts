/**
 * The command behind `npm run costs`: writes docs/costs.md and docs/scale.md from measured units, the
 * code, list prices and limits. With `--check` it writes nothing and fails where a committed one differs.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runScript } from '../../infra/command-line/run-script.ts';
import { costsDocument } from './costs/document.ts';
import { readInputs } from './costs/inputs.ts';
import { scaleDocument } from './scale/document.ts';

const manual = {
  usage: 'npm run costs -- [--check]',
  text: `Writes docs/costs.md and docs/scale.md from measured units, the code, list
prices and limits.

  --check  writes nothing, and ends with 1 where a committed one differs`,
};

await runScript(manual, { check: { type: 'boolean', default: false } }, async ({ check }) => {
  const inputs = await readInputs();
  const documents = {
    'docs/costs.md': costsDocument(inputs),
    'docs/scale.md': scaleDocument(inputs),
  };
  for (const [name, text] of Object.entries(documents)) {
    const path = fileURLToPath(new URL(`../../${name}`, import.meta.url));
    const isStale = !existsSync(path) || readFileSync(path, 'utf8') !== text;
    if (!check) {
      if (isStale) writeFileSync(path, text);
      console.log(isStale ? `wrote ${name}` : `${name} is up to date`);
    } else if (isStale) {
      console.error(`${name} is stale; run \`npm run costs\` and commit`);
      process.exitCode = 1;
    }
  }
});
