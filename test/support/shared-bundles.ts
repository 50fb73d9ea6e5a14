import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Metafile } from 'esbuild';
import { inject } from 'vitest';

export interface SharedBundles {
  /** A folder for each function. Write nothing there: other test files read it, too. */
  readonly directory: string;
  /** What went into which bundle, and how many bytes of it. */
  readonly metafile: Metafile;
}

/** Every function, bundled once for all tests of a run. @throws Error if they do not bundle */
export async function sharedBundles(): Promise<SharedBundles> {
  // It is a new connection: the other side closes a kept one while a test blocks this side.
  const request = get(inject('bundlesOrigin'), { agent: false });
  const [response]: IncomingMessage[] = await once(request, 'response');
  if (!response) throw new Error('nobody bundles');
  const directory = await text(response);
  if (response.statusCode !== 200) throw new Error(directory);
  const metafile = JSON.parse(await readFile(join(directory, 'metafile.json'), 'utf8'));
  return { directory, metafile };
}
