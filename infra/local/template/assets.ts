import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { TemplateError } from './cloudformation.ts';

const assetManifest = z.looseObject({
  files: z.record(
    z.string(),
    z.looseObject({
      source: z.looseObject({ path: z.string().optional(), packaging: z.string().optional() }),
      destinations: z.record(z.string(), z.looseObject({ objectKey: z.string() })),
    }),
  ),
});

/** Reads the folders of the cloud assembly that would be zipped and uploaded, by the key of the zip. */
export function readAssetFolders(assemblyDirectory: string): ReadonlyMap<string, string> {
  const folders = new Map<string, string>();
  for (const file of readdirSync(assemblyDirectory)) {
    if (!file.endsWith('.assets.json')) continue;
    const text = readFileSync(join(assemblyDirectory, file), 'utf8');
    for (const { source, destinations } of Object.values(
      assetManifest.parse(JSON.parse(text)).files,
    )) {
      if (source.packaging !== 'zip' || source.path === undefined) continue;
      for (const { objectKey } of Object.values(destinations)) {
        folders.set(objectKey, resolve(assemblyDirectory, source.path));
      }
    }
  }
  return folders;
}

/**
 * Finds the folder of a function's code by the asset's key, else by the path in the resource's metadata.
 * @throws TemplateError if the assembly holds no such folder
 */
export function codeFolder(options: {
  readonly logicalId: string;
  readonly assemblyDirectory: string;
  readonly folders: ReadonlyMap<string, string>;
  readonly objectKey: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}): string {
  const path = options.metadata['aws:asset:path'];
  const folder =
    options.folders.get(options.objectKey) ??
    (typeof path === 'string' ? resolve(options.assemblyDirectory, path) : undefined);
  if (folder === undefined || !existsSync(folder)) {
    throw new TemplateError(
      `${options.logicalId}: the cloud assembly has no folder for its code (${options.objectKey})`,
    );
  }
  return folder;
}
