import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

/**
 * Copies an assembly with changes, as another synth would have written it. A synth would take most of a
 * minute.
 * @param directory the folder for the copy, which is emptied first
 * @param alter changes the text of the template and of the other files
 * @returns the directory
 */
export async function alteredAssembly(
  from: string,
  directory: string,
  alter: (text: string) => string,
): Promise<string> {
  await rm(directory, { recursive: true, force: true });
  await cp(from, directory, { recursive: true });
  const files = (await readdir(directory)).filter((file) => file.endsWith('.json'));
  const before = await readFile(join(directory, templateAmong(files)), 'utf8');
  for (const file of files) {
    const path = join(directory, file);
    // The CLI uploads each name of a template once, and the name is the template's digest.
    const text = alter(await readFile(path, 'utf8'));
    await writeFile(path, text.replaceAll(digestOf(before), digestOf(alter(before))));
  }
  return directory;
}

const templateSchema = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({
      Properties: z
        .looseObject({ Code: z.looseObject({ S3Key: z.string().optional() }).optional() })
        .optional(),
    }),
  ),
});

/**
 * Copies an assembly in the same way, with other code in one function.
 * @param handler all of the function's code
 */
export async function assemblyWithHandler(
  from: string,
  directory: string,
  functionId: string,
  handler: string,
): Promise<string> {
  const path = join(from, templateAmong(await readdir(from)));
  const { Resources } = templateSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  const key = Resources[functionId]?.Properties?.Code?.S3Key;
  if (key === undefined) throw new Error(`${functionId} is no function of this assembly`);
  // An asset is named after its content: in its folder, in the template and in the list of uploads.
  const digest = digestOf(handler);
  const altered = await alteredAssembly(from, directory, (text) =>
    text.replaceAll(key.replace(/\.zip$/, ''), digest),
  );
  await mkdir(join(altered, `asset.${digest}`));
  await writeFile(join(altered, `asset.${digest}`, 'index.mjs'), handler);
  return altered;
}

const templateAmong = (files: readonly string[]): string =>
  files.find((file) => file.endsWith('.template.json')) ?? '';

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
