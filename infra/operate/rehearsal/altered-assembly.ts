import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

/**
 * The same assembly, as another synth would have written it: without one, which takes the better part
 * of a minute.
 * @param directory where it goes; emptied first
 * @param alter gets the text of the template, and of what else is written of it
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
    // The CLI uploads a template once for each name, and its name is its digest.
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
 * The same assembly with other code in one function, likewise.
 * @param handler all of that code
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
  // An asset is named by what is in it, here, in the template and in the list of what to upload.
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
