/** The command behind `npm run costs`. */
import { runGenerator } from '../../infra/documents/generated-files.ts';
import { costsDocument } from './costs/document.ts';
import { readInputs } from './costs/inputs.ts';
import { scaleDocument } from './scale/document.ts';

await runGenerator(
  'costs',
  `Writes docs/costs.md and docs/scale.md from measured units, the code, list
prices and limits.`,
  async () => {
    const inputs = await readInputs();
    return { 'docs/costs.md': costsDocument(inputs), 'docs/scale.md': scaleDocument(inputs) };
  },
);
