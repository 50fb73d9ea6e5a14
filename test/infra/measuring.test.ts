import { expect, it } from 'vitest';
import { environments, functionNames } from '../../shared/contracts/functions.ts';
import { sharedBundles } from '../support/shared-bundles.ts';

const { metafile } = await sharedBundles();

/** A file in which something is measured, or thrown that the stacks measure. */
const measuring =
  /shared\/platform\/(?:observed-ports|measured-retention|token-keys|openai-key|error-reporting)\.ts$/;

it.each(functionNames)('the namespace of its stage is given to %s if it measures', (name) => {
  const [, output] =
    Object.entries(metafile.outputs).find(([path]) => path.endsWith(`/${name}/index.mjs`)) ?? [];
  const measures = Object.keys(output?.inputs ?? {}).some((path) => measuring.test(path));
  expect('METRIC_NAMESPACE' in environments[name].shape).toBe(measures);
});
