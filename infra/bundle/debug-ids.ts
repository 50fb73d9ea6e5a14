import { createHash } from 'node:crypto';
import * as z from 'zod';

export interface BuiltFile {
  readonly path: string;
  readonly contents: string | Uint8Array;
}

const mapSchema = z.looseObject({ version: z.literal(3) });

/**
 * Gives each bundle and its source map one id, made from the bundle's own text. A stack trace that was caught
 * anywhere finds by that id the map of exactly that build, whatever release it was deployed in. The bundle
 * carries the id in its last line, a comment that costs nothing to run.
 * https://github.com/tc39/ecma426/blob/main/proposals/debug-id.md
 */
export function withDebugIds(files: readonly BuiltFile[]): readonly BuiltFile[] {
  const ids = new Map(
    files
      .filter(({ path }) => path.endsWith('.mjs'))
      .map(({ path, contents }) => [path, debugIdOf(contents)]),
  );
  return files.map(({ path, contents }) => {
    const ofBundle = ids.get(path);
    if (ofBundle !== undefined) {
      return { path, contents: `${textOf(contents).trimEnd()}\n//# debugId=${ofBundle}\n` };
    }
    const ofMap = ids.get(path.replace(/\.map$/, ''));
    if (ofMap === undefined) return { path, contents };
    const map = mapSchema.parse(JSON.parse(textOf(contents)));
    // The first name is the proposal's, the second what Sentry's tools have always written.
    return { path, contents: JSON.stringify({ ...map, debugId: ofMap, debug_id: ofMap }) };
  });
}

/** A UUID of version 8, whose bits mean what their maker wants. */
function debugIdOf(contents: string | Uint8Array): string {
  const hash = createHash('sha256').update(contents).digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}

const textOf = (contents: string | Uint8Array): string =>
  typeof contents === 'string' ? contents : new TextDecoder().decode(contents);
