import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { assemblyOf } from '../../../infra/operate/deploy-assembly.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder('assembly');
const withManifest = (name: string, text: string) => {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'manifest.json'), text);
  return join(folder, name);
};

it('an assembly is accepted if its manifest names the stack', async () => {
  const of = withManifest('whole', '{"version":"1","artifacts":{"LearningMate-dev":{}}}');
  expect(await assemblyOf(of, 'LearningMate-dev')).toBe(of);
});

it.each([
  ['of another stage', '{"artifacts":{"LearningMate-prod":{}}}'],
  ['cut off', '{"artifacts":{"LearningMate-dev":'],
  ['without artifacts', '[]'],
  ['empty', ''],
])('a manifest that is %s is reported in one line', async (name, text) => {
  const given = withManifest(name, text);
  await expect(assemblyOf(given, 'LearningMate-dev')).rejects.toMatchObject({
    exitCode: 2,
    message: `${given} holds no assembly of LearningMate-dev; nothing was changed.`,
  });
});

it('a folder without a manifest is reported in one line too', async () => {
  await expect(assemblyOf(join(folder, 'nowhere'), 'LearningMate-dev')).rejects.toMatchObject({
    exitCode: 2,
  });
});
