import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));

/**
 * Joins the licence texts of bundled packages, which those licences ask us to pass on.
 * @throws Error where a package has no licence's text
 */
export async function licenseTexts(names: readonly string[]): Promise<Uint8Array> {
  const texts = await Promise.all(
    names.map(async (name) => {
      const files = await readdir(join(packages, name));
      const license = files.find((file) => /^(?:licen[cs]e|copying)(?:\.|$)/i.test(file));
      if (license === undefined) throw new Error(`${name} has no licence's text`);
      return `${name}\n\n${await readFile(join(packages, name, license), 'utf8')}`;
    }),
  );
  return new TextEncoder().encode(texts.join('\n\n---\n\n'));
}
