import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Metafile } from 'esbuild';
import { inject } from 'vitest';

export interface SharedBundles {
  /** A folder for each function. Nothing is to be written there: other test files read it, too. */
  readonly directory: string;
  /** What went into which bundle, and how many bytes of it. */
  readonly metafile: Metafile;
}

/** Every function, bundled once for all tests of a run. @throws Error where they do not bundle */
export async function sharedBundles(): Promise<SharedBundles> {
  // A connection of its own: one that is kept is closed by the other side while a test blocks this one.
  const request = get(inject('bundlesOrigin'), { agent: false });
  const [response]: IncomingMessage[] = await once(request, 'response');
  if (!response) throw new Error('nobody bundles');
  const directory = await text(response);
  if (response.statusCode !== 200) throw new Error(directory);
  const metafile = JSON.parse(await readFile(join(directory, 'metafile.json'), 'utf8'));
  return { directory, metafile };
}
