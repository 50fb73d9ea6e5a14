import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { CommandTrouble } from '../../command-line/command-trouble.ts';
import type { importTemplate } from './import-template.ts';
import { type Template, templateSchema } from './kept-parts.ts';

const manifestSchema = z.looseObject({
  artifacts: z.record(
    z.string(),
    z.looseObject({
      type: z.string(),
      properties: z.looseObject({ templateFile: z.string().optional() }).optional(),
    }),
  ),
});

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

async function stackIn(assemblyDirectory: string, stackName: string) {
  const manifest = manifestSchema.parse(await readJson(join(assemblyDirectory, 'manifest.json')));
  const artifact = manifest.artifacts[stackName];
  const templateFile = artifact?.properties?.templateFile;
  if (!artifact || templateFile === undefined) {
    throw new CommandTrouble(`${assemblyDirectory} holds no template of ${stackName}.`);
  }
  return { manifest, artifact, templateFile };
}

/** The template of a stack, as `cdk synth` wrote it. */
export async function readTemplate(
  assemblyDirectory: string,
  stackName: string,
): Promise<Template> {
  const { templateFile } = await stackIn(assemblyDirectory, stackName);
  return templateSchema.parse(await readJson(join(assemblyDirectory, templateFile)));
}

/**
 * Another assembly of the same stack, with the same roles to deploy it by, of the import alone: without
 * assets, which its template does not name.
 * @param directory where it goes; emptied first
 */
export async function writeImportAssembly(
  assemblyDirectory: string,
  directory: string,
  stackName: string,
  template: ReturnType<typeof importTemplate>,
): Promise<void> {
  const { manifest, artifact, templateFile } = await stackIn(assemblyDirectory, stackName);
  const { stackTemplateAssetObjectUrl: _, ...properties } = { ...artifact.properties };
  const {
    dependencies: _assets,
    metadata: _paths,
    additionalMetadataFile: _more,
    ...stack
  } = artifact;
  const { missing: _missing, ...rest } = manifest;
  const artifacts = { [stackName]: { ...stack, properties } };
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, templateFile), JSON.stringify(template, null, 1));
  await writeFile(join(directory, 'manifest.json'), JSON.stringify({ ...rest, artifacts }));
}
