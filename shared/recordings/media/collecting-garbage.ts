import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** After this many bytes, a few milliseconds are spent on collecting garbage. */
const collectedEveryBytes = 4_194_304;

/**
 * Frees the chunks of a stream soon after nobody uses them any more. When V8 decides whether to collect
 * its youngest objects, it does not count the memory behind buffers until that reaches 64 MB: a quarter
 * of the worker's memory.
 */
export async function* collectingGarbage(chunks: AsyncIterable<Uint8Array>) {
  let passedBytes = 0;
  for await (const chunk of chunks) {
    yield chunk;
    passedBytes += chunk.byteLength;
    if (passedBytes < collectedEveryBytes) continue;
    passedBytes = 0;
    collectYoungest();
  }
}

let collect: ((options: { readonly type: 'minor' }) => void) | undefined;

function collectYoungest(): void {
  if (!collect) {
    // The function exists only with this flag, and only in a context that is made after it was set.
    // Without the function, garbage is collected later.
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('globalThis.gc');
  }
  collect?.({ type: 'minor' });
}
