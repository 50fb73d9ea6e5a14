import { expect, it } from 'vitest';
import { bundleFunctions } from '../../infra/bundle/bundle.ts';
import { environments, isFunctionName } from '../../shared/contracts/functions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { names, metafile } = await bundleFunctions({
  outputDirectory: temporaryFolder('measuring'),
});

/** Where something is measured, or thrown that the stacks measure. */
const measuring =
  /shared\/platform\/(?:observed-ports|activity|token-keys|openai-key|error-reporting)\.ts$/;

it.each(names.filter(isFunctionName))('%s knows its stage’s namespace if it measures', (name) => {
  const [, output] =
    Object.entries(metafile.outputs).find(([path]) => path.endsWith(`/${name}/index.mjs`)) ?? [];
  const measures = Object.keys(output?.inputs ?? {}).some((path) => measuring.test(path));
  expect('METRIC_NAMESPACE' in environments[name].shape).toBe(measures);
});
